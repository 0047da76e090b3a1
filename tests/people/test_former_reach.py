"""Work done offline before a store or a post moved is accepted late and marked; later work is not."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from tests.cast import NORTH, RIVERSIDE, Cast, named
from tests.inspections.walk import counted, inspection, publish_patrol

Move = Callable[[], Awaitable[object]]


async def the_store_moves() -> object:
    return await fetch("UPDATE store SET region = $2 WHERE id = $1", RIVERSIDE, NORTH)


async def the_post_ends() -> object:
    return await fetch("DELETE FROM post WHERE person = $1", named("wang"))


async def the_post_moves() -> object:
    return await fetch("UPDATE post SET region = $2 WHERE person = $1", named("wang"), NORTH)


async def hand_in(wang: httpx.AsyncClient, begun: timedelta) -> httpx.Response:
    body: dict[str, Any] = inspection(await publish_patrol())
    body["checkIn"]["estimatedAt"] = (datetime.now(UTC) + begun).isoformat()
    return await wang.put(f"/api/inspections/{uuid4()}", json=body)


@pytest.mark.parametrize("move", [the_store_moves, the_post_ends, the_post_moves])
async def test_a_visit_begun_before_the_move_is_accepted_and_marked(cast: Cast, move: Move) -> None:
    wang = await cast.wang()
    await move()
    reply = await hand_in(wang, timedelta(hours=-2))
    assert reply.status_code == 201, reply.text
    assert [(mark["kind"], mark["byName"]) for mark in reply.json()["marks"]] == [("after_move", None)]


@pytest.mark.parametrize("move", [the_store_moves, the_post_ends, the_post_moves])
@pytest.mark.parametrize("begun", [timedelta(minutes=5), timedelta(days=-31)])
async def test_one_begun_after_it_or_long_ago_is_not(cast: Cast, move: Move, begun: timedelta) -> None:
    wang = await cast.wang()
    await move()
    assert (await hand_in(wang, begun)).status_code == 404
    assert await counted("inspection") == 0


async def test_nobody_gains_a_store_they_never_had(cast: Cast) -> None:
    await the_store_moves()
    assert (await hand_in(await cast.sun(), timedelta(hours=-2))).status_code == 404


async def test_a_visit_in_time_carries_no_mark(cast: Cast) -> None:
    reply = await hand_in(await cast.wang(), timedelta(hours=-2))
    assert (reply.status_code, reply.json()["marks"]) == (201, [])
