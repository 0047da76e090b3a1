"""A person's own e-mail address: nothing but one letter goes there until somebody who reads it says yes."""

import re
from uuid import uuid4

import httpx
import pytest

from backend.config import settings
from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast, named
from tests.doors.mail_server import MailServer
from tests.notifications.test_choices import choose
from tests.notifications.test_inbox import tell

LI = named("li")
HERS = "li@home.example"


async def ask(client: httpx.AsyncClient, email: str = HERS) -> httpx.Response:
    return await client.put(f"/api/email-addresses/{uuid4()}", json={"email": email})


def token_in(mailbox: MailServer) -> str:
    """The token of the link in the newest letter."""
    found = re.search(r"/verify/([\w-]+)", mailbox.letters[-1].text)
    assert found
    return found[1]


async def test_an_address_counts_once_its_reader_has_said_so(cast: Cast, mailbox: MailServer) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    assert (await ask(li)).status_code == 201
    await work_until_quiet()
    assert [letter.recipients for letter in mailbox.letters] == [[HERS]]
    assert "Li" in mailbox.letters[0].text
    waiting = (await li.get("/api/email-address")).json()
    assert (waiting["email"], waiting["waiting"]["email"], waiting["waiting"]["outcome"]) == (
        None,
        HERS,
        "sent",
    )
    proof = f"/api/address-proofs/{token_in(mailbox)}"
    assert (await nobody.get(proof)).json() == {"email": HERS, "name": "Li", "proved": False}
    assert (await li.get("/api/email-address")).json()["email"] is None  # looking is not saying yes
    for _ in range(2):
        assert (await nobody.put(f"{proof}/confirmation")).json()["proved"] is True
    kept = (await li.get("/api/email-address")).json()
    assert (kept["email"], kept["waiting"]) == (HERS, None)
    assert (await li.get("/api/notification-choices")).json()["email"] == HERS
    assert await fetch("SELECT count(*) AS n FROM event WHERE name = 'address.proved'") == [{"n": 1}]


async def test_an_unproved_address_never_gets_anything_but_the_letter(
    cast: Cast, mailbox: MailServer
) -> None:
    li = await cast.li()
    await choose(li, mail="always")
    await ask(li)
    await tell("li")
    await work_until_quiet()
    (letter,) = mailbox.letters
    assert "/verify/" in letter.text
    await (await cast.nobody()).put(f"/api/address-proofs/{token_in(mailbox)}/confirmation")
    await tell("li", bundle="another")
    await work_until_quiet()
    assert [one.recipients for one in mailbox.letters] == [[HERS], [HERS]]
    assert "/verify/" not in mailbox.letters[-1].text


async def test_the_old_address_counts_until_the_new_one_does(cast: Cast, mailbox: MailServer) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    await fetch("UPDATE person SET email = 'old@home.example' WHERE id = $1", LI)
    await ask(li)
    await work_until_quiet()
    first = token_in(mailbox)
    assert (await li.get("/api/email-address")).json()["email"] == "old@home.example"
    await ask(li, "third@home.example")
    await work_until_quiet()
    assert (await nobody.put(f"/api/address-proofs/{first}/confirmation")).status_code == 410
    await nobody.put(f"/api/address-proofs/{token_in(mailbox)}/confirmation")
    assert (await li.get("/api/email-address")).json()["email"] == "third@home.example"


async def test_giving_it_up_ends_letters_and_the_link_that_is_still_out(
    cast: Cast, mailbox: MailServer
) -> None:
    li, nobody = await cast.li(), await cast.nobody()
    await fetch("UPDATE person SET email = $2 WHERE id = $1", LI, HERS)
    await ask(li, "new@home.example")
    await work_until_quiet()
    for _ in range(2):
        left = (await li.delete("/api/email-address")).json()
        assert (left["email"], left["waiting"]) == (None, None)
    assert (await nobody.put(f"/api/address-proofs/{token_in(mailbox)}/confirmation")).status_code == 410
    assert (await li.get("/api/email-address")).json()["email"] is None
    await choose(li, mail="always")
    await tell("li")
    await work_until_quiet()
    assert len(mailbox.letters) == 1


