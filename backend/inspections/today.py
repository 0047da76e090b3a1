"""What now, for one person: visits due, fixes to review, issues to fix."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.checklists.reading import COUNT_QUESTIONS, NEWEST
from backend.database import fetch
from backend.inspections.expected import expected_visits
from backend.inspections.kept_back import told_scores
from backend.inspections.rounds.claim import HOLDS
from backend.inspections.rounds.duties import MINE, held_roles
from backend.inspections.schemas import Today, VisitCard
from backend.issues.listing import TO_DECIDE, TO_FIX, UNCLOSED, cards_where
from backend.issues.schemas import IssueCard
from backend.issues.sight import seen
from backend.notifications.inbox import count_unread
from backend.people.access import reachable_store_ids, sight_of
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.cards import store_cards
from backend.wire import build

CARDS = 100


async def read_today(person: SignedIn) -> Today:
    """Return what a person has to do now; a section is empty where the person's posts have none."""
    return Today(
        on=await local_date(person),
        visits=await due_visits(person),
        expected=await expected_visits(person),
        to_review=await issues_at(person, TO_DECIDE, Role.supervisor),
        to_fix=await issues_at(person, TO_FIX, Role.staff, Role.store_manager),
        unread=await count_unread(person.id),
    )


async def local_date(person: SignedIn) -> date:
    """Return the date on the calendar of the person's first store."""
    stores = await reachable_store_ids(person)
    rows = await fetch(
        """
        SELECT (now() AT TIME ZONE coalesce(
            (SELECT time_zone FROM store WHERE $1::uuid[] IS NULL OR id = ANY($1) ORDER BY code LIMIT 1),
            'UTC'))::date AS today
        """,
        stores,
    )
    today: date = rows[0]["today"]
    return today


async def due_visits(person: SignedIn) -> list[VisitCard]:
    """List what is open and what was done of it today, in stores the person still reaches."""
    rows = await fetch(
        f"""
        SELECT task.id AS task, task.store, task.checklist, newest.id AS checklist_version,
            newest.document -> 'name' AS checklist_name, {COUNT_QUESTIONS} AS questions, due_on,
            task.kind, opens_at, due_at, missed_at, task.role,
            task.inspection IS NOT NULL AS done, last.shown AS last_shown, last.id AS last,
            (SELECT count(*) FROM issue WHERE issue.store = task.store AND {UNCLOSED} AND {seen(1, 5)})
                AS open_issues, claimed_by, claimed_at
        FROM task JOIN store ON store.id = task.store JOIN checklist ON checklist.id = task.checklist {NEWEST}
            LEFT JOIN LATERAL (
                SELECT id, shown FROM inspection WHERE inspection.store = task.store
                ORDER BY received_at DESC LIMIT 1
            ) AS last ON true
            LEFT JOIN LATERAL (
                SELECT person.name AS claimed_by, started_at AS claimed_at
                FROM task_claim JOIN person ON person.id = task_claim.person
                WHERE task_claim.task = task.id AND task_claim.person <> $1 AND given_up_at IS NULL
                    AND started_at > now() - {HOLDS} ORDER BY started_at, task_claim.id LIMIT 1
            ) AS claim ON task.inspection IS NULL AND task.person IS NULL
        WHERE task.id IN ({MINE}) AND withdrawn_at IS NULL AND opens_at <= now() AND (
            task.inspection IS NULL AND NOT missed AND missed_at > now()
            OR due_on = (now() AT TIME ZONE store.time_zone)::date AND task.inspection IS NOT NULL
            OR due_at > now() AND done_at > now() - interval '20 hours')
        ORDER BY task.inspection IS NOT NULL, due_at, store.code, task.id
        """,  # noqa: S608
        person.id,
        *await held_roles(person),
        await sight_of(person),
    )
    told = await told_scores(person, list({row["last"] for row in rows if row["last"]}))
    for row in rows:
        if score := told.get(row.pop("last")):
            row["last_shown"] = score.shown
    return await with_stores(rows, person)


async def with_stores(rows: list[dict[str, Any]], person: SignedIn) -> list[VisitCard]:
    """Put the stores' cards in, and leave out stores that are closed or out of reach by now."""
    reach = await reachable_store_ids(person)
    wanted = {row["store"] for row in rows}
    cards = {
        card.id: card for card in await store_cards(list(wanted if reach is None else wanted & set(reach)))
    }
    return [build(VisitCard, row | {"store": cards[row["store"]]}) for row in rows if row["store"] in cards]


async def issues_at(person: SignedIn, condition: str, *roles: Role) -> list[IssueCard]:
    """List the issues of some state in the stores that a person reaches by one of these roles."""
    if not person.has(*roles):
        return []
    stores: list[UUID] | None = await reachable_store_ids(person, *roles)
    within = "$1::uuid[] IS NULL" if stores is None else "issue.store = ANY($1)"
    return await cards_where(person, f"{condition} AND {within}", stores, limit=CARDS)
