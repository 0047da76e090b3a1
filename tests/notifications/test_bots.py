"""A store's chat group reads a thing once, from the bot that HQ set up, and nobody ever reads its address."""

import logging
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from backend.notifications.channels import dingtalk, feishu, webhook, wecom
from backend.notifications.channels.outcome import Later, Refused, Sent
from backend.notifications.channels.webhook import Message, Webhook
from backend.notifications.notify import notify
from backend.notifications.words.issues import Kind
from backend.worker import work_until_quiet
from tests.cast import EAST, RIVERSIDE, Cast, named
from tests.doors.bot_server import SECRET, TOKEN, Answer, BotServer
from tests.doors.mail_server import MailServer
from tests.doors.push_service import PushService
from tests.issues.test_loop import raise_puddle
from tests.notifications.test_choices import choose, mailed
from tests.notifications.test_deliver import phone_of
from tests.notifications.test_inbox import QUESTION, STORE, now
from tests.notifications.test_web_push import leads_to

NONSENSE = Refused("the answer is not that of a bot")
KINDS = ["wecom", "dingtalk", "feishu"]
CHANNELS = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}


def bot(server: BotServer, kind: str = "wecom", **changed: Any) -> dict[str, Any]:
    secret = "" if kind == "wecom" else SECRET
    place = {"region": None, "store": str(RIVERSIDE)}
    return {"kind": kind, "name": "滨江店群", "url": server.url(kind), "secret": secret} | place | changed


async def set_up(client: httpx.AsyncClient, body: dict[str, Any]) -> httpx.Response:
    return await client.put(f"/api/bots/{uuid4()}", json=body)


async def again() -> None:
    await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    await work_until_quiet()


@pytest.mark.parametrize("kind", KINDS)
async def test_the_group_reads_it_once_and_calls_whom_it_concerns(
    cast: Cast, bot_server: BotServer, kind: str
) -> None:
    await fetch("UPDATE person SET phone = '+86 139 0000 0007' WHERE login = 'li'")
    assert (await set_up(await cast.chen(), bot(bot_server, kind))).status_code == 200
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    await fetch("UPDATE job SET done_at = NULL, lease_until = NULL, due_at = now()")
    await work_until_quiet()
    [posted] = bot_server.read
    assert posted.kind == kind
    assert "滨江店：新的整改单" in posted.text
    assert "/issues/" in posted.text
    assert posted.mobiles == ([] if kind == "feishu" else ["13900000007"])
    rows = await fetch("SELECT channel, outcome FROM delivery")
    assert rows == [{"channel": "bot", "outcome": "sent"}]


async def test_a_paused_bot_keeps_silent_and_no_other_group_hears_instead(
    cast: Cast, bot_server: BotServer
) -> None:
    chen, wang, id = await cast.chen(), await cast.wang(), uuid4()
    await set_up(chen, bot(bot_server, "dingtalk", store=None, region=str(EAST)))
    assert (await chen.put(f"/api/bots/{id}", json=bot(bot_server))).status_code == 200
    for _ in range(2):
        assert (await chen.put(f"/api/bots/{id}/pause", json={"paused": True})).json()["paused"] is True
    await raise_puddle(wang)
    await work_until_quiet()
    assert bot_server.read == []
    trial = await chen.put(f"/api/bots/{id}/trials/{uuid4()}", json={})
    assert trial.json() == {"outcome": "refused", "reason": "the bot is paused"}
    assert (await chen.put(f"/api/bots/{id}/pause", json={"paused": False})).json()["paused"] is False
    await raise_puddle(wang)
    await work_until_quiet()
    assert [one.kind for one in bot_server.read] == ["wecom"]


async def test_three_people_told_the_same_are_one_message(cast: Cast, bot_server: BotServer) -> None:
    await set_up(await cast.chen(), bot(bot_server))
    params = {"store": STORE, "question": QUESTION, "person": "Zhao"}
    people = [named(login) for login in ("li", "zhao", "wang")]
    await notify(people, Kind.issue_fixed, params, link="/issues/1", store=RIVERSIDE, bundle="fixed:1")
    await work_until_quiet()
    await again()
    assert len(bot_server.read) == 1
    rows = await fetch("SELECT outcome FROM delivery WHERE channel = 'bot'")
    assert [row["outcome"] for row in rows] == ["sent"] * 3


