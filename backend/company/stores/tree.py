"""The region tree as the database keeps it."""

from uuid import UUID

from backend.database import fetch

DEEPEST = 20
CHAIN = """
    WITH RECURSIVE above AS (
        SELECT id, parent, 1 AS step FROM region WHERE id = $1
        UNION ALL
        SELECT region.id, region.parent, step + 1 FROM region JOIN above ON region.id = above.parent
        WHERE step < 100
    )
    SELECT id FROM above ORDER BY step
"""
HEIGHT = """
    WITH RECURSIVE below AS (
        SELECT id, 1 AS step FROM region WHERE id = $1
        UNION ALL SELECT region.id, step + 1 FROM region JOIN below ON region.parent = below.id
        WHERE step < 100
    )
    SELECT coalesce(max(step), 1) AS height FROM below
"""


async def lock_tree() -> None:
    """Let one change of regions and stores be made at a time, each judged by what the last one left."""
    await fetch("SELECT pg_advisory_xact_lock(hashtext('regions and stores'))")


async def chain_up(region: UUID) -> list[UUID]:
    """List a region and all that lie above it, up to the root."""
    return [row["id"] for row in await fetch(CHAIN, region)]


async def height_of(region: UUID) -> int:
    """Count the levels of a region with all that lies below it."""
    height: int = (await fetch(HEIGHT, region))[0]["height"]
    return height
