"""What a planner can choose from: regions of the own reach, and who walks there."""

from backend.database import fetch
from backend.inspections.rounds.chosen import ABOVE, reachable_regions, watched_stores
from backend.inspections.rounds.schemas import Planning, PlanningRegion, Walker
from backend.people.access import WATCHERS
from backend.people.person import SignedIn
from backend.wire import build

WALKING = f"""
    {ABOVE}
    SELECT person.id, person.name, array_agg(DISTINCT post.role::text) AS roles,
        array_agg(DISTINCT store.id) AS stores
    FROM person JOIN post ON post.person = person.id AND post.role IN ('supervisor', 'hq')
        JOIN store ON NOT store.closed AND ($1::uuid[] IS NULL OR store.id = ANY($1)) AND (
            store.id = post.store OR post.region IS NULL AND post.store IS NULL
            OR EXISTS (SELECT FROM above WHERE above.region = store.region AND ancestor = post.region))
    WHERE person.active GROUP BY person.id ORDER BY person.name, person.id
"""  # noqa: S608
REGIONS = f"""
    {ABOVE}
    SELECT region.id, region.name, region.parent, count(store.id) AS stores
    FROM region LEFT JOIN above ON above.ancestor = region.id
        LEFT JOIN store ON store.region = above.region AND NOT store.closed
    WHERE $1::uuid[] IS NULL OR region.id = ANY($1)
    GROUP BY region.id ORDER BY region.code
"""  # noqa: S608


async def read_planning(person: SignedIn) -> Planning:
    """Return regions and walkers within a planner's reach."""
    walkers = await fetch(WALKING, await watched_stores(person))
    regions = await fetch(REGIONS, await reachable_regions(person, *WATCHERS))
    return Planning(
        regions=[build(PlanningRegion, row) for row in regions],
        walkers=[build(Walker, row) for row in walkers],
    )
