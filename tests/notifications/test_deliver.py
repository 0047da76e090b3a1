"""A line of the inbox reaches every phone of its reader, each for itself, and no phone that has ended."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from backend import problems
from backend.config import settings
from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.deliver import push_notification
from backend.notifications.notify import WRITTEN, notify
from backend.notifications.push_key import vapid_keys
from backend.notifications.words.issues import Kind
from tests.cast import Cast, named
from tests.doors.push_service import Answer, Phone, PushService
from tests.notifications.test_inbox import QUESTION, STORE
from tests.notifications.test_subscriptions import send, wish

CHEN, WANG = named("chen"), named("wang")


async def phone_of(cast: Cast, login: str, push_service: PushService) -> Phone:
    phone = push_service.subscribe((await vapid_keys()).public)
    reply = await send(await cast.sign_in(login), uuid4(), wish(phone))
    assert reply.status_code == 204, reply.text
    return phone


async def tell(person: UUID, *, urgent: bool = False) -> Happening:
    params = {"store": STORE, "question": QUESTION, "reason": "看不清"}
    bundle = str(uuid4())
    await notify([person], Kind.issue_rejected, params, link="/issues/7", bundle=bundle, urgent=urgent)
    columns = "seq, name, subject, store, person, payload, at"
    rows = await fetch(f"SELECT {columns} FROM event WHERE name = $1 ORDER BY seq DESC LIMIT 1", WRITTEN)
    return msgspec.convert(rows[0], Happening)


async def outcomes() -> list[str]:
    return sorted(row["outcome"] for row in await fetch("SELECT outcome FROM delivery"))


async def test_a_push_says_what_the_inbox_says_and_opens_the_very_thing(
    cast: Cast, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await phone_of(cast, "wang", push_service)
    monkeypatch.setattr(settings(), "public_url", "https://walk.example/")
    told = await tell(WANG, urgent=True)
    await push_notification(told)
    [message] = phone.messages
    assert (message.urgency, message.ttl, message.topic) == ("high", 86400, told.subject.hex)
    assert message.json() == {
        "web_push": 8030,
        "notification": {
            "title": "滨江店：整改被驳回",
            "body": "冷藏柜温度：看不清",
            "lang": "zh-CN",
            "navigate": "https://walk.example/issues/7",
            "tag": str(told.subject),
            "silent": False,
            "requireInteraction": True,
            "actions": [
                {"action": "fix", "title": "去整改", "navigate": "https://walk.example/issues/7?deed=fix"},
                {"action": "open", "title": "打开", "navigate": "https://walk.example/issues/7"},
            ],
            "data": {"id": str(told.subject), "kind": "issue.rejected", "link": "/issues/7"},
        },
        "app_badge": 1,
    }
    proved = await fetch("SELECT proved_at FROM push_subscription")
    assert proved[0]["proved_at"] is not None


async def test_a_person_is_addressed_in_their_language(cast: Cast, push_service: PushService) -> None:
    await fetch("UPDATE person SET locale = 'en' WHERE id = $1", WANG)
    phone = await phone_of(cast, "wang", push_service)
    await push_notification(await tell(WANG))
    shown = phone.messages[0].json()["notification"]
    assert (shown["title"], shown["lang"]) == ("Riverside: fix rejected", "en")


async def test_every_phone_has_a_result_of_its_own(cast: Cast, push_service: PushService) -> None:
    well, gone, broken = [await phone_of(cast, "wang", push_service) for _ in range(3)]
    gone.always, broken.always = 410, 400
    await push_notification(await tell(WANG))
    assert await outcomes() == ["gone", "pushed", "refused"]
    await push_notification(await tell(WANG))
    assert (len(well.messages), gone.requests, broken.requests) == (2, 1, 2)
    reasons = await fetch("SELECT reason FROM delivery WHERE outcome = 'refused'")
    assert reasons[0]["reason"] == "the push service answered 400"


async def test_a_busy_push_service_sets_the_time_and_nobody_hears_twice(
    cast: Cast, push_service: PushService
) -> None:
    well, busy = [await phone_of(cast, "wang", push_service) for _ in range(2)]
    busy.answers = [Answer(429, {"Retry-After": "7"}), 503]
    told = await tell(WANG)
    with pytest.raises(problems.Later) as first:
        await push_notification(told)
    assert first.value.seconds == 7
    assert await outcomes() == ["later", "pushed"]
    with pytest.raises(problems.Later) as second:
        await push_notification(told)
    assert second.value.seconds is None
    await push_notification(told)
    await push_notification(told)
    assert (len(well.messages), len(busy.messages)) == (1, 1)
    assert await outcomes() == ["pushed", "pushed"]


async def test_a_worker_killed_in_the_middle_repeats_under_the_same_topic(
    cast: Cast, push_service: PushService
) -> None:
    phone = await phone_of(cast, "wang", push_service)
    told = await tell(WANG)
    phone.answers = [Answer(after_seconds=1)]
    cut_short = asyncio.create_task(push_notification(told))
    await asyncio.to_thread(phone.wait_for_requests, 1)
    cut_short.cancel()
    await asyncio.gather(cut_short, return_exceptions=True)
    await push_notification(told)
    await asyncio.to_thread(phone.wait_for_messages, 2)
    assert {message.topic for message in phone.messages} == {told.subject.hex}
    assert {message.json()["notification"]["tag"] for message in phone.messages} == {str(told.subject)}


async def test_only_its_reader_gets_it(cast: Cast, push_service: PushService) -> None:
    others = [await phone_of(cast, login, push_service) for login in ("li", "zhao", "chen")]
    wang = await phone_of(cast, "wang", push_service)
    await push_notification(await tell(WANG))
    assert [phone.requests for phone in others] == [0, 0, 0]
    assert len(wang.messages) == 1


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE session SET ended_at = now()",
        "UPDATE person SET active = false",
        "UPDATE notification SET read_at = now()",
        "UPDATE notification SET told_at = now() - interval '25 hours'",
        "DELETE FROM push_subscription",
        "DELETE FROM notification",
    ],
)
async def test_what_has_ended_is_not_pushed(cast: Cast, push_service: PushService, ending: str) -> None:
    phone = await phone_of(cast, "wang", push_service)
    told = await tell(WANG)
    await fetch(ending)
    await push_notification(told)
    assert phone.requests == 0


async def test_signing_out_ends_the_pushes_of_that_browser(cast: Cast, push_service: PushService) -> None:
    phone = await phone_of(cast, "chen", push_service)
    await (await cast.chen()).delete("/api/sessions/current")
    await push_notification(await tell(CHEN))
    assert phone.requests == 0


async def test_the_badge_counts_what_is_unread(cast: Cast, push_service: PushService) -> None:
    phone = await phone_of(cast, "wang", push_service)
    for _ in range(3):
        told: Any = await tell(WANG)
    await push_notification(told)
    assert phone.messages[0].json()["app_badge"] == 3
