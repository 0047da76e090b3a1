"""Which URL lists and keeps products, categories and suppliers."""

from typing import Annotated
from uuid import UUID

from litestar import get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.people.routes import Asked, Person
from backend.products.desk.catalogue import keep_category, list_catalogue, list_choices
from backend.products.desk.product import keep_product, read_product
from backend.products.desk.schemas import (
    CatalogueChoices,
    CataloguePage,
    CategoryIn,
    CategoryOut,
    ProductIn,
    ProductOut,
    SupplierIn,
    SupplierLine,
    SupplierOut,
)
from backend.products.desk.supplier import keep_supplier, list_suppliers, read_supplier
from backend.wire import strictly

Words = Annotated[str, QueryParameter(max_length=200)]


@get("/catalogue", operation_id="listCatalogue")
async def get_catalogue(
    person: Person,
    search: Words = "",
    category: FromQuery[UUID | None] = None,
    supplier: FromQuery[UUID | None] = None,
    after: Words = "",
) -> CataloguePage:
    """List products in order of sku, a page at a time."""
    return await list_catalogue(person, search, category, supplier, after)


@get("/catalogue-choices", operation_id="getCatalogueChoices")
async def get_choices(person: Person) -> CatalogueChoices:
    """List what forms about products offer."""
    return await list_choices(person)


@get("/products/{id:uuid}", operation_id="getProduct")
async def get_product(id: FromPath[UUID], person: Person) -> ProductOut:
    """Show a product whole."""
    return await read_product(id, person)


@put("/products/{id:uuid}", operation_id="keepProduct", body=ProductIn)
async def put_product(id: FromPath[UUID], person: Person, request: Asked) -> ProductOut:
    """Keep a product whole."""
    return await keep_product(id, person, (await strictly(request, ProductIn)).document)


@put("/categories/{id:uuid}", operation_id="keepCategory", body=CategoryIn)
async def put_category(id: FromPath[UUID], person: Person, request: Asked) -> CategoryOut:
    """Keep a category."""
    return await keep_category(id, person, (await strictly(request, CategoryIn)).document)


@get("/suppliers", operation_id="listSuppliers")
async def get_suppliers(person: Person) -> list[SupplierLine]:
    """List suppliers."""
    return await list_suppliers(person)


@get("/suppliers/{id:uuid}", operation_id="getSupplier")
async def get_supplier(id: FromPath[UUID], person: Person) -> SupplierOut:
    """Show a supplier whole."""
    return await read_supplier(id, person)


@put("/suppliers/{id:uuid}", operation_id="keepSupplier", body=SupplierIn)
async def put_supplier(id: FromPath[UUID], person: Person, request: Asked) -> SupplierOut:
    """Keep a supplier whole."""
    return await keep_supplier(id, person, (await strictly(request, SupplierIn)).document)


DESK = [
    get_catalogue,
    get_choices,
    get_product,
    put_product,
    put_category,
    get_suppliers,
    get_supplier,
    put_supplier,
]
