"""Read issues: one with its history, or a page of cards."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.issues.schemas import FixOut, IssueCard, IssueOut, IssuePage
from backend.people.access import reachable_store_ids, require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import BadDocument, FieldProblem, NotFound
from backend.wire import build

PAGE = 100
FIXERS = (Role.staff, Role.store_manager)
REVIEWERS = (Role.supervisor, Role.hq)
CARD = """
    SELECT issue.id, issue.number, issue.store, store.name AS store_name, title, severity, category, red_line,
        status, round, raised_at, due_at, status <> 'closed' AND due_at < now() AS overdue,
        issue.photos ->> 0 AS cover, products
    FROM issue JOIN store ON store.id = issue.store
"""


async def list_issues(
    person: SignedIn, *, store: UUID | None = None, status: str | None = None, before: str | None = None
) -> IssuePage:
    """List issues within reach, newest first; `status` may also be `overdue` or `unclosed`."""
    if store is not None:
        await require_reach(person, store)
    stores = [store] if store is not None else await reachable_store_ids(person)
    raised, last = read_cursor(before)
    rows = await fetch(
        CARD
        + f"""
        WHERE ($1::uuid[] IS NULL OR issue.store = ANY($1))
            AND ($2::text IS NULL OR status = $2 OR ($2 = 'unclosed' AND status <> 'closed')
                OR ($2 = 'overdue' AND status <> 'closed' AND due_at < now()))
            AND ($3::timestamptz IS NULL OR (raised_at, issue.id) < ($3, $4))
        ORDER BY raised_at DESC, issue.id DESC LIMIT {PAGE + 1}
        """,
        stores,
        status,
        raised,
        last,
    )
    more = f"{rows[PAGE - 1]['raised_at'].isoformat()}_{rows[PAGE - 1]['id']}" if len(rows) > PAGE else None
    return IssuePage(issues=[build(IssueCard, row) for row in rows[:PAGE]], next=more)


def read_cursor(before: str | None) -> tuple[datetime | None, UUID | None]:
    """Read where a page ended; raises `BadDocument` for anything else."""
    if before is None:
        return None, None
    moment, _, last = before.partition("_")
    try:
        return msgspec.convert(moment, datetime), UUID(last)
    except (msgspec.ValidationError, ValueError) as error:
        raise BadDocument(fields=[FieldProblem("before", "Use the `next` of the page before.")]) from error


async def cards_where(condition: str, *arguments: object, limit: int = 500) -> list[IssueCard]:
    """Return cards by a condition of ours on `issue`, most urgent first; reach is the caller's to give."""
    rows = await fetch(f"{CARD} WHERE {condition} ORDER BY due_at, issue.id LIMIT {limit}", *arguments)
    return [build(IssueCard, row) for row in rows]


async def load_issue(person: SignedIn, id: UUID) -> IssueOut:
    """Load an issue within reach with its history, else raise `NotFound`."""
    rows = await fetch(
        """
        SELECT issue.*, store.name AS store_name, status <> 'closed' AND due_at < now() AS overdue,
            issue.photos ->> 0 AS cover, person.name AS raised_by_name
        FROM issue JOIN store ON store.id = issue.store JOIN person ON person.id = issue.raised_by
        WHERE issue.id = $1
        """,
        id,
    )
    if not rows:
        raise NotFound()
    await require_reach(person, rows[0]["store"])
    row = {
        name: value for name, value in rows[0].items() if name not in ("device_at", "fingerprint", "instance")
    }
    fixes = await history(id)
    return build(
        IssueOut,
        {
            **row,
            "fixes": fixes,
            "may_fix": row["status"] == "open" and await may(person, row["store"], FIXERS),
            "may_verify": row["status"] == "fixed"
            and fixes[-1].person != person.id
            and await may(person, row["store"], REVIEWERS),
        },
    )


async def may(person: SignedIn, store: UUID, roles: tuple[Role, ...]) -> bool:
    """Tell whether the person reaches the store by one of these roles."""
    stores = await reachable_store_ids(person, *roles)
    return stores is None or store in stores


async def history(issue: UUID) -> list[FixOut]:
    """Return every fix of an issue with its verdict, oldest first."""
    rows = await fetch(
        """
        SELECT fix.id, fix.round, fix.note, fix.photos, fix.person, fixer.name AS person_name, fix.device_at,
            fix.received_at,
            CASE WHEN verification.id IS NOT NULL THEN jsonb_build_object(
                'verdict', verdict, 'reason', reason, 'photos', verification.photos, 'person', reviewer.id,
                'personName', reviewer.name, 'deviceAt', verification.device_at,
                'receivedAt', verification.received_at) END AS verification
        FROM fix JOIN person AS fixer ON fixer.id = fix.person
            LEFT JOIN verification ON verification.fix = fix.id
            LEFT JOIN person AS reviewer ON reviewer.id = verification.person
        WHERE fix.issue = $1 ORDER BY fix.round, fix.received_at
        """,
        issue,
    )
    return [build(FixOut, row) for row in rows]


async def lock_issue(person: SignedIn, id: UUID, roles: tuple[Role, ...]) -> dict[str, Any]:
    """Lock an issue for a deed: `NotFound` out of reach, `Forbidden` without one of the roles."""
    rows = await fetch("SELECT id, store, status, round, question FROM issue WHERE id = $1 FOR UPDATE", id)
    await require_reach(person, rows[0]["store"] if rows else None, *roles)
    return rows[0]
