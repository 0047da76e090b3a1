"""Which tasks are a person's own: by name, or by a role that the person holds at the store."""

from uuid import UUID

from backend.inspections.rounds.schemas import TaskRole
from backend.people.access import reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Role

HOLDERS: dict[TaskRole, tuple[Role, ...]] = {
    TaskRole.store: (Role.staff, Role.store_manager),
    TaskRole.store_manager: (Role.store_manager,),
    TaskRole.supervisor: (Role.supervisor,),
    TaskRole.hq: (Role.hq,),
}
# $1 the person, $2 and $3 roles with a store each, $4 roles that are held in every store.
MINE = """
    SELECT id FROM task WHERE person = $1 AND missed_at > now() - interval '60 days'
    UNION ALL SELECT task.id FROM unnest($2::text[], $3::uuid[]) AS held(role, store)
        JOIN task ON task.store = held.store AND task.role = held.role AND task.person IS NULL
            AND missed_at > now() - interval '60 days'
    UNION ALL SELECT id FROM task WHERE role = ANY($4::text[]) AND person IS NULL
        AND missed_at > now() - interval '60 days'
"""


async def held_roles(person: SignedIn) -> tuple[list[str], list[UUID], list[str]]:
    """Return what `MINE` asks for of a person."""
    roles: list[str] = []
    stores: list[UUID] = []
    everywhere: list[str] = []
    for role, holders in HOLDERS.items():
        if not person.has(*holders):
            continue
        reached = await reachable_store_ids(person, *holders)
        if reached is None:
            everywhere.append(role)
            continue
        roles += [role] * len(reached)
        stores += reached
    return roles, stores, everywhere
