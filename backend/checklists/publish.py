"""Publish a version of a checklist; from then on it never changes."""

from datetime import datetime
from uuid import UUID

from backend.checklists.document import ChecklistDocument
from backend.checklists.questions import find_flaws
from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.photos.access import use_photos
from backend.problems import Unacceptable


async def publish(
    checklist: UUID, document: ChecklistDocument, person: UUID | None, at: datetime, note: str = ""
) -> UUID:
    """Publish a document as the next version of a checklist, and return the id of the version.

    Publishing what is already the newest version changes nothing. Raises `Unacceptable`.
    """
    if flaws := find_flaws(document):
        raise Unacceptable("This checklist cannot be published yet.", fields=flaws)
    async with transaction():
        await hold(checklist, document)
        newest, number, is_same = await newest_version(checklist, document)
        if newest is not None and is_same:
            return newest
        version = uuid7()
        await fetch(
            """
            INSERT INTO checklist_version (id, checklist, number, document, published_by, published_at, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            version, checklist, number + 1, document, person, at, note,
        )  # fmt: skip
        await use_photos(reference_photos(document), None, version)
        payload: dict[str, object] = {"checklist": checklist, "number": number + 1}
        await record("checklist.published", version, person=person, payload=payload, at=at)
    return version


async def hold(checklist: UUID, document: ChecklistDocument) -> None:
    """Write the checklist's row, and keep it locked so that versions are numbered one after the other."""
    await fetch(
        """
        INSERT INTO checklist (id, name, archived) VALUES ($1, $2, false)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name
        """,
        checklist,
        document.name,
    )


async def newest_version(checklist: UUID, document: ChecklistDocument) -> tuple[UUID | None, int, bool]:
    """Return the newest version's id and number, and whether it is this very document."""
    rows = await fetch(
        """
        SELECT id, number, document = $2 AS is_same FROM checklist_version
        WHERE checklist = $1 ORDER BY number DESC LIMIT 1
        """,
        checklist,
        document,
    )
    return (rows[0]["id"], rows[0]["number"], rows[0]["is_same"]) if rows else (None, 0, False)


def reference_photos(document: ChecklistDocument) -> list[str]:
    """List the photos that show how it should look, each once, in the order of the questions."""
    named = (question.reference_photo for question in document.questions())
    return list(dict.fromkeys(photo for photo in named if photo is not None))