async def test_a_store_without_a_bot_is_told_by_that_of_its_region_and_no_other(
    cast: Cast, bot_server: BotServer
) -> None:
    chen = await cast.chen()
    await set_up(chen, bot(bot_server, name="全公司", store=None))
    await set_up(chen, bot(bot_server, name="华东", store=None, region=str(EAST)))
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    posts = await fetch("SELECT name FROM bot_post JOIN bot ON bot.id = bot_post.bot")
    assert [post["name"] for post in posts] == ["华东"]


async def test_who_wants_no_group_is_not_told_there(cast: Cast, bot_server: BotServer) -> None:
    await set_up(await cast.chen(), bot(bot_server))
    await choose(await cast.li(), bot="off")
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    assert bot_server.read == []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_wrong_token_is_shown_and_not_tried_for_ever(
    cast: Cast, bot_server: BotServer, kind: str
) -> None:
    await set_up(await cast.chen(), bot(bot_server, kind, url=bot_server.url(kind, "wrong-token-0000")))
    url = await raise_puddle(await cast.wang())
    await work_until_quiet()
    await again()
    assert bot_server.requests == 1
    [row] = await fetch("SELECT outcome, reason FROM delivery WHERE channel = 'bot'")
    assert row["outcome"] == "refused"
    assert row["reason"].startswith("the bot answered ")
    # The deed itself is not lost.
    assert (await (await cast.li()).get(url)).status_code == 200


async def test_a_bot_that_is_down_is_tried_again_and_the_group_reads_it_once(
    cast: Cast, bot_server: BotServer
) -> None:
    await set_up(await cast.chen(), bot(bot_server))
    bot_server.answers = [Answer(500), Answer(body=b'{"errcode": 45009, "errmsg": "api freq out of limit"}')]
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    await again()
    assert (bot_server.requests, bot_server.read) == (2, [])
    await again()
    await again()
    assert len(bot_server.read) == 1


async def test_no_address_is_ever_shown_again_nor_written_down(
    cast: Cast, bot_server: BotServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "storewalk")
    chen, ada = await cast.chen(), await cast.ada()
    made = await set_up(chen, bot(bot_server, "dingtalk"))
    listed = await ada.get("/api/bots")
    assert listed.json()[0]["ending"] == TOKEN[-4:]
    trial = await ada.put(f"/api/bots/{made.json()['id']}/trials/{uuid4()}", json={})
    await raise_puddle(await cast.wang())
    bot_server.stop()
    await work_until_quiet()
    kept = await fetch(
        "SELECT reason FROM delivery UNION SELECT reason FROM bot_post UNION SELECT error FROM job"
    )
    events = await fetch("SELECT payload FROM event")
    for text in (made.text, listed.text, trial.text, caplog.text, str(kept), str(events)):
        assert TOKEN not in text
        assert SECRET not in text


async def test_a_bot_that_was_removed_is_silent_and_its_address_forgotten(
    cast: Cast, bot_server: BotServer
) -> None:
    ada = await cast.ada()
    id = (await set_up(ada, bot(bot_server))).json()["id"]
    for _ in range(2):
        assert (await ada.delete(f"/api/bots/{id}")).status_code == 204
    assert (await ada.get("/api/bots")).json() == []
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    assert bot_server.requests == 0
    assert await fetch("SELECT url, secret FROM bot") == [{"url": "", "secret": ""}]


async def test_a_trial_says_what_came_of_it(cast: Cast, bot_server: BotServer) -> None:
    ada, id = await cast.ada(), uuid4()
    well = (await set_up(ada, bot(bot_server))).json()["id"]
    for _ in range(2):
        reply = await ada.put(f"/api/bots/{well}/trials/{id}", json={})
        assert reply.json() == {"outcome": "sent", "reason": ""}
    assert len(bot_server.read) == 1
    wrong = (await set_up(ada, bot(bot_server, url=bot_server.url("wecom", "no")))).json()["id"]
    reply = await ada.put(f"/api/bots/{wrong}/trials/{uuid4()}", json={})
    assert reply.json() == {"outcome": "refused", "reason": "the bot answered 93000: invalid webhook url"}


