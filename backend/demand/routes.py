"""Which URL takes in what was sold."""

from datetime import date
from uuid import UUID

from litestar import Router, put
from litestar.params import FromPath

from backend.demand.feed import keep_day
from backend.demand.schemas import UsageDayIn, UsageDayOut
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/stores/{store:uuid}/usage/{day:date}", operation_id="putUsageDay", body=UsageDayIn)
async def put_usage_day(
    store: FromPath[UUID], day: FromPath[date], person: Person, request: Asked
) -> UsageDayOut:
    """Keep what a store sold or used on a day, in the place of what was kept of it before."""
    return await keep_day(person, store, day, (await strictly(request, UsageDayIn)).document)


ROUTES = Router("/", route_handlers=[put_usage_day])
