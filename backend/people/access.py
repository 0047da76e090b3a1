"""Who reaches what: loading a thing is the check."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import Forbidden, NotFound

COMPANY_WIDE = frozenset({Role.hq, Role.admin})
# Who comes for what is handed to them: no store opens to them as a whole, whatever a verb forgets to ask.
CALLED_IN = (Role.maintenance,)
BELONGING = tuple(role for role in Role if role not in CALLED_IN)
# Who sees what is planned for a store, also what the store must not know.
WATCHERS = (Role.hq, Role.admin, Role.supervisor)
REACHED = """
    WITH RECURSIVE below AS (
        SELECT id FROM region WHERE id = ANY($1)
        UNION SELECT region.id FROM region JOIN below ON region.parent = below.id
    )
    SELECT store.id FROM store WHERE region IN (SELECT id FROM below) OR store.id = ANY($2)
"""


async def reachable_store_ids(person: SignedIn, *roles: Role) -> list[UUID] | None:
    """List the stores a person reaches, or None for all of them; with roles, only by posts of those roles.

    By a post of somebody who is called in a store is reached only where that role is asked for by name.
    """
    posts = [post for post in person.posts if post.role in (roles or BELONGING)]
    whole = [post for post in posts if post.region is None and post.store is None]
    if any(post.role in (*COMPANY_WIDE, *CALLED_IN, Role.supervisor) for post in whole):
        return None
    regions = [post.region for post in posts if post.region is not None]
    stores = [post.store for post in posts if post.store is not None]
    return [row["id"] for row in await fetch(REACHED, regions, stores)]


async def reaches(person: SignedIn, store: UUID, *roles: Role) -> bool:
    """Tell whether a store is within a person's reach."""
    stores = await reachable_store_ids(person, *roles)
    return stores is None or store in stores


async def sight_of(person: SignedIn) -> list[str]:
    """Return the roles a person holds, "hq" for the whole company and "staff@..." for one store each."""
    keys: list[str] = []
    for role in sorted(person.roles):
        stores = await reachable_store_ids(person, role)
        keys += [str(role)] if stores is None else [f"{role}@{store}" for store in stores]
    return keys


async def require_reach(person: SignedIn, store: UUID | None, *roles: Role) -> None:
    """Raise `NotFound` when the store is out of reach, `Forbidden` when only the roles are missing."""
    if store is not None and await reaches(person, store, *roles):
        return
    if store is not None and roles and await reaches(person, store):
        raise Forbidden()
    raise NotFound()


def require_role(person: SignedIn, *roles: Role) -> None:
    """Raise `Forbidden` unless one of the roles is held."""
    if not person.has(*roles):
        raise Forbidden()


class StoreRow(msgspec.Struct, frozen=True, kw_only=True):
    """A store as verbs need it."""

    id: UUID
    code: str
    name: dict[str, str]
    region: UUID
    time_zone: str
    attributes: dict[str, bool | int | str]
    latitude_e7: int | None
    longitude_e7: int | None


async def load_store(person: SignedIn, store: UUID, *roles: Role) -> StoreRow:
    """Load a store within reach, else raise `NotFound` (or `Forbidden` when the role is missing)."""
    rows = await fetch("SELECT * FROM store WHERE id = $1 AND NOT closed", store)
    await require_reach(person, rows[0]["id"] if rows else None, *roles)
    return msgspec.convert(rows[0], StoreRow)


async def people_at(store: UUID, *roles: Role) -> list[UUID]:
    """List the active people who hold one of the roles at a store, at a region above it or company-wide."""
    rows = await fetch(
        """
        WITH RECURSIVE above AS (
            SELECT region.id, region.parent FROM region JOIN store ON store.region = region.id
            WHERE store.id = $1
            UNION SELECT region.id, region.parent FROM region JOIN above ON region.id = above.parent
        )
        SELECT DISTINCT person.id FROM post JOIN person ON person.id = post.person
        WHERE person.active AND post.role = ANY($2) AND (
            post.store = $1 OR post.region IN (SELECT id FROM above)
            OR (post.store IS NULL AND post.region IS NULL))
        """,
        store,
        [str(role) for role in roles],
    )
    return [row["id"] for row in rows]
