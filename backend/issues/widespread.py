"""The same question fails in many stores: one problem of the whole company, with an owner of its own."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import Happening, record
from backend.issues.listing import cards_where
from backend.issues.overview_schemas import WidespreadCard, WidespreadChangeIn, WidespreadOut
from backend.issues.rules import issue_rules
from backend.people.access import reachable_store_ids, require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, NotFound, Unacceptable
from backend.wire import build

WATCHERS = (Role.supervisor, Role.hq, Role.admin)
CARD = """
    SELECT widespread.id, widespread.title, widespread.question, widespread.owner, person.name AS owner_name,
        opened_at, closed_at, widespread.note, count(DISTINCT issue.store) AS stores,
        count(issue.id) AS issues,
        count(issue.id) FILTER (WHERE issue.status NOT IN ('closed', 'cancelled')) AS unclosed
    FROM widespread LEFT JOIN person ON person.id = widespread.owner
        LEFT JOIN issue ON issue.widespread = widespread.id AND issue.seen_by IS NULL
            AND ($1::uuid[] IS NULL OR issue.store = ANY($1))
"""


async def look_for_widespread(event: Happening) -> None:
    """Link an issue to the widespread problem of its question, and open one when enough stores have it."""
    async with transaction():
        rows = await fetch("SELECT question, title, category FROM issue WHERE id = $1", event.subject)
        question: str = rows[0]["question"]
        if not question:
            return
        await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"widespread {question}")
        known = await fetch("SELECT id FROM widespread WHERE question = $1 AND closed_at IS NULL", question)
        rules = await issue_rules()
        recent = await recent_stores(question, rules.widespread_days)
        if known:
            await link_issues(known[0]["id"], question, rules.widespread_days)
        elif len(recent) >= rules.widespread_stores:
            await open_widespread(rows[0], rules.category(rows[0]["category"]).owner, len(recent))


async def recent_stores(question: str, days: int) -> list[UUID]:
    """List the stores in which a question failed, for the first time or again, within the window."""
    rows = await fetch(
        """
        SELECT DISTINCT store FROM issue
            LEFT JOIN issue_step ON issue_step.issue = issue.id AND kind = 'recurred'
        WHERE question = $1 AND greatest(raised_at, received_at) > now() - make_interval(days => $2)
        """,
        question,
        days,
    )
    return [row["store"] for row in rows]


async def open_widespread(issue: dict[str, Any], owner: UUID | None, stores: int) -> None:
    """Open the problem and link what there is of it."""
    id = uuid7()
    await fetch(
        """
        INSERT INTO widespread (id, question, title, owner, opened_at, note) VALUES ($1, $2, $3, $4, $5, '')
        """,
        id,
        issue["question"],
        issue["title"],
        owner,
        datetime.now(UTC),
    )
    await link_issues(id, issue["question"], (await issue_rules()).widespread_days)
    await record("widespread.opened", id, payload={"question": issue["question"], "stores": stores})


async def link_issues(id: UUID, question: str, days: int) -> None:
    """Link the issues of the window that are not linked to it yet."""
    await fetch(
        """
        UPDATE issue SET widespread = $1 WHERE question = $2 AND widespread IS DISTINCT FROM $1
            AND (raised_at > now() - make_interval(days => $3) OR EXISTS (
                SELECT FROM issue_step WHERE issue_step.issue = issue.id AND kind = 'recurred'
                    AND received_at > now() - make_interval(days => $3)))
        """,
        id,
        question,
        days,
    )


async def list_widespread(person: SignedIn) -> list[WidespreadCard]:
    """List widespread problems, open ones first; the numbers are those of the stores within reach."""
    require_role(person, *WATCHERS)
    stores = await reachable_store_ids(person, *WATCHERS)
    rows = await fetch(
        f"""
        {CARD} GROUP BY widespread.id, person.name HAVING $1::uuid[] IS NULL OR count(issue.id) > 0
        ORDER BY closed_at IS NOT NULL, opened_at DESC LIMIT 200
        """,
        stores,
    )
    return [build(WidespreadCard, row) for row in rows]


async def read_widespread(id: UUID, person: SignedIn) -> WidespreadOut:
    """Return a widespread problem with the issues within reach, else raise `NotFound`."""
    card = next((one for one in await list_widespread(person) if one.id == id), None)
    if card is None:
        raise NotFound()
    stores = await reachable_store_ids(person, *WATCHERS)
    condition = "issue.widespread = $1 AND ($2::uuid[] IS NULL OR issue.store = ANY($2))"
    return WidespreadOut(problem=card, issues=await cards_where(person, condition, id, stores))


async def change_widespread(id: UUID, person: SignedIn, draft: WidespreadChangeIn) -> WidespreadOut:
    """Name the owner, write down what is being done, close it or open it again; the whole of it each time."""
    require_role(person, Role.hq, Role.admin)
    async with transaction():
        rows = await fetch("SELECT closed_at FROM widespread WHERE id = $1 FOR UPDATE", id)
        if not rows:
            raise NotFound()
        if draft.owner and not await fetch("SELECT 1 FROM person WHERE id = $1 AND active", draft.owner):
            raise Unacceptable(fields=[FieldProblem("owner", "There is no such person.", "unknown")])
        if draft.closed and not draft.note.strip():
            raise Unacceptable(fields=[FieldProblem("note", "Say what was done about it.", "required")])
        await fetch(
            """
            UPDATE widespread SET owner = $2, note = $3, closed_by = CASE WHEN $4 THEN $5::uuid END,
                closed_at = CASE WHEN $4 THEN coalesce(closed_at, now()) END WHERE id = $1
            """,
            id,
            draft.owner,
            draft.note,
            draft.closed,
            person.id,
        )
        if draft.closed != (rows[0]["closed_at"] is not None):
            await record("widespread.closed" if draft.closed else "widespread.reopened", id, person=person.id)
    return await read_widespread(id, person)
