"""Files to take away: a published version as JSON or Excel, and the sample to begin with."""

from typing import Literal
from urllib.parse import quote
from uuid import UUID

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.export import Language, file_name, write_json, write_layout, write_questions
from backend.checklists.library.shelf import read_shelf
from backend.checklists.reading import read_version
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.photos.threads import in_thread

Kind = Literal["json", "xlsx", "csv"]
MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SAMPLE = "store-patrol"


class Download(msgspec.Struct, frozen=True):
    """A file with its name."""

    content: bytes
    media: str
    name: str

    def headers(self) -> dict[str, str]:
        """Return what makes a browser keep it as a file."""
        return {
            "content-disposition": f"attachment; filename*=UTF-8''{quote(self.name)}",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        }


async def download_version(version: UUID, kind: Kind, language: Language, person: SignedIn) -> Download:
    """Write a published version into a file."""
    require_role(person, Role.hq)
    document = (await read_version(version)).document
    name = file_name(msgspec.to_builtins(document), kind)
    if kind == "json":
        return Download(write_json(document), MEDIA[kind], name)
    if kind == "csv":
        return Download(write_questions(document, language), MEDIA[kind], name)
    return await in_thread(download_layout, document, language)


async def download_sample(language: Language, person: SignedIn) -> Download:
    """Write the library's store patrol as the file from which people learn the layout."""
    require_role(person, Role.hq)
    document = read_shelf()[SAMPLE].document
    return await in_thread(download_layout, document, language)


def download_layout(document: ChecklistDocument, language: Language) -> Download:
    """Write a document in our Excel layout."""
    name = file_name(msgspec.to_builtins(document), "xlsx")
    return Download(write_layout(document, language), MEDIA["xlsx"], name)
