"""Which URL shows the grid of products and places, and tries, applies and takes back its changes."""

from typing import Annotated
from uuid import UUID

from litestar import get, put
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.people.routes import Asked, Person
from backend.products.assortments.apply import apply_change, undo_change
from backend.products.assortments.change import list_changes, read_change, try_change
from backend.products.assortments.grid import read_grid
from backend.products.assortments.schemas import (
    AssortmentApplyIn,
    AssortmentChangeCard,
    AssortmentChangeIn,
    AssortmentChangeOut,
    AssortmentGrid,
    AssortmentUndoIn,
    Matching,
)
from backend.wire import strictly

Words = Annotated[str, QueryParameter(max_length=200)]
Column = Annotated[int, QueryParameter(ge=0, le=100_000)]


@get("/assortments", operation_id="getAssortments")
async def get_grid(
    person: Person,
    search: Words = "",
    category: FromQuery[UUID | None] = None,
    supplier: FromQuery[UUID | None] = None,
    inside: FromQuery[UUID | None] = None,
    after: Words = "",
    column: Column = 0,
) -> AssortmentGrid:
    """Show which places sell what, a page at a time."""
    matching = Matching(search=search, category=category, supplier=supplier)
    return await read_grid(person, matching, inside, after, column)


@get("/assortment-changes", operation_id="listAssortmentChanges")
async def get_changes(person: Person) -> list[AssortmentChangeCard]:
    """List the newest changes."""
    return await list_changes(person)


@get("/assortment-changes/{id:uuid}", operation_id="getAssortmentChange")
async def get_change(id: FromPath[UUID], person: Person) -> AssortmentChangeOut:
    """Show a change and what it turns."""
    return await read_change(id, person)


@put("/assortment-changes/{id:uuid}", operation_id="tryAssortmentChange", body=AssortmentChangeIn)
async def put_change(id: FromPath[UUID], person: Person, request: Asked) -> AssortmentChangeOut:
    """Say what a change would turn; the grid stays as it is."""
    return await try_change(id, person, await strictly(request, AssortmentChangeIn))


@put(
    "/assortment-changes/{id:uuid}/application", operation_id="applyAssortmentChange", body=AssortmentApplyIn
)
async def put_application(id: FromPath[UUID], person: Person, request: Asked) -> AssortmentChangeOut:
    """Write a change that was tried."""
    return await apply_change(id, person, (await strictly(request, AssortmentApplyIn)).document)


@put("/assortment-changes/{id:uuid}/undo", operation_id="undoAssortmentChange", body=AssortmentUndoIn)
async def put_undo(id: FromPath[UUID], person: Person, request: Asked) -> AssortmentChangeOut:
    """Take a change back whole."""
    await strictly(request, AssortmentUndoIn)
    return await undo_change(id, person)


ASSORTMENTS = [get_grid, get_changes, get_change, put_change, put_application, put_undo]
