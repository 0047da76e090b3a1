"""Lists of issues: a page by filters, or the cards that another feature shows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.issues.schemas import IssueCard, IssuePage
from backend.issues.sight import seen
from backend.people.access import CALLED_IN, reachable_store_ids, require_reach, sight_of
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import BadDocument, FieldProblem
from backend.wire import build

PAGE = 100
UNCLOSED = "issue.status NOT IN ('closed', 'cancelled')"
TO_FIX = "issue.status IN ('open', 'acknowledged')"
RUNNING = "issue.status IN ('open', 'acknowledged', 'cannot_fix')"
TO_DECIDE = "issue.status IN ('fixed', 'cannot_fix', 'disputed')"
OVERDUE = f"({RUNNING} AND issue.paused_at IS NULL AND issue.due_at < now())"
CARD_COLUMNS = f"""
    issue.id, issue.number, issue.store, store.name AS store_name, issue.question, issue.title,
    issue.severity, issue.category, issue.red_line, issue.status, issue.round, issue.raised_at, issue.due_at,
    {OVERDUE} AS overdue,
    issue.paused_at IS NOT NULL AS paused, issue.recurrence, issue.probation_left, issue.owner,
    issue.photos ->> 0 AS cover, issue.products
"""
CARD = f"SELECT {CARD_COLUMNS} FROM issue JOIN store ON store.id = issue.store"  # noqa: S608
DONE = "issue.status IN ('closed', 'cancelled')"
STATUSES = {"unclosed": UNCLOSED, "done": DONE, "overdue": OVERDUE, "to_fix": TO_FIX}


class IssueFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which issues a list shows: every condition that is given has to hold."""

    store: UUID | None = None
    status: str | None = None
    severity: str | None = None
    category: str | None = None
    due_before: datetime | None = None
    mine: bool = False
    by_due: bool = False
    before: str | None = None


async def list_issues(person: SignedIn, wanted: IssueFilter) -> IssuePage:
    """List issues within reach and sight, newest first or in the order of their deadlines.

    `status` may also be `unclosed`, `to_fix` or `overdue`.
    """
    if wanted.store is not None:
        await require_reach(person, wanted.store, *Role)
    arguments: list[object] = [person.id, await sight_of(person)]
    conditions = [seen(1, 2), *await conditions_of(person, wanted, arguments)]
    order = "issue.due_at, issue.id" if wanted.by_due else "issue.raised_at DESC, issue.id DESC"
    rows = await fetch(
        f"{CARD} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT {PAGE + 1}", *arguments
    )
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    more = f"{last['due_at' if wanted.by_due else 'raised_at'].isoformat()}_{last['id']}" if last else None
    return IssuePage(issues=[build(IssueCard, row) for row in rows[:PAGE]], next=more)


async def conditions_of(person: SignedIn, wanted: IssueFilter, arguments: list[object]) -> list[str]:
    """Write down only the conditions that were asked for, so that each list finds its index."""

    def given(value: object) -> str:
        arguments.append(value)
        return f"${len(arguments)}"

    conditions = []
    stores = [wanted.store] if wanted.store is not None else await reachable_store_ids(person)
    if person.has(*CALLED_IN):
        conditions.append(await within_reach(person, given))
        stores = [wanted.store] if wanted.store is not None else None
    # Of one store the planner knows how few its issues are; an array of one it takes for the whole table.
    if stores is not None and len(stores) == 1:
        conditions.append(f"issue.store = {given(stores[0])}")
    elif stores is not None:
        conditions.append(f"issue.store = ANY({given(stores)})")
    if wanted.status is not None:
        conditions.append(STATUSES.get(wanted.status) or f"issue.status = {given(wanted.status)}")
    for column in ("severity", "category"):
        if (value := getattr(wanted, column)) is not None:
            conditions.append(f"issue.{column} = {given(value)}")
    if wanted.due_before is not None:
        conditions.append(f"issue.due_at < {given(wanted.due_before)}")
    if wanted.mine:
        conditions.append("(issue.owner = $1 OR issue.raised_by = $1)")
    if wanted.before is not None:
        moment, last = read_cursor(wanted.before)
        side = "(issue.due_at, issue.id) >" if wanted.by_due else "(issue.raised_at, issue.id) <"
        conditions.append(f"{side} ({given(moment)}::timestamptz, {given(last)}::uuid)")
    return conditions


async def within_reach(person: SignedIn, given: Callable[[object], str]) -> str:
    """Write the condition that a store is within reach, or the issue routed to whoever is called in.

    `given` takes what a placeholder stands for; $1 is the person's id.
    """
    near = await reachable_store_ids(person)
    here = "true" if near is None else f"issue.store = ANY({given(near)})"
    if not person.has(*CALLED_IN):
        return here
    called = await reachable_store_ids(person, *CALLED_IN)
    there = "true" if called is None else f"issue.store = ANY({given(called)})"
    roles = given([str(role) for role in CALLED_IN])
    called_in = f"issue.owner IS NULL AND issue.owner_role = ANY({roles})"
    return f"({here} OR {there} AND ({called_in} OR issue.owner = $1))"


def read_cursor(before: str) -> tuple[datetime, UUID]:
    """Read where a page ended; raises `BadDocument` for anything else."""
    moment, _, last = before.partition("_")
    try:
        return msgspec.convert(moment, datetime), UUID(last)
    except (msgspec.ValidationError, ValueError) as error:
        raise BadDocument(fields=[FieldProblem("before", "Use the `next` of the page before.")]) from error


async def cards_where(
    person: SignedIn, condition: str, *arguments: object, limit: int = 500
) -> list[IssueCard]:
    """Return cards by a condition of ours on `issue`, most urgent first; reach is the caller's to give.

    What is confidential to others stays out.
    """
    whole: list[Any] = [*arguments, person.id, await sight_of(person)]
    sight = seen(len(whole) - 1, len(whole))
    rows = await fetch(
        f"{CARD} WHERE ({condition}) AND {sight} ORDER BY issue.due_at, issue.id LIMIT {limit}", *whole
    )
    return [build(IssueCard, row) for row in rows]
