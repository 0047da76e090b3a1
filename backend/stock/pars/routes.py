"""Which URL reads and keeps the par levels of a store."""

from uuid import UUID

from litestar import get, put
from litestar.params import FromPath

from backend.people.routes import Asked, Person
from backend.stock.pars.keeping import keep_levels, read_levels
from backend.stock.pars.schemas import ParLevels, ParLevelsIn
from backend.wire import strictly


@get("/stores/{store:uuid}/par-levels", operation_id="getParLevels")
async def get_levels(store: FromPath[UUID], person: Person) -> ParLevels:
    """List what a store sells, each with its par level."""
    return await read_levels(store, person)


@put("/stores/{store:uuid}/par-levels", operation_id="keepParLevels", body=ParLevelsIn)
async def put_levels(store: FromPath[UUID], person: Person, request: Asked) -> ParLevels:
    """Keep all par levels of a store."""
    return await keep_levels(store, person, (await strictly(request, ParLevelsIn)).document)


PARS = [get_levels, put_levels]
