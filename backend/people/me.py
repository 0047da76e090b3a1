"""What a person is told about themselves."""

import msgspec

from backend.database import fetch
from backend.people.access import CALLED_IN, reachable_store_ids
from backend.people.person import SignedIn
from backend.people.schemas import Me, PostCard, Role, SessionCard
from backend.stores.cards import store_cards
from backend.wire import build

COMPANY = {"zh": "全公司", "en": "Whole company"}


async def describe(person: SignedIn) -> Me:
    """Return name, posts and the stores within reach; whoever is only called in, those they are called to."""
    places = await fetch(
        """
        SELECT id, name FROM store WHERE id = ANY($1) UNION ALL SELECT id, name FROM region WHERE id = ANY($1)
        """,
        [post.store or post.region for post in person.posts if post.store or post.region],
    )
    names = {row["id"]: row["name"] for row in places}
    posts = [
        {
            "role": post.role,
            "region": post.region,
            "store": post.store,
            "place": names.get(post.store or post.region, COMPANY),
        }
        for post in person.posts
    ]
    return Me(
        id=person.id,
        login=person.login,
        name=person.name,
        locale=person.locale,
        roles=sorted(person.roles),
        posts=msgspec.convert(posts, list[PostCard]),
        stores=await store_cards(await reachable_store_ids(person, *only_called_in(person))),
    )


def only_called_in(person: SignedIn) -> tuple[Role, ...]:
    """Return the roles of somebody who belongs to no store, nothing for everybody else."""
    return CALLED_IN if person.roles <= set(CALLED_IN) else ()


async def list_sessions(person: SignedIn) -> list[SessionCard]:
    """List the devices on which this person is signed in, newest first."""
    rows = await fetch(
        """
        SELECT id, device, created_at, seen_at, id = $2 AS current FROM session
        WHERE person = $1 AND ended_at IS NULL ORDER BY seen_at DESC LIMIT 100
        """,
        person.id,
        person.session,
    )
    return [build(SessionCard, row) for row in rows]
