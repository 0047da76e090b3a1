"""Each person says how and when they want to be told, and the device that shows a push proves it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from backend.schedule import run_clock
from backend.worker import work_until_quiet
from tests.cast import Cast, named
from tests.doors.mail_server import MailServer
from tests.doors.push_service import PushService
from tests.issues.test_loop import raise_puddle
from tests.notifications.test_deliver import phone_of
from tests.notifications.test_inbox import inbox, now, tell

LI = named("li")
ALL_DAY = {"begins": "00:00", "ends": "23:59"}


async def choose(client: httpx.AsyncClient, **changed: Any) -> dict[str, Any]:
    body = {"push": True, "mail": "fallback", "bot": "off", "quiet": None, "digest": None} | now() | changed
    reply = await client.put("/api/notification-choices", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def quiet_now() -> dict[str, str]:
    """Quiet hours around this moment, by the clock of Riverside."""
    clock = datetime.now(UTC) + timedelta(hours=8)
    return {"begins": f"{clock - timedelta(minutes=5):%H:%M}", "ends": f"{clock + timedelta(hours=1):%H:%M}"}


async def mailed(login: str) -> None:
    await fetch("UPDATE person SET email = $2 WHERE login = $1", login, f"{login}@chain.example")


async def deliveries(channel: str) -> list[str]:
    rows = await fetch("SELECT outcome FROM delivery WHERE channel = $1 ORDER BY id", channel)
    return [row["outcome"] for row in rows]


async def pass_minutes(minutes: int) -> None:
    """Let the clock do its work as if so much time had passed."""
    await run_clock(datetime.now(UTC) + timedelta(minutes=minutes))
    await work_until_quiet()


async def test_who_has_not_chosen_is_pushed_and_mailed_where_pushes_fail(cast: Cast) -> None:
    choices = (await (await cast.li()).get("/api/notification-choices")).json()
    assert (choices["push"], choices["mail"], choices["bot"]) == (True, "fallback", "always")
    assert (choices["quiet"], choices["digest"], choices["timeZone"]) == (None, None, "Asia/Shanghai")


async def test_choices_are_kept_and_of_two_devices_the_later_one_is_heard(cast: Cast) -> None:
    li = await cast.li()
    later = await choose(li, push=False, mail="always", quiet={"begins": "22:00", "ends": "07:30"})
    assert later["quiet"] == {"begins": "22:00", "ends": "07:30"}
    earlier = await choose(li, **now(hours=-1), mail="off")
    assert earlier["mail"] == "always"
    assert (await (await cast.zhao()).get("/api/notification-choices")).json()["mail"] == "fallback"


@pytest.mark.parametrize(
    "changed",
    [
        {"quiet": {"begins": "24:00", "ends": "07:00"}},
        {"quiet": {"begins": "7:00", "ends": "8:00"}},
        {"mail": "sometimes"},
        {"digest": {"at": "08:00", "by": "pigeon"}},
        {"person": "wang"},
    ],
)
async def test_a_choice_that_is_none_is_refused(cast: Cast, changed: dict[str, Any]) -> None:
    body = {"push": True, "mail": "off", "bot": "off", "quiet": None, "digest": None} | now() | changed
    reply = await (await cast.li()).put("/api/notification-choices", json=body)
    assert reply.status_code == 400
    assert reply.json()["fields"]


async def test_what_quiet_hours_hold_back_leaves_at_their_end_as_one(
    cast: Cast, push_service: PushService
) -> None:
    phone = await phone_of(cast, "li", push_service)
    li = await cast.li()
    await choose(li, quiet=quiet_now())
    for number in range(3):
        await tell("li", bundle=f"issue.fixed:{number}", link=f"/issues/{number}")
    await pass_minutes(1)
    assert phone.requests == 0
    assert (await inbox(li))["unread"] == 3  # the inbox holds nothing back
    await pass_minutes(62)
    [message] = phone.messages
    shown = message.json()["notification"]
    assert shown["title"] == "免打扰期间有 3 条通知"
    assert "滨江店：已整改，请复核" in shown["body"]
    assert shown["navigate"].endswith("/notifications")
    await pass_minutes(70)
    assert len(phone.messages) == 1
    assert await deliveries("push") == ["pushed"] * 3


async def test_one_held_line_alone_opens_the_very_thing(cast: Cast, push_service: PushService) -> None:
    phone = await phone_of(cast, "li", push_service)
    await choose(await cast.li(), quiet=quiet_now())
    await tell("li", link="/issues/9")
    await pass_minutes(62)
    assert phone.messages[0].json()["notification"]["data"]["link"] == "/issues/9"


async def test_what_was_read_meanwhile_is_not_pushed_any_more(cast: Cast, push_service: PushService) -> None:
    phone = await phone_of(cast, "li", push_service)
    li = await cast.li()
    await choose(li, quiet=quiet_now())
    await tell("li")
    [line] = (await inbox(li))["notifications"]
    await li.put(f"/api/notifications/{line['id']}/reading", json=now())
    await pass_minutes(62)
    assert phone.requests == 0


async def test_who_wants_no_push_gets_none(cast: Cast, push_service: PushService) -> None:
    phone = await phone_of(cast, "li", push_service)
    await choose(await cast.li(), push=False)
    await tell("li")
    await work_until_quiet()
    assert phone.requests == 0


async def test_who_has_no_device_is_mailed_at_once(cast: Cast, mailbox: MailServer) -> None:
    await mailed("li")
    await tell("li", link="/issues/7")
    await work_until_quiet()
    [letter] = mailbox.letters
    assert letter.recipients == ["li@chain.example"]
    assert letter.message["Subject"] == "滨江店：已整改，请复核"
    assert "http://localhost:8000/issues/7" in letter.text
    await pass_minutes(11)
    assert len(mailbox.letters) == 1


async def test_a_push_that_no_device_proves_is_mailed_after_a_while_all_in_one_letter(
    cast: Cast, push_service: PushService, mailbox: MailServer
) -> None:
    await mailed("li")
    phone = await phone_of(cast, "li", push_service)
    for number in range(2):
        await tell("li", bundle=f"b:{number}", link=f"/issues/{number}")
    await work_until_quiet()
    await pass_minutes(9)
    assert (len(phone.messages), len(mailbox.letters)) == (2, 0)
    await pass_minutes(11)
    [letter] = mailbox.letters
    assert letter.message["Subject"] == "2 条新通知"
    assert "/issues/0" in letter.text
    assert "/issues/1" in letter.text
    await pass_minutes(30)
    assert len(mailbox.letters) == 1


async def test_a_push_that_was_shown_needs_no_letter(
    cast: Cast, push_service: PushService, mailbox: MailServer
) -> None:
    await mailed("li")
    await phone_of(cast, "li", push_service)
    li = await cast.li()
    await tell("li")
    await work_until_quiet()
    [line] = (await inbox(li))["notifications"]
    proof = f"/api/notifications/{line['id']}/showing"
    assert (await (await cast.zhao()).put(proof, json=now())).status_code == 404
    for _ in range(2):
        assert (await li.put(proof, json=now())).status_code == 204
    await pass_minutes(11)
    assert mailbox.letters == []
    [device] = (await li.get("/api/notification-choices")).json()["devices"]
    assert device["shownAt"] is not None


async def test_one_of_many_that_came_along_in_a_push_needs_no_letter_either(
    cast: Cast, push_service: PushService, mailbox: MailServer
) -> None:
    await mailed("li")
    phone = await phone_of(cast, "li", push_service)
    li = await cast.li()
    await choose(li, quiet=quiet_now())
    for number in range(3):
        await tell("li", bundle=f"b:{number}")
    await pass_minutes(62)
    carrier = phone.messages[0].json()["notification"]["data"]["id"]
    assert (await li.put(f"/api/notifications/{carrier}/showing", json=now())).status_code == 204
    await pass_minutes(80)
    assert mailbox.letters == []


async def test_a_mail_server_that_is_down_is_tried_again_and_says_so(cast: Cast, mailbox: MailServer) -> None:
    await mailed("li")
    await choose(await cast.li(), mail="always")
    mailbox.refuse_data = "451 try again"
    await tell("li")
    for _ in range(3):
        await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
        await work_until_quiet()
    [row] = await fetch("SELECT outcome, reason, tries FROM delivery WHERE channel = 'mail'")
    assert (row["outcome"], row["tries"]) == ("later", 3)
    assert "451" in row["reason"]
    mailbox.refuse_data = None
    await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    await work_until_quiet()
    assert len(mailbox.letters) == 1
    assert await deliveries("mail") == ["sent"]


async def test_a_mail_server_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(
    cast: Cast, mailbox: MailServer
) -> None:
    wang, li = await cast.wang(), await cast.li()
    await mailed("li")
    await choose(li, mail="always")
    mailbox.refuse_data = "421 closing"
    url = await raise_puddle(wang)
    passed = timedelta()
    while passed < timedelta(hours=1):
        await work_until_quiet()
        [job] = await fetch("SELECT due_at, parked_at FROM job WHERE done_at IS NULL")
        assert job["parked_at"] is None, f"given up after {passed}"
        passed += max(job["due_at"] - datetime.now(UTC), timedelta(seconds=1))
        await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
        assert (await li.get(url)).json()["status"] == "open", "the deed stands whatever the post does"
    assert mailbox.letters == []
    log = (await (await cast.ada()).get("/api/notification-log")).text
    assert "421" in log, "the admin reads what the server said"
    mailbox.refuse_data = None
    for _ in range(2):
        await work_until_quiet()
        await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    assert await deliveries("mail") == ["sent"]
    assert len(mailbox.letters) == 1
    assert [line["kind"] for line in (await li.get("/api/notifications")).json()["notifications"]] == [
        "issue.raised"
    ]


async def test_who_wants_letters_and_has_no_address_is_shown_as_refused(
    cast: Cast, mailbox: MailServer
) -> None:
    await choose(await cast.li(), mail="always")
    await tell("li")
    await work_until_quiet()
    [row] = await fetch("SELECT outcome, reason FROM delivery WHERE channel = 'mail'")
    assert row == {"outcome": "refused", "reason": "no e-mail address is kept for this person"}


async def test_everything_is_read_at_once_up_to_what_was_on_screen(cast: Cast) -> None:
    li = await cast.li()
    for number in range(3):
        await tell("li", bundle=f"b:{number}")
    newest = (await inbox(li))["notifications"][0]["id"]
    await tell("li", bundle="later")
    url = f"/api/inbox-readings/{uuid4()}"
    for _ in range(2):
        assert (await li.put(url, json={**now(), "upTo": newest})).json() == {"unread": 1}
    assert len((await inbox(li, show="unread"))["notifications"]) == 1
    events = await fetch("SELECT payload FROM event WHERE name = 'notification.read'")
    assert [event["payload"]["to"] for event in events] == [str(LI)]
    assert (await inbox(li, show="urgent"))["notifications"] == []
