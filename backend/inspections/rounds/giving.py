"""Make the tasks of rounds ahead of time: each occurrence once per store, however many processes try."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.inspections.rounds.chosen import Chosen, chosen_stores
from backend.inspections.rounds.recurrence import Occurrence, Plan, occurrences
from backend.inspections.rounds.schemas import RoundIn, clock_times

AHEAD = timedelta(days=14)
# What may still change: nobody has walked or missed it, and it has not opened, or is open and not yet due.
CHANGEABLE = """
    task.inspection IS NULL AND NOT task.missed AND (task.opens_at > $1 OR $2 AND task.due_at > $1)
"""
COME_BACK = "withdrawn_at = NULL"
FOLLOW = f"""
    checklist = excluded.checklist, kind = excluded.kind, announced = excluded.announced,
    due_on = excluded.due_on, opens_at = excluded.opens_at, due_at = excluded.due_at,
    missed_at = excluded.missed_at, {COME_BACK},
    person = CASE WHEN task.version = 1 THEN excluded.person ELSE task.person END,
    role = CASE WHEN task.version = 1 THEN excluded.role ELSE task.role END
"""
WRITE = """
    INSERT INTO task (id, store, checklist, person, role, due_on, round, occurrence, kind, announced,
        opens_at, due_at, missed_at, missed, late, version)
    SELECT gen_random_uuid(), stores.id, $3, $4, $5, due_on, $6, local, $7, $8, opens_at, due_at, missed_at,
        false, false, 1
    FROM unnest($9::uuid[], $10::text[]) AS stores(id, zone)
    JOIN unnest($11::text[], $12::timestamp[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[],
        $16::date[]) AS wanted(zone, local, opens_at, due_at, missed_at, due_on) USING (zone)
    ON CONFLICT (round, store, occurrence) DO UPDATE SET
"""


class RoundRow(msgspec.Struct, frozen=True, kw_only=True):
    """A round as it is kept."""

    id: UUID
    version: int
    name: str
    checklist: UUID
    kind: str
    announced: bool
    stores: list[UUID]
    regions: list[UUID]
    attributes: dict[str, bool | int | str]
    person: UUID | None
    role: str | None
    rule: str
    times: list[str]
    due_minutes: int
    missed_minutes: int
    starts_on: date
    ends_on: date | None
    planned_at: datetime | None
    ended_at: datetime | None
    made_by: UUID
    fingerprint: str


def plan_of(planned: RoundIn | RoundRow) -> Plan:
    """The part of a round that says when."""
    return Plan(
        planned.rule,
        planned.starts_on,
        planned.ends_on,
        clock_times(planned.times),
        timedelta(minutes=planned.due_minutes),
        timedelta(minutes=planned.missed_minutes),
    )


async def give_tasks(now: datetime) -> None:
    """Make what every running round asks for from its last time on until two weeks from now.

    A store that a round does not reach any more loses what has not opened there.
    """
    rows = await fetch("SELECT * FROM round WHERE ended_at IS NULL ORDER BY id FOR UPDATE")
    for row in rows:
        kept = msgspec.convert(row, RoundRow)
        stores = await stores_of(kept)
        await withdraw_tasks(kept.id, now, also_open=False, spare=stores)
        await write_tasks(kept, stores, now)


async def stores_of(kept: RoundRow) -> list[Chosen]:
    """List the stores that a round reaches today."""
    return await chosen_stores(kept.regions, kept.stores, kept.attributes)


async def write_tasks(
    kept: RoundRow, stores: list[Chosen], now: datetime, *, follow: bool = False, also_open: bool = False
) -> None:
    """Write the tasks of a round that are not there; with `follow` those that may still change do.

    Whoever was asked by hand stays asked.
    """
    change = FOLLOW if follow else COME_BACK
    which = CHANGEABLE if follow else f"task.withdrawn_at IS NOT NULL AND {CHANGEABLE}"
    await fetch(
        f"{WRITE} {change} WHERE {which}",
        now,
        also_open,
        kept.checklist,
        kept.person,
        kept.role,
        kept.id,
        kept.kind,
        kept.announced,
        [store.id for store in stores],
        [store.time_zone for store in stores],
        *columns_of(wanted_by_zone(plan_of(kept), stores, kept.planned_at, now)),
    )
    await fetch("UPDATE round SET planned_at = $2 WHERE id = $1", kept.id, now)


def wanted_by_zone(
    plan: Plan, stores: list[Chosen], planned_at: datetime | None, now: datetime, ahead: timedelta = AHEAD
) -> list[tuple[str, Occurrence]]:
    """List what is asked for by each clock: what was not due when it was planned last, until the horizon."""
    since = min(planned_at or now, now)
    zones = dict.fromkeys(store.time_zone for store in stores)
    return [(zone, one) for zone in zones for one in occurrences(plan, zone, since, now + ahead)]


def columns_of(wanted: list[tuple[str, Occurrence]]) -> list[list[Any]]:
    """Turn occurrences into the columns that PostgreSQL unnests."""
    rows = [(zone, o.local, o.opens_at, o.due_at, o.missed_at, o.due_on) for zone, o in wanted]
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(6)]


async def withdraw_tasks(
    round: UUID, now: datetime, *, also_open: bool, spare: Sequence[Chosen] = ()
) -> None:
    """Withdraw the tasks of a round that may still change, but for those of stores to spare.

    The rows stay: a phone without a network may be walking one, and what is wanted again comes back.
    """
    await fetch(
        f"""
        UPDATE task SET withdrawn_at = $1
        WHERE round = $3 AND withdrawn_at IS NULL AND store <> ALL($4) AND {CHANGEABLE}
        """,  # noqa: S608
        now,
        also_open,
        round,
        [store.id for store in spare],
    )
