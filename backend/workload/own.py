"""What waits for the people of a store, as their phone holds it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from backend.database import fetch
from backend.people.access import reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.calendars import calendars_of
from backend.stores.hours import openings
from backend.stores.settings import read_setting
from backend.wire import Bilingual
from backend.workload.estimate import estimate
from backend.workload.open_work import OpenWork, open_work
from backend.workload.rules import NAME, WorkloadRules
from backend.workload.schemas import ShiftSpan, StoreWorkload, WorkItem, Workload

OF_A_STORE = (Role.staff, Role.store_manager)
SHIFTS = 6


async def read_workload(person: SignedIn) -> Workload:
    """Return the open work of the stores in which a person works; whoever works in none has none."""
    now, rules = datetime.now(UTC), await read_setting(NAME, WorkloadRules)
    stores = (await reachable_store_ids(person, *OF_A_STORE) or []) if person.has(*OF_A_STORE) else []
    return Workload(rules=rules, stores=await store_workloads(stores, rules, now))


async def store_workloads(stores: Sequence[UUID], rules: WorkloadRules, now: datetime) -> list[StoreWorkload]:
    """Put each store's open work beside its next shifts.

    A shift begins on the hour here, so that the document of one that is on stays the same from read to read.
    """
    if not stores:
        return []
    found, calendars = await open_work(stores, rules, now), await calendars_of(stores)
    rows = await fetch("SELECT id, name FROM store WHERE id = ANY($1) AND NOT closed ORDER BY code", stores)
    return [
        StoreWorkload(
            store=row["id"],
            store_name=Bilingual(**row["name"]),
            shifts=[
                ShiftSpan(opens=opens.replace(minute=0, second=0, microsecond=0), closes=closes)
                for opens, closes in islice(openings(calendars[row["id"]], now), SHIFTS)
            ],
            items=[item_of(one, rules) for one in found.get(row["id"], [])],
        )
        for row in rows
    ]


def item_of(one: OpenWork, rules: WorkloadRules) -> WorkItem:
    """Write down a piece of work with its minutes."""
    work = one.work
    return WorkItem(
        kind=work.kind,
        subject=one.subject,
        title=Bilingual(**one.title) if one.title else None,
        severity=work.severity if work.kind == "fix" else None,
        size=work.size,
        minutes=estimate(work, rules),
        measured=one.measured,
        opens_at=work.opens_at,
        due_at=work.due_at,
    )
