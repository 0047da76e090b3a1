"""The live feed: what changed, never the content, in the order of becoming visible."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.events.listen import Listener

LISTENER = Listener("storewalk_live")
CLOSING = asyncio.Event()
KEEP_ALIVE_SECONDS = 20.0
LONGEST_SECONDS = 300.0
AT_ONCE = 500
NOWHERE: list[UUID] = []


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the feed."""

    position: int
    name: str
    data: bytes


async def follow(
    person: UUID,
    stores: list[UUID] | None,
    after: int | None,
    watched: list[UUID] | None = NOWHERE,
    roles: Sequence[str] = (),
) -> AsyncIterator[Change]:
    """Yield what changes in these stores (None for all) or is addressed to the person, from a position on.

    What the store itself must not know of is told for watched stores only.
    The stream ends after five minutes; whoever comes back is asked again who they are and what they reach.
    """
    position = await newest_position() if after is None else after
    yield Change(position=position, name="hello", data=b"{}")
    end = monotonic() + LONGEST_SECONDS
    while monotonic() < end and not CLOSING.is_set():
        turn = LISTENER.turn
        rows = await read_after(position, person, stores, watched, roles)
        for row in rows:
            position = row["position"]
            if row["visible"]:
                about = {"subject": row["subject"], "store": row["store"]}
                yield Change(position=position, name=row["name"], data=msgspec.json.encode(about))
        if not rows:
            await LISTENER.wait(KEEP_ALIVE_SECONDS, turn)
            yield Change(position=position, name="still-here", data=b"{}")


async def newest_position() -> int:
    """Return the position of the newest visible event."""
    rows = await fetch("SELECT coalesce(max(position), 0) AS position FROM event")
    position: int = rows[0]["position"]
    return position


async def read_after(
    position: int,
    person: UUID,
    stores: list[UUID] | None,
    watched: list[UUID] | None,
    roles: Sequence[str],
) -> list[dict[str, Any]]:
    """Read the next events; what is out of reach is skipped by the caller, so that the place moves on.

    An event that only named roles may know of says so in its payload.
    """
    return await fetch(
        """
        SELECT position, name, subject, store, CASE
            WHEN payload ? 'to' THEN payload ->> 'to' = $2
            WHEN jsonb_typeof(payload -> 'seenBy') = 'array' AND NOT payload -> 'seenBy' ?| $6
                THEN coalesce(person = $2::uuid, false)
            WHEN payload @> '{"unannounced": true}'
                THEN $5::uuid[] IS NULL OR coalesce(store = ANY($5), false)
            ELSE $3::uuid[] IS NULL OR coalesce(store = ANY($3), false) END AS visible
        FROM event WHERE position > $1 ORDER BY position LIMIT $4
        """,
        position,
        str(person),
        stores,
        AT_ONCE,
        watched,
        list(roles),
    )


def close_streams() -> None:
    """End every stream of this process, so that it can stop."""
    CLOSING.set()
    LISTENER.wake()
