"""Who stands where about an issue: its owner, its store, those who review, those above them."""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.issues.escalation import Audience
from backend.issues.sight import people_who_see
from backend.people.access import people_at
from backend.people.schemas import Role

Spoken = dict[str, Any]
"""A row of an issue with at least its id, store, owner, owner_role and seen_by."""

SUPERVISORS = """
    WITH RECURSIVE above AS (
        SELECT region.id, region.parent, 1 AS far FROM region JOIN store ON store.region = region.id
        WHERE store.id = $1
        UNION SELECT region.id, region.parent, far + 1 FROM region JOIN above ON region.id = above.parent
    )
    SELECT person.id, min(CASE WHEN post.store = $1 THEN 0 ELSE coalesce(above.far, 1000) END) AS far
    FROM post JOIN person ON person.id = post.person LEFT JOIN above ON above.id = post.region
    WHERE person.active AND post.role = 'supervisor' AND (
        post.store = $1 OR above.id IS NOT NULL OR post.store IS NULL AND post.region IS NULL)
    GROUP BY person.id
"""


async def owners_of(issue: Spoken) -> list[UUID]:
    """Return the owner, else who holds the owning role at the store, else the manager."""
    if issue["owner"] is not None:
        return [issue["owner"]] if issue["owner"] in await people_at(issue["store"], *Role) else []
    role = Role(issue["owner_role"]) if issue["owner_role"] else Role.store_manager
    return await people_who_see(issue, role)


async def supervisors_of(issue: Spoken) -> tuple[list[UUID], list[UUID]]:
    """Return the nearest supervisors, and those above them; HQ where nobody is between."""
    seeing = set(await people_who_see(issue, Role.supervisor))
    rows = [row for row in await fetch(SUPERVISORS, issue["store"]) if row["id"] in seeing]
    nearest = min((row["far"] for row in rows), default=0)
    above = [row["id"] for row in rows if row["far"] > nearest]
    return [row["id"] for row in rows if row["far"] == nearest], above or await people_who_see(issue, Role.hq)


async def people_for(issue: Spoken, audience: tuple[Audience, ...]) -> set[UUID]:
    """Gather the people of an audience who see the issue."""
    people: set[UUID] = set()
    near, above = await supervisors_of(issue)
    for one in audience:
        match one:
            case "owner":
                people |= set(await owners_of(issue))
            case "manager":
                people |= set(await people_who_see(issue, Role.store_manager))
            case "supervisor":
                people |= set(near or above)
            case "region":
                people |= set(above)
    return people


async def deciders_of(issue: Spoken) -> list[UUID]:
    """Return who decides a dispute: supervisors other than the finder, else HQ other than the finder."""
    near, above = await supervisors_of(issue)
    others = [one for one in near if one != issue["raised_by"]]
    hq = [one for one in await people_who_see(issue, Role.hq) if one != issue["raised_by"]]
    return others or [one for one in above if one != issue["raised_by"]] or hq
