"""Days on which nobody works: holidays of the company, of a region, of one store."""

from uuid import UUID

from backend.company.schemas import ClosedDayIn, ClosedDayOut
from backend.company.working_hours import SETTLERS
from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import FieldProblem, Unacceptable
from backend.wire import build

LIST = """
    SELECT closed_day.id, day, closed_day.name, closed_day.region, closed_day.store,
        coalesce(store.name, region.name) AS place
    FROM closed_day LEFT JOIN store ON store.id = closed_day.store
        LEFT JOIN region ON region.id = closed_day.region
"""


async def list_closed_days() -> list[ClosedDayOut]:
    """List the closed days from a year ago on, in their order."""
    rows = await fetch(f"{LIST} WHERE day > current_date - 366 ORDER BY day, closed_day.id LIMIT 1000")
    return [build(ClosedDayOut, row) for row in rows]


async def put_closed_day(id: UUID, person: SignedIn, draft: ClosedDayIn) -> ClosedDayOut:
    """Keep a closed day under the id that the desk made up; sent again it changes nothing."""
    require_role(person, *SETTLERS)
    await check_place(draft)
    async with transaction():
        await fetch(
            """
            INSERT INTO closed_day (id, day, name, region, store) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO UPDATE SET day = $2, name = $3, region = $4, store = $5
            """,
            id,
            draft.day,
            {"zh": draft.name.zh, "en": draft.name.en},
            draft.region,
            draft.store,
        )
        await record("closed_day.kept", id, store=draft.store, person=person.id)
    return build(ClosedDayOut, (await fetch(f"{LIST} WHERE closed_day.id = $1", id))[0])


async def check_place(draft: ClosedDayIn) -> None:
    """Raise `Unacceptable` for a place that does not exist, or for two at once."""
    if draft.region and draft.store:
        raise Unacceptable(fields=[FieldProblem("store", "A region or a store, not both.")])
    known = await fetch(
        "SELECT id FROM store WHERE id = $1 UNION ALL SELECT id FROM region WHERE id = $1",
        draft.store or draft.region,
    )
    if (draft.store or draft.region) and not known:
        field = "store" if draft.store else "region"
        raise Unacceptable(fields=[FieldProblem(field, "There is no such place.", "unknown")])


async def remove_closed_day(id: UUID, person: SignedIn) -> None:
    """Take a closed day back; taking it back twice is the same."""
    require_role(person, *SETTLERS)
    async with transaction():
        if await fetch("DELETE FROM closed_day WHERE id = $1 RETURNING id", id):
            await record("closed_day.removed", id, person=person.id)
