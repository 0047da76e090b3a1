"""Which URL lists and keeps regions and stores."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.company.stores.list_stores import list_company_stores
from backend.company.stores.regions import keep_region, list_regions, remove_region
from backend.company.stores.schemas import RegionIn, RegionOut, StoreIn, StoreOut, StorePage, Which
from backend.company.stores.store import keep_store, read_store
from backend.people.routes import Asked, Person
from backend.wire import strictly

Words = Annotated[str, QueryParameter(max_length=200)]


@get("/regions", operation_id="listRegions")
async def get_regions(person: Person) -> list[RegionOut]:
    """List the regions of the company; `parent` makes a tree of them."""
    return await list_regions(person)


@put("/regions/{id:uuid}", operation_id="keepRegion", body=RegionIn)
async def put_region(id: FromPath[UUID], person: Person, request: Asked) -> RegionOut:
    """Keep a region whole."""
    return await keep_region(id, person, (await strictly(request, RegionIn)).document)


@delete("/regions/{id:uuid}", operation_id="removeRegion", status_code=204)
async def delete_region(id: FromPath[UUID], person: Person) -> None:
    """Take an empty region away."""
    await remove_region(id, person)


@get("/company/stores", operation_id="listCompanyStores")
async def get_company_stores(
    person: Person,
    search: Words = "",
    region: FromQuery[UUID | None] = None,
    which: FromQuery[Which] = "open",
    after: Words = "",
) -> StorePage:
    """List the company's stores in order of code, a page at a time."""
    return await list_company_stores(person, search, region, which, after)


@get("/stores/{id:uuid}", operation_id="getStore")
async def get_store(id: FromPath[UUID], person: Person) -> StoreOut:
    """Show a store whole."""
    return await read_store(id, person)


@put("/stores/{id:uuid}", operation_id="keepStore", body=StoreIn)
async def put_store(id: FromPath[UUID], person: Person, request: Asked) -> StoreOut:
    """Keep a store whole: what it is called, where it lies, what it has, and whether it is closed."""
    return await keep_store(id, person, (await strictly(request, StoreIn)).document)


STORES = [get_regions, put_region, delete_region, get_company_stores, get_store, put_store]
