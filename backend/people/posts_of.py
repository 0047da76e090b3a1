"""People as verbs know them, where the clock and no session acts."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.person import HeldPost, SignedIn


async def load_people(ids: list[UUID]) -> dict[UUID, SignedIn]:
    """Load active people with their posts."""
    rows = await fetch(
        """
        SELECT person.id, login, name, locale, coalesce(jsonb_agg(jsonb_build_object(
            'role', role, 'region', region, 'store', store)) FILTER (WHERE role IS NOT NULL), '[]') AS posts
        FROM person LEFT JOIN post ON post.person = person.id WHERE active AND person.id = ANY($1)
        GROUP BY person.id
        """,
        ids,
    )
    return {
        row["id"]: SignedIn(**row | {"posts": msgspec.convert(row["posts"], tuple[HeldPost, ...])})
        for row in rows
    }
