"""Say when a store works, or the whole company unless a store says otherwise."""

from uuid import UUID

from backend.company.schemas import Week, WorkingHoursIn, WorkingHoursOut, WorkingSpan
from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import load_store, require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.stores.calendars import week_of
from backend.stores.hours import AROUND_THE_CLOCK
from backend.stores.settings import subject_of
from backend.stores.tables import StoreHours

SETTLERS = (Role.hq, Role.admin)


async def read_hours(person: SignedIn, store: UUID | None) -> WorkingHoursOut:
    """Return the hours of a store within reach, or those of the company."""
    if store is not None:
        await load_store(person, store)
    rows = await fetch("SELECT * FROM store_hours WHERE store = $1 OR store IS NULL", store)
    own = week_of([row for row in rows if row["store"] == store])
    week = own or week_of([row for row in rows if row["store"] is None]) or AROUND_THE_CLOCK
    return WorkingHoursOut(
        week=tuple(tuple(WorkingSpan(opens=o, closes=c) for o, c in day) for day in week),
        own=own is not None,
    )


async def write_hours(person: SignedIn, store: UUID | None, draft: WorkingHoursIn) -> WorkingHoursOut:
    """Replace the hours of a store or of the company; deadlines that run keep what they were given."""
    if store is not None:
        await load_store(person, store)
    require_role(person, *SETTLERS)
    check_week(draft.week or ())
    async with transaction():
        await fetch("DELETE FROM store_hours WHERE store IS NOT DISTINCT FROM $1", store)
        spans = [
            StoreHours(id=uuid7(), store=store, weekday=number, opens=span.opens, closes=span.closes)
            for number, day in enumerate(draft.week or (), start=1)
            for span in day
        ]
        if spans:
            await StoreHours.insert(*spans)
        await record("hours.changed", store or subject_of("hours"), store=store, person=person.id)
    return await read_hours(person, store)


def check_week(week: Week | tuple[()]) -> None:
    """Raise `Unacceptable` naming a span that ends before it begins or runs into the next one."""
    if week and not any(week):
        raise Unacceptable(fields=[FieldProblem("week", "A store works at some time.", "required")])
    for number, day in enumerate(week):
        for place, span in enumerate(day):
            follows = day[place + 1].opens if place + 1 < len(day) else span.closes
            if span.closes <= span.opens or follows < span.closes:
                raise Unacceptable(
                    fields=[
                        FieldProblem(f"week[{number}][{place}]", "From earlier to later.", "out_of_range")
                    ]
                )
