"""Which URL tries a file out, gives the sample, and gives a version as a file."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.checklists.importing.downloads import Kind, download_sample, download_version
from backend.checklists.importing.export import Language
from backend.checklists.importing.schemas import ImportReport
from backend.checklists.importing.take_in import take_in
from backend.people.routes import Asked, Person
from backend.sheets.grid import BYTES

FileName = Annotated[str, QueryParameter(min_length=1, max_length=200)]


@put("/checklist-imports/{id:uuid}", operation_id="tryChecklistImport", request_max_body_size=BYTES + 1000)
async def put_import(id: FromPath[UUID], name: FileName, person: Person, request: Asked) -> ImportReport:
    """Say what checklist a file would become, with everything that is wrong by its cell; nothing is kept."""
    return await take_in(person, await request.body(), name)


@get("/checklist-sample", operation_id="getChecklistSample", media_type="application/octet-stream")
async def get_sample(language: FromQuery[Language], person: Person) -> Response[bytes]:
    """Give a filled sample of the Excel layout."""
    file = await download_sample(language, person)
    return Response(file.content, media_type=file.media, headers=file.headers())


@get(
    "/checklist-versions/{version:uuid}/file",
    operation_id="downloadChecklistVersion",
    media_type="application/octet-stream",
)
async def get_file(
    version: FromPath[UUID], kind: FromQuery[Kind], language: FromQuery[Language], person: Person
) -> Response[bytes]:
    """Give a published version as JSON, in the Excel layout, or its questions as CSV."""
    file = await download_version(version, kind, language, person)
    return Response(file.content, media_type=file.media, headers=file.headers())


IMPORTING = [put_import, get_sample, get_file]
