"""Which URL tells and settles which stores there are and when they work."""

from uuid import UUID

from litestar import Router, delete, get, put
from litestar.params import FromPath

from backend.company.closed_days import list_closed_days, put_closed_day, remove_closed_day
from backend.company.schemas import ClosedDayIn, ClosedDayOut, WorkingHoursIn, WorkingHoursOut
from backend.company.stores.routes import STORES
from backend.company.working_hours import read_hours, write_hours
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/company/hours", operation_id="getCompanyHours")
async def get_company_hours(person: Person) -> WorkingHoursOut:
    """Tell the usual working hours of the company."""
    return await read_hours(person, None)


@put("/company/hours", operation_id="putCompanyHours", body=WorkingHoursIn)
async def put_company_hours(person: Person, request: Asked) -> WorkingHoursOut:
    """Settle the usual working hours of the company."""
    return await write_hours(person, None, (await strictly(request, WorkingHoursIn)).document)


@get("/stores/{store:uuid}/hours", operation_id="getStoreHours")
async def get_store_hours(store: FromPath[UUID], person: Person) -> WorkingHoursOut:
    """Tell when a store works."""
    return await read_hours(person, store)


@put("/stores/{store:uuid}/hours", operation_id="putStoreHours", body=WorkingHoursIn)
async def put_store_hours(store: FromPath[UUID], person: Person, request: Asked) -> WorkingHoursOut:
    """Settle when a store works; without a week it works as the company does."""
    return await write_hours(person, store, (await strictly(request, WorkingHoursIn)).document)


@get("/closed-days", operation_id="listClosedDays")
async def get_closed_days(person: Person) -> list[ClosedDayOut]:
    """List the days on which stores do not work."""
    return await list_closed_days()


@put("/closed-days/{id:uuid}", operation_id="putClosedDay", body=ClosedDayIn)
async def put_day(id: FromPath[UUID], person: Person, request: Asked) -> ClosedDayOut:
    """Settle a day on which a store, a region or the company does not work."""
    return await put_closed_day(id, person, (await strictly(request, ClosedDayIn)).document)


@delete("/closed-days/{id:uuid}", operation_id="removeClosedDay", status_code=204)
async def delete_day(id: FromPath[UUID], person: Person) -> None:
    """Take a closed day back."""
    await remove_closed_day(id, person)


ROUTES = Router(
    "/",
    route_handlers=[
        get_company_hours,
        put_company_hours,
        get_store_hours,
        put_store_hours,
        get_closed_days,
        put_day,
        delete_day,
        *STORES,
    ],
)
