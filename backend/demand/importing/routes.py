"""Which URL takes a file of history in, maps its columns, applies it and takes it back."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.demand.importing.kind import USAGE
from backend.demand.importing.sample import HEADERS, write_sample
from backend.demand.importing.schemas import UsageApplicationIn, UsageImportCard, UsageImportOut
from backend.importing.apply import apply, undo
from backend.importing.progress import read_progress
from backend.importing.reading import list_imports, read_import
from backend.importing.sample import XLSX, Language
from backend.importing.schemas import ImportProgressOut, MappingIn, UndoIn
from backend.importing.take_in import map_columns, upload
from backend.people.routes import Asked, Person
from backend.sheets.grid import BYTES
from backend.wire import strictly

FileName = Annotated[str, QueryParameter(min_length=1, max_length=200)]


@get("/usage-imports", operation_id="listUsageImports")
async def get_imports(person: Person) -> list[UsageImportCard]:
    """List the newest imports of history."""
    return await list_imports(USAGE, person)


@get("/usage-imports/{id:uuid}", operation_id="getUsageImport")
async def get_import(id: FromPath[UUID], person: Person) -> UsageImportOut:
    """Show an import with its findings and a preview."""
    return await read_import(USAGE, id, person)


@get("/usage-imports/{id:uuid}/progress", operation_id="getUsageImportProgress")
async def get_progress(id: FromPath[UUID], person: Person) -> ImportProgressOut:
    """Tell how far a file is while it is taken in or written."""
    return await read_progress(USAGE, id, person)


@put("/usage-imports/{id:uuid}", operation_id="tryUsageImport", request_max_body_size=BYTES + 1000)
async def put_import(id: FromPath[UUID], name: FileName, person: Person, request: Asked) -> UsageImportOut:
    """Take a file in and say what would become of its rows; the history stays as it is."""
    return await upload(USAGE, id, person, await request.body(), name)


@put("/usage-imports/{id:uuid}/mapping", operation_id="mapUsageImport", body=MappingIn)
async def put_mapping(id: FromPath[UUID], person: Person, request: Asked) -> UsageImportOut:
    """Say which column holds what, and remember it."""
    return await map_columns(USAGE, id, person, (await strictly(request, MappingIn)).document)


@put("/usage-imports/{id:uuid}/application", operation_id="applyUsageImport", body=UsageApplicationIn)
async def put_application(id: FromPath[UUID], person: Person, request: Asked) -> UsageImportOut:
    """Write the rows into the history, all or none."""
    return await apply(USAGE, id, person, await strictly(request, UsageApplicationIn))


@put("/usage-imports/{id:uuid}/undo", operation_id="undoUsageImport", body=UndoIn)
async def put_undo(id: FromPath[UUID], person: Person, request: Asked) -> UsageImportOut:
    """Take a whole import back."""
    await strictly(request, UndoIn)
    return await undo(USAGE, id, person)


@get("/usage-import-sample", operation_id="getUsageSample", media_type="application/octet-stream")
async def get_sample(language: FromQuery[Language], person: Person) -> Response[bytes]:
    """Give a sample file."""
    return Response(await write_sample(language, person), media_type=XLSX, headers=HEADERS)


IMPORTING = [
    get_imports,
    get_import,
    get_progress,
    put_import,
    put_mapping,
    put_application,
    put_undo,
    get_sample,
]
