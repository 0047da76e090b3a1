"""Which URL takes in what was sold, and tells what will not be sold in time."""

from datetime import date
from uuid import UUID

from litestar import Router, get, put
from litestar.params import FromPath

from backend.demand.feed import keep_day
from backend.demand.importing.routes import IMPORTING
from backend.demand.schemas import UnsoldLot, UsageDayIn, UsageDayOut
from backend.demand.unsold import list_unsold
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/stores/{store:uuid}/usage/{day:date}", operation_id="putUsageDay", body=UsageDayIn)
async def put_usage_day(
    store: FromPath[UUID], day: FromPath[date], person: Person, request: Asked
) -> UsageDayOut:
    """Keep what a store sold or used on a day, in the place of what was kept of it before."""
    return await keep_day(person, store, day, (await strictly(request, UsageDayIn)).document)


@get("/stores/{store:uuid}/unsold", operation_id="listUnsold")
async def get_unsold(store: FromPath[UUID], person: Person) -> list[UnsoldLot]:
    """List what will expire before the store can sell it."""
    return await list_unsold(store, person)


ROUTES = Router("/", route_handlers=[put_usage_day, get_unsold, *IMPORTING])