async def test_sent_twice_it_is_one_bot_and_other_content_is_refused(
    cast: Cast, bot_server: BotServer
) -> None:
    ada, id, body = await cast.ada(), uuid4(), bot(bot_server)
    for _ in range(2):
        assert (await ada.put(f"/api/bots/{id}", json=body)).status_code == 200
    assert (await ada.put(f"/api/bots/{id}", json=body | {"name": "x"})).status_code == 409
    assert len((await ada.get("/api/bots")).json()) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/cgi-bin/webhook/send?key=1", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=1", "https://169.254.169.254/latest",
        "https://user@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com/other?key=1",
        "http://localhost/cgi-bin/webhook/send?key=1",
        "http://10.0.0.1/cgi-bin/webhook/send?key=1", "nonsense",
    ],
)  # fmt: skip
async def test_only_what_the_platform_hands_out_is_an_address(
    cast: Cast, bot_server: BotServer, url: str
) -> None:
    reply = await set_up(await cast.ada(), bot(bot_server, url=url))
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == "url"


async def send_to(kind: str, server: BotServer, **changed: Any) -> object:
    hook = Webhook(server.url(kind), "" if kind == "wecom" else SECRET)
    return await CHANNELS[kind].send(hook, Message("标题", "正文", ("13900000000",)), True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(302, headers={"Location": "http://127.0.0.1:1/"}), Refused("the bot answered 302")),
        (Answer(200, b"<html>sign in to the wifi</html>"), NONSENSE),
        (Answer(200, b"[]"), NONSENSE),
        (Answer(200, b'{"errcode": 0, "code": 0, "a": "' + b"x" * 200_000 + b'"}'), NONSENSE),
        (Answer(503), Later("the bot answered 503")),
        (Answer(404), Refused("the bot answered 404")),
    ],
)  # fmt: skip
async def test_a_lying_bot_is_not_believed(
    bot_server: BotServer, kind: str, answer: Answer, outcome: object
) -> None:
    bot_server.answers = [answer]
    assert await send_to(kind, bot_server) == outcome
    assert bot_server.requests == 1
    assert await send_to(kind, bot_server) == Sent()


@pytest.mark.parametrize("addresses", [["10.0.0.8"], ["169.254.169.254"], ["8.8.8.8", "127.0.0.1"], ["::1"]])
async def test_a_platform_whose_name_leads_inside_is_not_called(addresses: list[str]) -> None:
    url = httpx.URL("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1")
    outcome = await webhook.post_json(url, {}, allow_loopback=False, resolve=leads_to(*addresses))
    assert isinstance(outcome, Refused)


async def test_a_slow_bot_is_left(bot_server: BotServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.notifications import public_post

    monkeypatch.setattr(public_post, "WHOLE_TIME", 0.2)
    bot_server.answers = [Answer(after_seconds=1)]
    assert await send_to("wecom", bot_server) == Later("no answer: TimeoutError")


async def test_the_log_says_what_became_of_everything(cast: Cast, bot_server: BotServer) -> None:
    ada = await cast.ada()
    await set_up(ada, bot(bot_server, url=bot_server.url("wecom", "wrong")))
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    lines = (await ada.get("/api/notification-log")).json()["notifications"]
    assert {(line["person"], line["state"]) for line in lines} == {("Li", "failed"), ("Zhao", "inbox")}
    [troubled] = (await ada.get("/api/notification-log", params={"show": "troubled"})).json()["notifications"]
    [delivery] = troubled["deliveries"]
    assert (delivery["channel"], delivery["target"], delivery["tries"]) == ("bot", "滨江店群", 1)
    assert delivery["reason"] == "the bot answered 93000: invalid webhook url"


async def test_a_test_of_my_own_ways_is_honest(
    cast: Cast, push_service: PushService, mailbox: MailServer
) -> None:
    li, id = await cast.li(), uuid4()
    await mailed("li")
    well, gone = [await phone_of(cast, "li", push_service) for _ in range(2)]
    gone.always = 410
    for _ in range(2):
        tried = (await li.put(f"/api/notification-trials/{id}", json={})).json()
        found = sorted((one["channel"], one["outcome"]) for one in tried["deliveries"])
        assert found == [("mail", "sent"), ("push", "gone"), ("push", "pushed")]
    assert (len(well.messages), len(mailbox.letters)) == (1, 1)
    assert well.messages[0].json()["notification"]["title"] == "测试通知"
    await li.put(f"/api/notifications/{id}/showing", json=now())
    assert (await li.get(f"/api/notifications/{id}/deliveries")).json()["state"] == "shown"
    assert (await (await cast.zhao()).get(f"/api/notifications/{id}/deliveries")).status_code == 404
