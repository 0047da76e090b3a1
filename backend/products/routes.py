"""Which URL shows what a store can order, and what HQ keeps about it."""

from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath

from backend.people.routes import Person
from backend.products.assortments.routes import ASSORTMENTS
from backend.products.desk.routes import DESK
from backend.products.importing.routes import IMPORTING
from backend.products.reading import list_products
from backend.products.schemas import ProductCard


@get("/stores/{store:uuid}/products", operation_id="listProducts")
async def get_products(store: FromPath[UUID], person: Person) -> list[ProductCard]:
    """List the products that a store can order, with who sells them."""
    return await list_products(person, store)


ROUTES = Router("/", route_handlers=[get_products, *IMPORTING, *DESK, *ASSORTMENTS])
