"""The bill before work is sent to stores: how much it is, and whose shift it would overload."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.inspections.rounds.planning import OF_THE_STORE, check_plan
from backend.inspections.rounds.preview import ahead_of, effort_of
from backend.inspections.rounds.schemas import RoundIn
from backend.issues.nudge import NUDGERS, still_running
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.stores.calendars import calendars_of
from backend.stores.hours import Calendar, openings
from backend.stores.settings import read_setting
from backend.wire import Bilingual
from backend.workload.estimate import Shift, Weight, Work, belongs, estimate, over_budget, shift_load
from backend.workload.open_work import open_work
from backend.workload.rules import NAME, WorkloadRules
from backend.workload.schemas import Bill, BillStore

NAMED = 100
Asked = Mapping[UUID, list[Work]]


async def bill_issues(person: SignedIn, issues: list[UUID]) -> Bill:
    """Tell what hurrying stores about issues comes to; what was nudged a moment ago is not sent again."""
    require_role(person, *NUDGERS)
    ids = [row["id"] for group in await still_running(person, issues) for row in group]
    rows = await fetch("SELECT store, severity, due_at FROM issue WHERE id = ANY($1)", ids)
    asked: defaultdict[UUID, list[Work]] = defaultdict(list)
    for row in rows:
        asked[row["store"]].append(Work("fix", row["due_at"], severity=row["severity"]))
    return await bill(asked, on=None, nudged=True)


async def bill_round(id: UUID, person: SignedIn, draft: RoundIn) -> Bill:
    """Tell what the first day of a round comes to; a walk by others costs the stores' people nothing."""
    now = datetime.now(UTC)
    stores = await check_plan(draft, person)
    wanted = ahead_of(draft, stores, now)
    first = min((one.local.date() for _, one in wanted), default=None)
    minutes, _ = await effort_of(draft.checklist)
    asked = {
        store.id: [
            Work("task", one.due_at, task_minutes=minutes, opens_at=one.opens_at)
            for zone, one in wanted
            if zone == store.time_zone and one.local.date() == first
        ]
        for store in stores
    }
    today = {now.astimezone(ZoneInfo(store.time_zone)).date() for store in stores}
    on = first if first not in today else None
    return await bill(asked, on=on, by_stores=draft.role in OF_THE_STORE, round=id)


async def bill(
    asked: Asked,
    *,
    on: date | None,
    by_stores: bool = True,
    round: UUID | None = None,
    nudged: bool = False,
) -> Bill:
    """Add the bill up; a nudge about what is due in this shift anyway makes it no longer."""
    rules = await read_setting(NAME, WorkloadRules)
    works = [work for ones in asked.values() for work in ones]
    weights = await weigh(asked, rules, on, round, nudged=nudged) if by_stores else {}
    over = over_budget(weights, rules.shift_minutes)
    names = {
        row["id"]: Bilingual(**row["name"])
        for row in await fetch("SELECT id, name FROM store WHERE id = ANY($1)", over[:NAMED])
    }
    return Bill(
        stores=sum(bool(ones) for ones in asked.values()),
        items=len(works),
        minutes=sum(estimate(work, rules) for work in works),
        by_stores=by_stores,
        on=on,
        shift_minutes=rules.shift_minutes,
        over=[
            BillStore(id=id, name=names[id], before=weights[id].before, after=weights[id].after)
            for id in over[:NAMED]
        ],
        over_already=sum(weights[id].before > rules.shift_minutes for id in over),
    )


async def weigh(
    asked: Asked, rules: WorkloadRules, on: date | None, round: UUID | None, *, nudged: bool
) -> dict[UUID, Weight]:
    """Weigh each store's shift of a day (none is today), without and with what is asked."""
    now = datetime.now(UTC)
    stores = [store for store, works in asked.items() if works]
    found, calendars = await open_work(stores, rules, now), await calendars_of(stores)
    weights = {}
    for store in stores:
        shift = shift_on(calendars[store], now, on)
        held = [one.work for one in found.get(store, []) if round is None or one.round != round]
        before = shift_load(held, shift, rules)
        new = [work for work in asked[store] if not (nudged and belongs(work, shift))]
        weights[store] = Weight(before, before + sum(estimate(work, rules) for work in new))
    return weights


def shift_on(calendar: Calendar, now: datetime, on: date | None) -> Shift:
    """Return the shift that is on or comes next, else the one of a day to come."""
    if on is None:
        return Shift(*next(openings(calendar, now), (now, now)))
    begin = datetime.combine(on, time(), ZoneInfo(calendar.time_zone)).astimezone(UTC)
    return Shift(*next(openings(calendar, begin), (begin, begin)), ahead=True)
