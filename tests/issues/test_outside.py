"""A technician with a mailed link: one issue, until it ends, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.config import settings
from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, Cast
from tests.doors.mail_server import MailServer, mail_server
from tests.issues.deeds import done
from tests.issues.test_loop import PUDDLE, REJECTED, STAMPS, VERIFIED, raise_puddle
from tests.riverside import paint

__all__ = ["mail_server"]
ASKED = {**STAMPS, "name": "冷柜师傅老周", "email": "zhou@cold.example", "note": "请带密封条"}
SHA256 = sha256(paint()).hexdigest()
JPEG = {"content-type": "image/jpeg"}


@pytest.fixture(autouse=True)
def mailbox(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    """Letters leave through the loopback server."""
    monkeypatch.setattr(settings(), "smtp_url", mail_server.url)
    return mail_server


async def ask(client: httpx.AsyncClient, url: str, **other: Any) -> str:
    """Invite somebody and return the address of the invitation."""
    address = f"{url}/invitations/{uuid4()}"
    reply = await client.put(address, json={**ASKED, **other})
    assert reply.status_code == 201, reply.text
    await work_until_quiet()
    return address


def link_in(mailbox: MailServer) -> str:
    """The address that the newest letter names, as the page asks the server for it."""
    found = re.search(r"/outside/([\w-]+)", mailbox.letters[-1].text)
    assert found
    return f"/api/outside/{found[1]}"


async def test_a_letter_opens_one_issue_and_takes_words_photos_and_done(
    cast: Cast, mailbox: MailServer
) -> None:
    wang, nobody = await cast.wang(), await cast.nobody()
    url = await raise_puddle(wang)
    await ask(wang, url)
    letter = mailbox.letters[-1]
    assert letter.recipients == ["zhou@cold.example"]
    assert "地面有积水" in str(letter.message["subject"])
    assert "请带密封条" in letter.text
    link = link_in(mailbox)
    shown = (await nobody.get(link)).json()
    assert (shown["name"], shown["askedBy"], shown["mayFix"]) == ("冷柜师傅老周", "Wang", True)
    assert shown["timeZone"] == "Asia/Shanghai", "the page tells the time by the clock of the store"

    assert (await nobody.put(f"{link}/photos/{SHA256}", content=paint(), headers=JPEG)).status_code == 201
    said = {**STAMPS, "note": "明天来", "photos": [SHA256]}
    assert (await nobody.put(f"{link}/comments/{uuid4()}", json=said)).status_code == 201
    fixed = {**STAMPS, "round": 1, "note": "换了密封条", "photos": [SHA256]}
    fix = f"{link}/fixes/{uuid4()}"
    assert (await nobody.put(fix, json=fixed)).status_code == 201
    assert (await nobody.put(fix, json=fixed)).status_code == 200
    assert (await nobody.put(fix, json={**fixed, "note": "别的"})).status_code == 409
    assert (await nobody.get(f"{link}/photos/{SHA256}?size=320")).status_code == 200

    issue = (await wang.get(url)).json()
    assert issue["status"] == "fixed"
    assert [(step["kind"], step["personName"]) for step in issue["steps"]] == [
        ("invited", "Wang"),
        ("commented", "冷柜师傅老周"),
        ("fixed", "冷柜师傅老周"),
    ]
    assert (await wang.get(f"/api/photos/{SHA256}?size=320")).status_code == 200
    verdict = f"{url}/fixes/{issue['fixes'][0]['id']}/verification"
    assert (await wang.put(verdict, json=REJECTED)).status_code == 201
    shown = (await nobody.get(link)).json()
    assert (shown["steps"][-1]["verdict"], shown["steps"][-1]["reason"]) == ("rejected", "角落还有水")


async def test_whoever_asked_hears_what_the_helper_says_and_does(cast: Cast, mailbox: MailServer) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    url = await raise_puddle(await cast.wang())
    await ask(li, url)
    link = link_in(mailbox)
    await nobody.put(f"{link}/comments/{uuid4()}", json={**STAMPS, "note": "明天来"})
    await nobody.put(f"{link}/fixes/{uuid4()}", json={**STAMPS, "round": 1, "note": "好了"})
    await work_until_quiet()
    rows = await fetch(
        """
        SELECT login, kind, params FROM notification JOIN person ON person.id = notification.person
        WHERE kind <> 'issue.raised'
        """
    )
    assert {(row["login"], row["kind"]) for row in rows} == {
        ("li", "issue.outside_words"),
        ("li", "issue.fixed"),
        ("wang", "issue.fixed"),
    }
    assert {row["params"]["person"] for row in rows} == {"冷柜师傅老周"}


async def test_the_link_reaches_nothing_else(cast: Cast, mailbox: MailServer) -> None:
    wang, zhao, nobody = await cast.wang(), await cast.zhao(), await cast.nobody()
    other = f"/api/photos/{SHA256}"
    await zhao.put(other, content=paint(), headers=JPEG)
    url = await raise_puddle(wang)
    await done(zhao, url, "comments", note="内部的话", photos=[SHA256])
    await ask(wang, url)
    link = link_in(mailbox)
    token = link.rsplit("/", 1)[1]
    assert "内部的话" not in (await nobody.get(link)).text
    assert (await nobody.get(f"{link}/photos/{SHA256}?size=320")).status_code == 404
    said = {**STAMPS, "note": "看看", "photos": [SHA256]}
    assert (await nobody.put(f"{link}/comments/{uuid4()}", json=said)).status_code == 422
    for address in ("/api/issues", url, "/api/stores", "/api/today", "/api/me", other + "?size=320"):
        nobody.cookies.set("session", token)
        assert (await nobody.get(address)).status_code == 401, address
    for wrong in (token[:-1], token + "x", "x" * len(token)):
        assert (await nobody.get(f"/api/outside/{wrong}")).status_code == 404
        assert (await nobody.get(f"/api/raising/{token}")).status_code == 404


async def test_a_link_ends_by_time_by_withdrawal_and_with_its_issue(cast: Cast, mailbox: MailServer) -> None:
    wang, nobody = await cast.wang(), await cast.nobody()
    url = await raise_puddle(wang)
    first = await ask(wang, url)
    one = link_in(mailbox)
    await ask(wang, url)
    other = link_in(mailbox)
    listed = (await wang.put(f"{first}/withdrawal")).json()
    assert [bool(line["endedAt"]) for line in listed] == [False, True]
    assert (await wang.put(f"{first}/withdrawal")).status_code == 200
    assert (await nobody.get(one)).status_code == 410
    done_it = {**STAMPS, "round": 1, "note": "好了"}
    assert (await nobody.put(f"{one}/fixes/{uuid4()}", json=done_it)).status_code == 410

    await nobody.put(f"{other}/fixes/{uuid4()}", json=done_it)
    fix = (await wang.get(url)).json()["fixes"][0]["id"]
    await wang.put(f"{url}/fixes/{fix}/verification", json=VERIFIED)
    assert (await nobody.get(other)).status_code == 410
    assert (
        await nobody.put(f"{other}/comments/{uuid4()}", json={**STAMPS, "note": "谢谢"})
    ).status_code == 410

    await ask(wang, await raise_puddle(wang))
    await fetch("UPDATE link SET expires_at = $1", datetime.now(UTC) - timedelta(seconds=1))
    assert (await nobody.get(link_in(mailbox))).status_code == 410


async def test_the_letter_waits_for_its_server_keeps_its_link_and_its_token_is_then_forgotten(
    cast: Cast, mailbox: MailServer
) -> None:
    wang = await cast.wang()
    url = await raise_puddle(wang)
    mailbox.refuse_data = "451 try again"
    await ask(wang, url)
    assert mailbox.letters == []
    assert (await wang.get(f"{url}/invitations")).json()[0]["outcome"] == "waiting"
    mailbox.refuse_data, mailbox.hang_up_after_data = None, True
    for _ in range(2):
        await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
        await work_until_quiet()
    mailbox.hang_up_after_data = False
    await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    await work_until_quiet()
    tokens = {re.search(r"/outside/([\w-]+)", letter.text)[1] for letter in mailbox.letters}  # type: ignore[index]
    assert len(mailbox.letters) > 1
    assert len(tokens) == len({letter.message["message-id"] for letter in mailbox.letters}) == 1
    rows = await fetch("SELECT token, outcome FROM invitation")
    assert [(row["token"], row["outcome"]) for row in rows] == [("", "sent")]
    assert tokens.pop() not in str(await fetch("SELECT * FROM link")) + str(
        await fetch("SELECT * FROM event")
    )


async def test_a_letter_that_nobody_takes_says_so(cast: Cast, mailbox: MailServer) -> None:
    wang = await cast.wang()
    url = await raise_puddle(wang)
    mailbox.refuse_recipient = "550 no such mailbox"
    await ask(wang, url)
    listed = (await wang.get(f"{url}/invitations")).json()
    assert listed[0]["outcome"] == "refused"
    assert "no such mailbox" in listed[0]["reason"]


async def test_one_who_asks_too_often_waits(cast: Cast, mailbox: MailServer) -> None:
    wang, nobody = await cast.wang(), await cast.nobody()
    await ask(wang, await raise_puddle(wang))
    link = link_in(mailbox)
    for _ in range(120):
        assert (await nobody.get(link)).status_code == 200
    assert (await nobody.get(link)).status_code == 429


async def test_an_address_that_is_none_and_a_name_of_spaces_are_refused_by_name(cast: Cast) -> None:
    wang = await cast.wang()
    url = await raise_puddle(wang)
    for field, value in (("email", "two@a.example, three@b.example"), ("email", "nobody"), ("name", "  ")):
        reply = await wang.put(f"{url}/invitations/{uuid4()}", json={**ASKED, field: value})
        assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, field)


async def test_an_invitation_is_one_however_often_it_is_sent(cast: Cast, mailbox: MailServer) -> None:
    wang, chen = await cast.wang(), await cast.chen()
    url = await raise_puddle(wang)
    address = await ask(wang, url)
    assert (await wang.put(address, json=ASKED)).status_code == 200
    assert (await wang.put(address, json={**ASKED, "days": 3})).status_code == 409
    assert (await chen.put(address, json=ASKED)).status_code == 404
    await work_until_quiet()
    assert len(mailbox.letters) == 1
    elsewhere = f"/api/issues/{uuid4()}"
    await chen.put(elsewhere, json={**PUDDLE, "store": str(HILLTOP)})
    assert (await chen.put(address.replace(url, elsewhere) + "/withdrawal")).status_code == 404
