"""The live feed: what changed, never the content, in the order of becoming visible."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
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
# What may change who reaches which stores; whoever loses or gains one hears of it.
MOVES = {"store.added", "store.changed", "store.closed", "store.reopened", "region.changed"}


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody may hear of; None stands for all stores.

    Of `called` stores only what is of one of `theirs`, the person or a role; of `watched` ones also what the
    store itself must not know of; what few may know of by one of `keys`: "hq", "staff@...", the person's id.
    """

    person: UUID
    stores: list[UUID] | None
    watched: list[UUID] | None = msgspec.field(default_factory=list)
    called: list[UUID] | None = msgspec.field(default_factory=list)
    theirs: Sequence[str] = ()
    keys: Sequence[str] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the feed."""

    position: int
    name: str
    data: bytes


async def follow(
    hearing: Hearing, after: int | None, ask_again: Callable[[], Awaitable[Hearing]] | None = None
) -> AsyncIterator[Change]:
    """Yield what changes within somebody's hearing or is addressed to them, from a position on.

    When stores came, went or moved, `ask_again` says what is heard from then on. The stream ends after five
    minutes; whoever comes back is asked again who they are and what they reach.
    """
    position = await newest_position() if after is None else after
    yield Change(position=position, name="hello", data=b"{}")
    end = monotonic() + LONGEST_SECONDS
    while monotonic() < end and not CLOSING.is_set():
        turn = LISTENER.turn
        rows = await read_after(position, hearing)
        if ask_again and any(row["name"] in MOVES for row in rows):
            heard = {row["position"] for row in rows if row["visible"]}
            hearing = await ask_again()
            rows = await read_after(position, hearing)
            for row in rows:
                row["visible"] |= row["position"] in heard
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


async def read_after(position: int, hearing: Hearing) -> list[dict[str, Any]]:
    """Read the next events; what is out of reach is skipped by the caller, so that the place moves on.

    An event that only few may know of says so in its payload, and also whose it is out of their reach. That
    a region changed is for everybody.
    """
    return await fetch(
        """
        SELECT position, name, subject, store, CASE
            WHEN name LIKE 'region.%' THEN true
            WHEN payload ? 'to' THEN payload ->> 'to' = $2
            WHEN jsonb_typeof(payload -> 'seenBy') = 'array' AND NOT EXISTS (
                SELECT FROM jsonb_array_elements_text(payload -> 'seenBy') AS named(key)
                WHERE named.key = ANY($6) OR named.key || '@' || store = ANY($6))
                THEN coalesce(person = $2::uuid, false)
            WHEN payload @> '{"unannounced": true}'
                THEN $5::uuid[] IS NULL OR coalesce(store = ANY($5), false)
            ELSE $3::uuid[] IS NULL OR coalesce(store = ANY($3), false) OR coalesce(
                payload -> 'whose' ?| $8 AND ($7::uuid[] IS NULL OR store = ANY($7)), false) END AS visible
        FROM event WHERE position > $1 ORDER BY position LIMIT $4
        """,
        position,
        str(hearing.person),
        hearing.stores,
        AT_ONCE,
        hearing.watched,
        list(hearing.keys),
        hearing.called,
        list(hearing.theirs),
    )


def close_streams() -> None:
    """End every stream of this process, so that it can stop."""
    CLOSING.set()
    LISTENER.wake()
