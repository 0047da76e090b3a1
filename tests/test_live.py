"""The live feed tells what changed within reach, in order, without gaps."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from backend.database import transaction, uuid7
from backend.events.live import Change, Hearing, follow
from backend.events.log import record
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast, named


def of_riverside(login: str) -> Hearing:
    """What one of the cast may hear of who belongs to Riverside alone."""
    return Hearing(person=named(login), stores=[RIVERSIDE])


async def happen(name: str, store: Any = RIVERSIDE, **payload: object) -> None:
    """Let something happen and let the worker make it visible."""
    async with transaction():
        await record(name, uuid7(), store=store, payload=dict(payload))
    await work_until_quiet()


async def hear(feed: AsyncIterator[Change], count: int) -> list[str]:
    """Listen until so many changes came."""
    names: list[str] = []
    async with asyncio.timeout(60):
        async for change in feed:
            if change.name not in ("hello", "still-here"):
                names.append(change.name)
            if len(names) == count:
                return names
    return names


async def test_whoever_comes_back_misses_nothing_and_hears_nothing_twice(cast: Cast) -> None:
    await happen("first.thing")
    feed = follow(of_riverside("wang"), None)
    start = await anext(feed)
    await feed.aclose()
    await happen("second.thing")
    await happen("third.thing")
    assert await hear(follow(of_riverside("wang"), start.position), 2) == [
        "second.thing",
        "third.thing",
    ]


async def test_a_feed_holds_only_what_is_within_reach_or_addressed_to_me(cast: Cast) -> None:
    await happen("at.hilltop", HILLTOP)
    await happen("at.riverside")
    await happen("for.zhao", None, to=str(named("zhao")))
    await happen("for.sun", None, to=str(named("sun")))
    await happen("at.riverside.again")
    heard = await hear(follow(of_riverside("zhao"), 0), 3)
    assert heard == ["at.riverside", "for.zhao", "at.riverside.again"]


async def test_a_change_committed_late_is_heard_after_one_that_began_later(cast: Cast) -> None:
    feed = follow(Hearing(person=named("chen"), stores=None), None)
    await anext(feed)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with transaction():
            await record("began.first", uuid7(), store=RIVERSIDE)
            begun.set()
            await go_on.wait()

    task = asyncio.create_task(slow())
    await begun.wait()
    await happen("committed.first")
    go_on.set()
    await task
    await work_until_quiet()
    assert await hear(feed, 2) == ["committed.first", "began.first"]


async def test_the_stream_is_for_those_who_are_signed_in(cast: Cast) -> None:
    assert (await (await cast.nobody()).get("/api/live")).status_code == 401


@pytest.mark.parametrize("name", ["issue.raised"])
async def test_the_wire_carries_the_subject_and_the_store_and_no_content(cast: Cast, name: str) -> None:
    await happen(name, RIVERSIDE, secret="the fridge")
    feed = follow(of_riverside("wang"), 0)
    await anext(feed)
    change = await anext(feed)
    assert set(json.loads(change.data)) == {"subject", "store"}
