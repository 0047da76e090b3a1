"""What a person reached before a post ended, a store moved or closed, for work done offline before then."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from backend.database import fetch
from backend.people.person import SignedIn
from backend.people.schemas import Role

# Longer than any phone stays in a basement, shorter than anybody should find use for a post that is gone.
GRACE = timedelta(days=30)
REACHED_THEN = """
    WITH RECURSIVE held AS (
        SELECT role, region, store FROM post WHERE person = $1
        UNION ALL SELECT role, region, store FROM former_post WHERE person = $1 AND ended_at > $3
    ), place AS (
        SELECT region FROM store WHERE id = $2
        UNION SELECT region FROM former_region WHERE store = $2 AND moved_at > $3
    ), above AS (
        SELECT region.id, region.parent FROM region JOIN place ON place.region = region.id
        UNION SELECT region.id, region.parent FROM region JOIN above ON region.id = above.parent
    )
    SELECT 1 FROM held WHERE role = ANY($4) AND (
        held.store = $2 OR held.region IN (SELECT id FROM above)
        OR (held.store IS NULL AND held.region IS NULL))
    LIMIT 1
"""


async def was_open_then(store: UUID, at: datetime) -> bool:
    """Tell whether a store that was closed down meanwhile still stood at a moment of the last thirty days."""
    if at < datetime.now(UTC) - GRACE:
        return False
    return bool(await fetch("SELECT FROM store WHERE id = $1 AND closed AND closed_at > $2", store, at))


async def reached_then(person: SignedIn, store: UUID, at: datetime, *roles: Role) -> bool:
    """Tell whether a person reached a store by one of these roles at a moment of the last thirty days."""
    if at < datetime.now(UTC) - GRACE:
        return False
    return bool(await fetch(REACHED_THEN, person.id, store, at, [str(role) for role in roles]))
