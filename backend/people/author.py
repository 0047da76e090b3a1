"""Whose work a person at HQ hands in from a file: always its author's, never their own."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.access import require_role
from backend.people.person import HeldPost, SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound

HANDING_IN = (Role.hq, Role.admin)


async def author_of(id: UUID, person: SignedIn) -> SignedIn:
    """Load the author for somebody at HQ; also one who has left, whose phone may still hold work."""
    require_role(person, *HANDING_IN)
    rows = await fetch(
        """
        SELECT id, login, name, locale,
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'role', role, 'region', region, 'store', store)), '[]')
             FROM post WHERE post.person = person.id) AS posts
        FROM person WHERE id = $1
        """,
        id,
    )
    if not rows:
        raise NotFound()
    posts = msgspec.convert(rows[0].pop("posts"), tuple[HeldPost, ...])
    return SignedIn(posts=posts, **rows[0])
