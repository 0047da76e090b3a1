"""Visits that were announced to a store, so that its people know who comes; of others they learn nothing."""

from datetime import timedelta

from backend.checklists.reading import NEWEST
from backend.database import fetch
from backend.inspections.rounds.duties import MINE, held_roles
from backend.inspections.schemas import ExpectedVisit
from backend.people.access import reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.wire import build

AHEAD = timedelta(days=7)
EXPECTED = f"""
    SELECT task.id AS task, store.name AS store_name, newest.document -> 'name' AS checklist_name, task.kind,
        person.name AS by_name, task.role, opens_at, due_at
    FROM task JOIN store ON store.id = task.store JOIN checklist ON checklist.id = task.checklist {NEWEST}
        LEFT JOIN person ON person.id = task.person
    WHERE task.store = ANY($5) AND announced AND withdrawn_at IS NULL AND inspection IS NULL AND NOT missed
        AND missed_at > now() AND opens_at < now() + $6::interval AND task.id NOT IN ({MINE})
        AND task.role IS DISTINCT FROM 'store' AND task.role IS DISTINCT FROM 'store_manager'
    ORDER BY opens_at, task.id LIMIT 30
"""  # noqa: S608


async def expected_visits(person: SignedIn) -> list[ExpectedVisit]:
    """List the announced visits of the next week in the stores that a person works in."""
    if not person.has(Role.staff, Role.store_manager):
        return []
    stores = await reachable_store_ids(person, Role.staff, Role.store_manager)
    rows = await fetch(EXPECTED, person.id, *await held_roles(person), stores or [], AHEAD)
    return [build(ExpectedVisit, row) for row in rows]
