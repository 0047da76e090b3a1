"""What was done about an issue offline, before its store or a post moved, is taken in late and marked."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from tests.cast import HILLTOP, NORTH, RIVERSIDE, Cast, named
from tests.issues.test_loop import PUDDLE, fix, raise_puddle

Move = Callable[[], Awaitable[object]]


async def the_store_moves() -> object:
    return await fetch("UPDATE store SET region = $2 WHERE id = $1", RIVERSIDE, NORTH)


async def the_supervisor_moves() -> object:
    return await fetch("UPDATE post SET region = $2 WHERE person = $1", named("wang"), NORTH)


async def the_mechanic_moves() -> object:
    return await fetch("UPDATE post SET store = $2 WHERE person = $1", named("zhao"), HILLTOP)


def stamps(ago: timedelta = timedelta(hours=2)) -> dict[str, str]:
    moment = (datetime.now(UTC) - ago).isoformat()
    return {"deviceAt": moment, "estimatedAt": moment}


async def late_marks(hq: httpx.AsyncClient, url: str) -> list[tuple[str, bool]]:
    return [(step["kind"], step["afterMove"]) for step in (await hq.get(url)).json()["steps"]]


async def test_a_fix_of_somebody_who_changed_stores_closes_its_round(cast: Cast) -> None:
    wang, zhao, hq = await cast.wang(), await cast.zhao(), await cast.chen()
    url = await raise_puddle(wang)
    await the_mechanic_moves()
    fix_url = f"{url}/fixes/{uuid4()}"
    body = {**stamps(), "round": 1, "note": "已拖干"}
    for status in (201, 200):
        reply = await zhao.put(fix_url, json=body)
        assert (reply.status_code, reply.json()["status"]) == (status, "fixed"), reply.text
    assert await late_marks(hq, url) == [("fixed", True)]
    assert (await zhao.get(url)).status_code == 404


@pytest.mark.parametrize("move", [the_store_moves, the_supervisor_moves])
async def test_a_verdict_of_the_former_supervisor_stands(cast: Cast, move: Move) -> None:
    wang, zhao, hq = await cast.wang(), await cast.zhao(), await cast.chen()
    url = await raise_puddle(wang)
    fix_url = await fix(zhao, url)
    await move()
    reply = await wang.put(f"{fix_url}/verification", json={**stamps(), "verdict": "verified"})
    assert (reply.status_code, reply.json()["status"]) == (201, "closed"), reply.text
    assert await late_marks(hq, url) == [("fixed", False), ("verified", True)]


async def test_the_reply_shows_nothing_that_others_did(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    await fix(zhao, url)
    await the_store_moves()
    reply = await wang.put(f"{url}/comments/{uuid4()}", json={**stamps(), "note": "明天再看"})
    issue: dict[str, Any] = reply.json()
    assert reply.status_code == 201, reply.text
    assert ([step["words"] for step in issue["steps"]], issue["fixes"], issue["may"]) == (
        ["明天再看"],
        [],
        [],
    )


@pytest.mark.parametrize("move", [the_store_moves, the_supervisor_moves])
async def test_an_issue_raised_before_the_move_is_marked(cast: Cast, move: Move) -> None:
    wang, hq = await cast.wang(), await cast.chen()
    await move()
    url = f"/api/issues/{uuid4()}"
    reply = await wang.put(url, json={**PUDDLE, **stamps()})
    assert (reply.status_code, reply.json()["afterMove"]) == (201, True), reply.text
    assert (await hq.get(url)).json()["afterMove"] is True
    assert (await wang.put(url, json={**PUDDLE, **stamps(timedelta(hours=3))})).status_code == 409


@pytest.mark.parametrize("ago", [timedelta(minutes=-5), timedelta(days=31)])
async def test_what_was_done_after_the_move_or_long_ago_is_not(cast: Cast, ago: timedelta) -> None:
    wang = await cast.wang()
    url = await raise_puddle(wang)
    await the_store_moves()
    assert (await wang.put(f"{url}/comments/{uuid4()}", json={**stamps(ago), "note": "?"})).status_code == 404
    assert (await wang.put(f"/api/issues/{uuid4()}", json={**PUDDLE, **stamps(ago)})).status_code == 404


async def test_nobody_gains_a_store_or_a_role_they_never_had(cast: Cast) -> None:
    wang, zhao, sun = await cast.wang(), await cast.zhao(), await cast.sun()
    url = await raise_puddle(wang)
    fix_url = await fix(zhao, url)
    await the_mechanic_moves()
    verdict = {**stamps(), "verdict": "verified"}
    assert (await zhao.put(f"{fix_url}/verification", json=verdict)).status_code == 404
    assert (
        await sun.put(f"{url}/fixes/{uuid4()}", json={**stamps(), "round": 1, "note": "!"})
    ).status_code == 404


async def test_a_confidential_issue_takes_in_its_named_roles_only(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    await fetch("UPDATE issue SET seen_by = '[\"supervisor\"]' WHERE id = $1::uuid", url.rsplit("/", 1)[1])
    await the_mechanic_moves()
    await the_store_moves()
    assert (await zhao.put(f"{url}/comments/{uuid4()}", json={**stamps(), "note": "?"})).status_code == 404
    assert (await wang.put(f"{url}/comments/{uuid4()}", json={**stamps(), "note": "!"})).status_code == 201
