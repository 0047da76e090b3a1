"""The rounds of the demo, whose tasks are what its people have to inspect."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.database import fetch
from backend.demo.company import person_id, store_coded, store_id
from backend.demo.names import demo_id
from backend.demo.story import RoundLine, life
from backend.demo.visits import Walk
from backend.inspections.rounds.giving import RoundRow, give_tasks, stores_of, write_tasks
from backend.inspections.rounds.recurrence import WEEKDAYS
from backend.inspections.tables import Round, TaskClaim

DAY = timedelta(days=1)
CLAIMED_AT, CLAIMED_BY = "R001", "zhao"
Tasks = dict[tuple[str, str], UUID]


async def plan_rounds(anchor: datetime) -> None:
    """Write the rounds, unless they are there, and the tasks since they began."""
    lines = life().rounds
    await Round.insert(*[round_row(line, anchor) for line in lines]).on_conflict(action="DO NOTHING")
    for row in await fetch("SELECT * FROM round WHERE planned_at IS NULL ORDER BY id FOR UPDATE"):
        begun = datetime.combine(row["starts_on"], datetime.min.time(), UTC) - DAY
        kept = msgspec.convert(row | {"planned_at": min(begun, anchor)}, RoundRow)
        await write_tasks(kept, await stores_of(kept), anchor)


async def give_duties(now: datetime) -> None:
    """Make what the rounds ask for by now, as the clock does."""
    await give_tasks(now)


async def begin_one(anchor: datetime) -> None:
    """Let one of Riverside have begun the next fridge log, so that the others see who did."""
    rows = await fetch(
        """
        SELECT id, opens_at FROM task WHERE store = $1 AND checklist = $2 AND inspection IS NULL
            AND NOT missed AND withdrawn_at IS NULL AND due_at > $3 ORDER BY opens_at LIMIT 1
        """,
        store_id(CLAIMED_AT),
        checklist_id("fridges"),
        anchor,
    )
    for row in rows:
        started = max(row["opens_at"], anchor - timedelta(minutes=6))
        await TaskClaim.insert(
            TaskClaim(
                id=demo_id("claim", row["opens_at"]),
                task=row["id"],
                person=person_id(CLAIMED_BY),
                started_at=started,
                received_at=started,
                fingerprint="",
            )
        ).on_conflict(action="DO NOTHING")


def round_row(line: RoundLine, anchor: datetime) -> Round:
    """A round as the database keeps it; a weekly one comes on the day after tomorrow."""
    begins = day_in(line.stores[0], anchor) - line.since_days * DAY
    weekday = WEEKDAYS[(day_in(line.stores[0], anchor) + 2 * DAY).weekday()]
    return Round(
        id=demo_id(f"round {line.key}"),
        name=line.name,
        checklist=checklist_id(line.checklist),
        kind=line.kind,
        announced=line.kind != "surprise",
        stores=[store_id(store) for store in line.stores],
        regions=[],
        person=person_id(line.person) if line.person else None,
        role=line.role,
        rule=f"FREQ=WEEKLY;BYDAY={weekday}" if line.weekly else "FREQ=DAILY",
        times=line.times,
        due_minutes=line.due_minutes,
        missed_minutes=line.missed_minutes,
        starts_on=begins,
        made_by=person_id(line.made_by),
        fingerprint="",
    )


async def tasks_of_the_day(anchor: datetime) -> Tasks:
    """Find what is due on the first day, by checklist and store."""
    rows = await fetch("SELECT id, checklist, store, due_on FROM task ORDER BY opens_at DESC")
    return {
        (line.checklist, store): row["id"]
        for line in life().rounds
        for store in line.stores
        for row in rows
        if (row["checklist"], row["store"], row["due_on"])
        == (checklist_id(line.checklist), store_id(store), day_in(store, anchor))
    }


def task_of(walk: Walk, tasks: Tasks) -> UUID | None:
    """The task that a visit of the first day fulfils."""
    visit = walk.visit
    return None if visit.days_ago > 0 else tasks.get((visit.checklist, visit.store))


def day_in(store: str, moment: datetime) -> date:
    """The day it is in a store."""
    return moment.astimezone(zone_of(store)).date()


def zone_of(store: str) -> ZoneInfo:
    """The clock of a store."""
    return ZoneInfo(store_coded(store).time_zone)


def checklist_id(name: str) -> UUID:
    """The id of a checklist of the demo."""
    return demo_id(f"checklist {name}")
