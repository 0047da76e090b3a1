"""Tell what a round would do before it is saved, by the arithmetic that makes its tasks."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.checklists.reading import COUNT_QUESTIONS, NEWEST
from backend.database import fetch
from backend.inspections.rounds.chosen import ABOVE, Chosen
from backend.inspections.rounds.effort import estimate_minutes
from backend.inspections.rounds.giving import AHEAD, CHANGEABLE, columns_of, plan_of, wanted_by_zone
from backend.inspections.rounds.planning import check_plan
from backend.inspections.rounds.recurrence import Occurrence
from backend.inspections.rounds.schemas import (
    PreviewAsked,
    PreviewDay,
    PreviewStore,
    RoundIn,
    RoundPreview,
    TaskRole,
)
from backend.people.person import SignedIn
from backend.wire import build

LOOK_AHEAD, LOOK_FAR = timedelta(days=28), timedelta(days=740)
NAMED = 20
ROLES = {
    TaskRole.store: ["staff", "store_manager"],
    TaskRole.store_manager: ["store_manager"],
    TaskRole.supervisor: ["supervisor"],
    TaskRole.hq: ["hq"],
}
DWELT = """
    SELECT (extract(epoch FROM submitted_at - started_at) / 60)::int AS minutes FROM inspection
    WHERE checklist_version IN (SELECT id FROM checklist_version WHERE checklist = $1)
        AND submitted_at - started_at BETWEEN interval '1 minute' AND interval '4 hours'
    ORDER BY received_at DESC LIMIT 50
"""
# Whom a task reaches: by name, else by a post at the store, in a region above it or for the whole company.
REACHING = f"""
    {ABOVE}
    SELECT store.id, store.name, (
        SELECT coalesce(array_agg(DISTINCT person.name), '{{}}')
        FROM post JOIN person ON person.id = post.person
        WHERE active AND ($2::uuid IS NULL OR person.id = $2)
            AND ($3::text[] IS NULL OR post.role = ANY($3))
            AND (post.store = store.id OR post.region IS NULL AND post.store IS NULL OR EXISTS (
                SELECT FROM above WHERE above.region = store.region AND ancestor = post.region))
    ) AS names
    FROM store WHERE store.id = ANY($1) ORDER BY store.code
"""  # noqa: S608

Wanted = list[tuple[str, Occurrence]]


async def preview_round(id: UUID, person: SignedIn, draft: RoundIn) -> RoundPreview:
    """Return who would be asked what in the next four weeks, else at the first time after."""
    now = datetime.now(UTC)
    stores = await check_plan(draft, person)
    wanted = ahead_of(draft, stores, now)
    minutes, measured = await effort_of(draft.checklist)
    per_zone = Counter(zone for zone, _ in wanted)
    asked, nobody = await who_is_asked(draft, stores, per_zone, minutes)
    tasks = sum(per_zone[store.time_zone] for store in stores)
    changes, withdraws = await what_changes(id, draft, stores, now)
    return RoundPreview(
        stores=len(stores),
        minutes_each=minutes,
        measured=measured,
        days=days_of(wanted, stores, minutes),
        asked=asked,
        nobody=nobody,
        tasks=tasks,
        minutes=tasks * minutes,
        until=max((one.local.date() for _, one in wanted), default=draft.starts_on),
        changes=changes,
        withdraws=withdraws,
    )


def ahead_of(draft: RoundIn, stores: list[Chosen], now: datetime) -> Wanted:
    """List what a draft asks for in the next weeks; where that is nothing, its first day."""
    plan = plan_of(draft)
    if soon := wanted_by_zone(plan, stores, None, now, LOOK_AHEAD):
        return soon
    later = wanted_by_zone(plan, stores, None, now, LOOK_FAR)
    first = min((one.local.date() for _, one in later), default=None)
    return [(zone, one) for zone, one in later if one.local.date() == first]


async def effort_of(checklist: UUID) -> tuple[int, bool]:
    """Return the minutes that one walk of a checklist takes, and whether they were measured."""
    dwelt = [row["minutes"] for row in await fetch(DWELT, checklist)]
    rows = await fetch(
        f"SELECT {COUNT_QUESTIONS} AS questions FROM checklist {NEWEST} WHERE checklist.id = $1",  # noqa: S608
        checklist,
    )
    return estimate_minutes(dwelt, rows[0]["questions"] if rows else 0)


def days_of(wanted: Wanted, stores: list[Chosen], minutes: int) -> list[PreviewDay]:
    """Count stores and tasks on each day on which something opens."""
    at_zone = Counter(store.time_zone for store in stores)
    tasks: Counter[date] = Counter()
    zones: defaultdict[date, set[str]] = defaultdict(set)
    for zone, one in wanted:
        tasks[one.local.date()] += at_zone[zone]
        zones[one.local.date()].add(zone)
    return [
        PreviewDay(
            on=day, stores=sum(at_zone[zone] for zone in zones[day]), tasks=count, minutes=count * minutes
        )
        for day, count in sorted(tasks.items())
    ]


async def who_is_asked(
    draft: RoundIn, stores: list[Chosen], per_zone: Counter[str], minutes: int
) -> tuple[list[PreviewAsked], list[PreviewStore]]:
    """Group the stores by those who would be asked, and name the stores for which that is nobody."""
    roles = None if draft.role is None else ROLES[draft.role]
    rows = await fetch(REACHING, [store.id for store in stores], draft.person, roles)
    of_store = draft.role in (TaskRole.store, TaskRole.store_manager)
    zone = {store.id: store.time_zone for store in stores}
    groups: defaultdict[tuple[str, ...], list[UUID]] = defaultdict(list)
    for row in rows:
        if row["names"]:
            groups[() if of_store else tuple(row["names"])].append(row["id"])
    asked = [
        PreviewAsked(
            names=list(names[:NAMED]),
            role=draft.role,
            stores=len(theirs),
            tasks=(count := sum(per_zone[zone[store]] for store in theirs)),
            minutes=count * minutes,
        )
        for names, theirs in sorted(groups.items(), key=lambda group: -len(group[1]))
    ]
    nobody = [build(PreviewStore, {"id": row["id"], "name": row["name"]}) for row in rows if not row["names"]]
    return asked, nobody[:NAMED]


async def what_changes(id: UUID, draft: RoundIn, stores: list[Chosen], now: datetime) -> tuple[int, int]:
    """Count the tasks of an earlier version that would follow, and those that would be withdrawn."""
    kept = await fetch("SELECT planned_at FROM round WHERE id = $1", id)
    if not kept:
        return 0, 0
    wanted = wanted_by_zone(plan_of(draft), stores, kept[0]["planned_at"], now, AHEAD)
    rows = await fetch(
        f"""
        SELECT count(*) FILTER (WHERE wanted.local IS NOT NULL) AS changes,
            count(*) FILTER (WHERE wanted.local IS NULL) AS withdraws
        FROM task LEFT JOIN unnest($4::uuid[], $5::text[]) AS chosen(id, zone) ON chosen.id = task.store
            LEFT JOIN unnest($6::text[], $7::timestamp[]) AS wanted(zone, local)
                ON wanted.zone = chosen.zone AND wanted.local = task.occurrence
        WHERE round = $3 AND withdrawn_at IS NULL AND {CHANGEABLE}
        """,  # noqa: S608
        now,
        draft.also_open,
        id,
        [store.id for store in stores],
        [store.time_zone for store in stores],
        *columns_of(wanted)[:2],
    )
    return rows[0]["changes"], rows[0]["withdraws"]
