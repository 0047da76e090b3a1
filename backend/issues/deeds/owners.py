"""Who may own an issue of a store: people whose posts reach it."""

from uuid import UUID

from backend.database import fetch
from backend.issues.deeds.schemas import OwnerCard
from backend.people.access import load_store, people_at
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.wire import build

OWNERS = (Role.staff, Role.store_manager, Role.supervisor, Role.hq, Role.maintenance)


async def list_owners(store: UUID, person: SignedIn) -> list[OwnerCard]:
    """List who could take an issue of this store over, those of the store first."""
    await load_store(person, store)
    rows = await fetch(
        """
        SELECT person.id, person.name, array_agg(DISTINCT post.role ORDER BY post.role) AS roles,
            bool_or(post.store = $2) AS here
        FROM person JOIN post ON post.person = person.id
        WHERE person.id = ANY($1) AND post.role <> 'admin' GROUP BY person.id
        ORDER BY here DESC NULLS LAST, person.name LIMIT 200
        """,
        await people_at(store, *OWNERS),
        store,
    )
    return [build(OwnerCard, {key: row[key] for key in ("id", "name", "roles")}) for row in rows]


async def check_owner(store: UUID, owner: UUID | None, field: str = "owner") -> None:
    """Raise `Unacceptable` for an owner whose posts do not reach the store."""
    if owner is not None and owner not in await people_at(store, *OWNERS):
        raise Unacceptable(fields=[FieldProblem(field, "This person does not reach the store.", "unknown")])
