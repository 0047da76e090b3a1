"""A browser proves that it has shown a notification."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.people.person import SignedIn
from backend.problems import NotFound


async def prove_shown(id: UUID, person: SignedIn) -> None:
    """Note that this device has shown a notification, and what came along with it; the first time counts."""
    if not await fetch("SELECT 1 FROM notification WHERE id = $1 AND person = $2", id, person.id):
        raise NotFound()
    async with transaction():
        phones = await fetch(
            "UPDATE push_subscription SET shown_at = now() WHERE session = $1 AND person = $2 RETURNING id",
            person.session,
            person.id,
        )
        await fetch(
            """
            UPDATE delivery SET shown_at = coalesce(shown_at, now())
            WHERE (notification = $1 OR carrier = $1) AND channel = 'push' AND target = ANY($2)
            """,
            id,
            [phone["id"] for phone in phones],
        )
