"""Which URL takes a product file in, maps its columns, applies it and takes it back."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.importing.apply import apply, undo
from backend.importing.progress import read_progress
from backend.importing.reading import list_imports, read_import
from backend.importing.sample import XLSX, Language
from backend.importing.schemas import ImportProgressOut, MappingIn, UndoIn
from backend.importing.take_in import map_columns, upload
from backend.people.routes import Asked, Person
from backend.products.importing.kind import PRODUCTS
from backend.products.importing.sample import HEADERS, write_sample
from backend.products.importing.schemas import ApplicationIn, ProductImportCard, ProductImportOut
from backend.sheets.grid import BYTES
from backend.wire import strictly

FileName = Annotated[str, QueryParameter(min_length=1, max_length=200)]


@get("/product-imports", operation_id="listProductImports")
async def get_imports(person: Person) -> list[ProductImportCard]:
    """List the newest imports of products."""
    return await list_imports(PRODUCTS, person)


@get("/product-imports/{id:uuid}", operation_id="getProductImport")
async def get_import(id: FromPath[UUID], person: Person) -> ProductImportOut:
    """Show an import with its findings and a preview."""
    return await read_import(PRODUCTS, id, person)


@get("/product-imports/{id:uuid}/progress", operation_id="getProductImportProgress")
async def get_progress(id: FromPath[UUID], person: Person) -> ImportProgressOut:
    """Tell how far a file is while it is taken in or written."""
    return await read_progress(PRODUCTS, id, person)


@put("/product-imports/{id:uuid}", operation_id="tryProductImport", request_max_body_size=BYTES + 1000)
async def put_import(id: FromPath[UUID], name: FileName, person: Person, request: Asked) -> ProductImportOut:
    """Take a file in and say what would become of its rows; the catalogue stays as it is."""
    return await upload(PRODUCTS, id, person, await request.body(), name)


@put("/product-imports/{id:uuid}/mapping", operation_id="mapProductImport", body=MappingIn)
async def put_mapping(id: FromPath[UUID], person: Person, request: Asked) -> ProductImportOut:
    """Say which column holds what, and remember it."""
    return await map_columns(PRODUCTS, id, person, (await strictly(request, MappingIn)).document)


@put("/product-imports/{id:uuid}/application", operation_id="applyProductImport", body=ApplicationIn)
async def put_application(id: FromPath[UUID], person: Person, request: Asked) -> ProductImportOut:
    """Write the rows into the catalogue, all or none."""
    return await apply(PRODUCTS, id, person, await strictly(request, ApplicationIn))


@put("/product-imports/{id:uuid}/undo", operation_id="undoProductImport", body=UndoIn)
async def put_undo(id: FromPath[UUID], person: Person, request: Asked) -> ProductImportOut:
    """Take a whole import back."""
    await strictly(request, UndoIn)
    return await undo(PRODUCTS, id, person)


@get("/product-import-sample", operation_id="getProductSample", media_type="application/octet-stream")
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
