"""The inbox is each person's own, tells a thing once, and is read in the order of what happened."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.database import fetch, transaction
from backend.notifications.notify import notify
from backend.notifications.words.issues import Kind
from tests.cast import Cast, named

STORE = {"zh": "滨江店", "en": "Riverside"}
QUESTION = {"zh": "冷藏柜温度", "en": "Fridge temperature"}


async def tell(
    *logins: str, bundle: str = "issue.fixed:1", by: str | None = None, link: str = "/issues/1"
) -> None:
    await notify(
        [named(login) for login in logins],
        Kind.issue_fixed,
        {"store": STORE, "question": QUESTION, "person": "Zhao"},
        link=link,
        bundle=bundle,
        by=named(by) if by else None,
    )


async def inbox(client: httpx.AsyncClient, **query: str) -> dict[str, Any]:
    reply = await client.get("/api/notifications", params=query)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def now(**later: int) -> dict[str, str]:
    moment = (datetime.now(UTC) + timedelta(**later)).isoformat()
    return {"deviceAt": moment, "estimatedAt": moment}


async def test_a_line_is_worded_in_both_languages_and_leads_somewhere(cast: Cast) -> None:
    await tell("wang")
    page = await inbox(await cast.wang())
    assert page["unread"] == 1
    assert page["next"] is None
    [line] = page["notifications"]
    assert line["title"] == {"zh": "滨江店：已整改，请复核", "en": "Riverside: fixed, please verify"}
    assert line["body"] == {"zh": "Zhao：冷藏柜温度", "en": "Zhao: Fridge temperature"}
    assert (line["kind"], line["link"], line["urgent"], line["readAt"]) == (
        "issue.fixed",
        "/issues/1",
        False,
        None,
    )


async def test_nobody_sees_the_inbox_of_another(cast: Cast) -> None:
    await tell("wang")
    [line] = (await inbox(await cast.wang()))["notifications"]
    for login in ("li", "zhao", "sun", "chen", "ada", "song"):
        stranger = await cast.sign_in(login)
        assert (await inbox(stranger))["notifications"] == []
        reply = await stranger.put(f"/api/notifications/{line['id']}/reading", json=now())
        assert reply.status_code == 404
    assert (await inbox(await cast.wang()))["unread"] == 1


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("GET", "/api/notifications"),
        ("PUT", f"/api/notifications/{UUID(int=7)}/reading"),
        ("GET", "/api/push-key"),
        ("PUT", f"/api/push-subscriptions/{UUID(int=7)}"),
        ("DELETE", f"/api/push-subscriptions/{UUID(int=7)}"),
    ],
)
async def test_a_stranger_is_asked_to_sign_in(cast: Cast, method: str, url: str) -> None:
    reply = await (await cast.nobody()).request(method, url)
    assert reply.status_code == 401


async def test_nobody_is_told_about_their_own_deed(cast: Cast) -> None:
    await tell("wang", "zhao", by="zhao")
    assert (await inbox(await cast.zhao()))["notifications"] == []
    assert (await inbox(await cast.wang()))["unread"] == 1


async def test_a_reaction_that_runs_again_tells_nothing_twice(cast: Cast) -> None:
    await asyncio.gather(*(tell("wang", "li", "wang") for _ in range(8)))
    await tell("li", "wang")
    assert (await inbox(await cast.wang()))["unread"] == 1
    assert (await inbox(await cast.li()))["unread"] == 1
    events = await fetch("SELECT payload FROM event WHERE name = 'notification.written'")
    assert sorted(event["payload"]["to"] for event in events) == sorted(
        [str(named("li")), str(named("wang"))]
    )


async def test_a_reaction_that_fails_afterwards_has_told_nobody(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await tell("wang")
            raise ZeroDivisionError
    assert (await inbox(await cast.wang()))["unread"] == 0
    assert await fetch("SELECT seq FROM event WHERE name = 'notification.written'") == []


async def test_reading_counts_once_and_may_be_sent_again(cast: Cast) -> None:
    await tell("wang")
    await tell("wang", bundle="issue.fixed:2")
    wang = await cast.wang()
    url = f"/api/notifications/{(await inbox(wang))['notifications'][0]['id']}/reading"
    first = await wang.put(url, json=now())
    assert first.status_code == 200
    assert first.json()["unread"] == 1
    assert (await wang.put(url, json=now())).json() == first.json()
    page = await inbox(wang)
    assert page["unread"] == 1
    assert [line["readAt"] is None for line in page["notifications"]] == [False, True]


async def test_a_phone_whose_clock_is_ahead_has_not_read_in_the_future(cast: Cast) -> None:
    await tell("wang")
    wang = await cast.wang()
    url = f"/api/notifications/{(await inbox(wang))['notifications'][0]['id']}/reading"
    reply = await wang.put(url, json=now(days=400))
    assert datetime.fromisoformat(reply.json()["readAt"]) <= datetime.now(UTC)


async def test_a_long_inbox_comes_in_pages_newest_first(cast: Cast) -> None:
    for number in range(120):
        await tell("wang", bundle=f"issue.fixed:{number}", link=f"/issues/{number}")
    wang = await cast.wang()
    links: list[str] = []
    page = await inbox(wang)
    while True:
        links += [line["link"] for line in page["notifications"]]
        if page["next"] is None:
            break
        await tell("wang", bundle=f"meanwhile:{len(links)}")
        page = await inbox(wang, before=page["next"])
    assert links == [f"/issues/{number}" for number in reversed(range(120))]
    assert page["unread"] == 122


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"deviceAt": "2026-11-22T10:00:00", "estimatedAt": "2026-11-22T10:00:00Z"},
        {"deviceAt": 3, "estimatedAt": "2026-11-22T10:00:00Z"},
        {**now(), "person": "x"},
    ],
)
async def test_a_reading_that_is_not_one_is_refused(cast: Cast, body: dict[str, object]) -> None:
    await tell("wang")
    wang = await cast.wang()
    url = f"/api/notifications/{(await inbox(wang))['notifications'][0]['id']}/reading"
    reply = await wang.put(url, json=body)
    assert reply.status_code == 400
    assert reply.json()["fields"]
    assert (await inbox(wang))["unread"] == 1