async def test_a_link_of_yesterday_proves_nothing(cast: Cast, mailbox: MailServer) -> None:
    li = await cast.li()
    await ask(li)
    await work_until_quiet()
    await fetch("UPDATE link SET expires_at = now()")
    reply = await (await cast.nobody()).put(f"/api/address-proofs/{token_in(mailbox)}/confirmation")
    assert (reply.status_code, reply.json()["type"]) == (410, "/problems/link-ended")
    assert (await li.get("/api/email-address")).json() == {"email": None, "waiting": None, "canMail": True}


async def test_letters_are_few_for_a_person_and_for_a_mailbox(cast: Cast, mailbox: MailServer) -> None:
    li, zhao = await cast.li(), await cast.zhao()
    for number in range(5):
        assert (await ask(li, f"{number}@home.example")).status_code == 201
    assert (await ask(li)).status_code == 429
    for login in ("zhao", "sun", "wang", "chen", "ada"):
        assert (await ask(await cast.sign_in(login), "victim@home.example")).status_code == 201
    assert (await ask(await cast.song(), "Victim@home.example")).status_code == 429
    assert (await ask(zhao, "mine@home.example")).status_code == 201


async def test_the_same_sent_twice_is_one_letter(cast: Cast, mailbox: MailServer) -> None:
    li, url = await cast.li(), f"/api/email-addresses/{uuid4()}"
    codes = [(await li.put(url, json={"email": HERS})).status_code for _ in range(3)]
    assert codes == [201, 200, 200]
    assert (await li.put(url, json={"email": "b@home.example"})).status_code == 409
    assert (await (await cast.zhao()).put(url, json={"email": HERS})).status_code == 404
    await work_until_quiet()
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b c.example", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"]
)
async def test_what_is_no_address_is_refused_by_name(cast: Cast, mailbox: MailServer, email: str) -> None:
    reply = await ask(await cast.li(), email)
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (422, "not_an_address")
    assert mailbox.letters == []


async def test_without_a_mail_server_it_says_so_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_url", "")
    li = await cast.li()
    assert (await li.get("/api/email-address")).json()["canMail"] is False
    assert (await ask(li)).json()["fields"][0]["code"] == "no_mail_server"


async def test_who_cannot_be_reached_at_all_is_trouble_in_the_log(cast: Cast, mailbox: MailServer) -> None:
    ada, li = await cast.ada(), await cast.li()
    await tell("li")
    await work_until_quiet()
    await fetch("UPDATE notification SET told_at = now() - interval '5 minutes'")
    log = "/api/notification-log?show=troubled"
    [line] = (await ada.get(log)).json()["notifications"]
    assert (line["state"], line["deliveries"]) == ("unreached", [])
    await choose(li, quiet={"begins": "00:00", "ends": "23:59"})
    [mine] = (await li.get("/api/notifications")).json()["notifications"]
    stamps = {"deviceAt": "2026-11-26T10:00:00+08:00", "estimatedAt": "2026-11-26T10:00:00+08:00"}
    assert (await li.put(f"/api/notifications/{mine['id']}/reading", json=stamps)).status_code == 200
    assert (await ada.get(log)).json()["notifications"] == []


async def test_a_mailbox_that_does_not_exist_is_told_and_the_token_is_forgotten(
    cast: Cast, mailbox: MailServer
) -> None:
    mailbox.refuse_recipient = "550 no such mailbox"
    li = await cast.li()
    await ask(li)
    await work_until_quiet()
    waiting = (await li.get("/api/email-address")).json()["waiting"]
    assert waiting["outcome"] == "refused"
    assert "550 no such mailbox" in waiting["reason"]
    assert await fetch("SELECT token FROM address_proof") == [{"token": ""}]
