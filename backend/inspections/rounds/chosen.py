"""Which stores a round reaches: by name or by a region above them, if they have what it asks for."""

from typing import NamedTuple
from uuid import UUID

from backend.database import fetch
from backend.people.access import WATCHERS, reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import Forbidden

PLANNERS = (Role.hq, Role.supervisor)
BELOW = """
    WITH RECURSIVE below AS (
        SELECT id FROM region WHERE id = ANY($1)
        UNION SELECT region.id FROM region JOIN below ON region.parent = below.id
    )
"""
# Every region with itself and each region above it.
ABOVE = """
    WITH RECURSIVE above AS (
        SELECT id AS region, id AS ancestor FROM region
        UNION SELECT above.region, region.parent FROM above JOIN region ON region.id = above.ancestor
        WHERE region.parent IS NOT NULL
    )
"""


class Chosen(NamedTuple):
    """A store with its clock."""

    id: UUID
    time_zone: str


async def chosen_stores(regions: list[UUID], stores: list[UUID], attributes: object) -> list[Chosen]:
    """List the open stores of a choice, in order of code."""
    rows = await fetch(
        f"""
        {BELOW}
        SELECT id, time_zone FROM store
        WHERE NOT closed AND (store.id = ANY($2) OR region IN (SELECT id FROM below)) AND attributes @> $3
        ORDER BY code
        """,  # noqa: S608
        regions,
        stores,
        attributes,
    )
    return [Chosen(row["id"], row["time_zone"]) for row in rows]


async def reachable_regions(person: SignedIn, *roles: Role) -> list[UUID] | None:
    """List the regions that a person's posts of these roles cover, or None for all of them."""
    if await reachable_store_ids(person, *roles) is None:
        return None
    posts = [post.region for post in person.posts if post.role in roles and post.region is not None]
    return [row["id"] for row in await fetch(f"{BELOW} SELECT id FROM below", posts)]  # noqa: S608


async def watched_stores(person: SignedIn) -> list[UUID] | None:
    """List the stores whose tasks a person may see all of, or None for all stores; raises `Forbidden`."""
    if not person.has(*WATCHERS):
        raise Forbidden()
    return await reachable_store_ids(person, *WATCHERS)


async def may_plan(person: SignedIn, regions: list[UUID], stores: list[UUID]) -> bool:
    """Tell whether regions and stores are all within what a planner's posts reach."""
    if not person.has(*PLANNERS):
        return False
    reached, covered = (
        await reachable_store_ids(person, *PLANNERS),
        await reachable_regions(person, *PLANNERS),
    )
    return (reached is None or set(stores) <= set(reached)) and (
        covered is None or set(regions) <= set(covered)
    )
