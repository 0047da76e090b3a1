"""List tasks for those who plan: page by page, and day by day on a calendar."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from backend.checklists.reading import NEWEST
from backend.database import fetch
from backend.inspections.rounds.chosen import watched_stores
from backend.inspections.rounds.schemas import CalendarDay, Kind, TaskCard, TaskPage, TaskStatus
from backend.people.person import SignedIn
from backend.problems import BadDocument, FieldProblem, NotFound
from backend.wire import build

PAGE = 100
LONGEST_SPAN = timedelta(days=62)
STATUS = """
    CASE WHEN task.inspection IS NOT NULL THEN 'done'
        WHEN task.missed OR task.missed_at <= now() THEN 'missed'
        WHEN task.opens_at > now() THEN 'planned' WHEN task.due_at <= now() THEN 'overdue' ELSE 'open' END
"""
CARD = f"""
    SELECT task.id, task.version, task.round, round.name AS round_name, task.store, store.name AS store_name,
        store.time_zone, task.checklist, newest.document -> 'name' AS checklist_name, task.kind,
        task.announced, task.person, person.name AS person_name, task.role, due_on, opens_at, due_at,
        missed_at, done_at, inspection, late, missed, {STATUS} AS status
    FROM task JOIN store ON store.id = task.store JOIN checklist ON checklist.id = task.checklist {NEWEST}
        LEFT JOIN round ON round.id = task.round LEFT JOIN person ON person.id = task.person
"""  # noqa: S608


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which tasks a planner asks for; what is None does not matter."""

    since: date | None = None
    until: date | None = None
    store: UUID | None = None
    person: UUID | None = None
    round: UUID | None = None
    kind: Kind | None = None
    status: TaskStatus | None = None


# No calendar is further than a day from ours: the wider bounds let an index find the days.
MATCHES = f"""
    withdrawn_at IS NULL AND NOT store.closed AND ($1::uuid[] IS NULL OR task.store = ANY($1))
    AND ($2::date IS NULL OR due_on >= $2 AND task.due_at >= $2::date - 2)
    AND ($3::date IS NULL OR due_on <= $3 AND task.due_at <= $3::date + 3)
    AND ($4::uuid IS NULL OR task.store = $4) AND ($5::uuid IS NULL OR task.person = $5)
    AND ($6::uuid IS NULL OR task.round = $6) AND ($7::text IS NULL OR task.kind = $7)
    AND ($8::text IS NULL OR {STATUS} = $8)
"""


async def list_tasks(person: SignedIn, wanted: Wanted, after: UUID | None) -> TaskPage:
    """List a page of tasks of stores that a planner reaches, in the order in which they are due."""
    rows = await fetch(
        f"{CARD} WHERE {MATCHES} AND ($9::timestamptz IS NULL OR (task.due_at, task.id) > ($9, $10::uuid))"
        f" ORDER BY task.due_at, task.id LIMIT {PAGE + 1}",
        *await arguments(person, wanted),
        await due_at(after),
        after,
    )
    cards = [build(TaskCard, row) for row in rows[:PAGE]]
    return TaskPage(tasks=cards, next=str(cards[-1].id) if len(rows) > PAGE else None)


async def read_task(id: UUID, person: SignedIn) -> TaskCard:
    """Return one task of a store that a planner reaches, else raise `NotFound`."""
    reached = await watched_stores(person)
    rows = await fetch(
        f"{CARD} WHERE task.id = $1 AND withdrawn_at IS NULL"
        " AND ($2::uuid[] IS NULL OR task.store = ANY($2))",
        id,
        reached,
    )
    if not rows:
        raise NotFound()
    return build(TaskCard, rows[0])


async def read_calendar(person: SignedIn, wanted: Wanted) -> list[CalendarDay]:
    """Count day by day what is due in a span of at most two months."""
    if wanted.since is None or wanted.until is None or not span(wanted.since, wanted.until):
        raise BadDocument(fields=[FieldProblem("until", "Ask for a span of at most 62 days.")])
    rows = await fetch(
        f"""
        SELECT due_on AS "on", count(*) FILTER (WHERE status = 'planned') AS planned,
            count(*) FILTER (WHERE status = 'open') AS open,
            count(*) FILTER (WHERE status = 'overdue') AS overdue,
            count(*) FILTER (WHERE status = 'done') AS done, count(*) FILTER (WHERE late) AS late,
            count(*) FILTER (WHERE status = 'missed') AS missed
        FROM (SELECT due_on, late, {STATUS} AS status FROM task JOIN store ON store.id = task.store
            WHERE {MATCHES}) AS asked
        GROUP BY due_on ORDER BY due_on
        """,  # noqa: S608
        *await arguments(person, wanted),
    )
    return [build(CalendarDay, row) for row in rows]


def span(since: date, until: date) -> bool:
    """Tell whether two days make a span that is not too long."""
    return timedelta(0) <= until - since <= LONGEST_SPAN


async def arguments(person: SignedIn, wanted: Wanted) -> list[object]:
    """Return what `MATCHES` asks for."""
    return [await watched_stores(person), *(getattr(wanted, name) for name in wanted.__struct_fields__)]


async def due_at(id: UUID | None) -> datetime | None:
    """Return when the last task of the page before is due; raises `BadDocument` for an unknown one."""
    if id is None:
        return None
    rows = await fetch("SELECT due_at FROM task WHERE id = $1", id)
    if not rows:
        raise BadDocument(fields=[FieldProblem("after", "Use the `next` of the page before.")])
    due: datetime = rows[0]["due_at"]
    return due
