"""From the tap to the supplier's mailbox through the worker, also through one that is killed on the way."""

from typing import Any

import pytest

from backend.database import fetch
from backend.ordering import dispatch
from backend.worker import work_until_quiet
from tests.cast import Cast, named
from tests.doors.mail_server import MailServer
from tests.ordering.shop import address, order_of

pytestmark = pytest.mark.usefixtures("clock")


async def inbox(login: str) -> list[str]:
    rows = await fetch("SELECT kind FROM notification WHERE person = $1 ORDER BY id", named(login))
    return [row["kind"] for row in rows]


async def test_what_is_tapped_arrives_and_whoever_tapped_hears_of_it(shop: Cast, mailbox: MailServer) -> None:
    place = address()
    zhao = await shop.zhao()
    await zhao.put(place, json=order_of())
    await work_until_quiet()
    assert (await zhao.get(place)).json()["status"] == "sent"
    assert len(mailbox.letters) == 1
    assert await inbox("zhao") == ["order.sent"]


async def test_a_refusal_reaches_the_manager_too(shop: Cast, mailbox: MailServer) -> None:
    mailbox.refuse_recipient = "550 no such mailbox"
    await (await shop.zhao()).put(address(), json=order_of())
    await work_until_quiet()
    assert await inbox("zhao") == await inbox("li") == ["order.refused"]


async def test_a_busy_mail_server_leaves_a_job_that_waits(shop: Cast, mailbox: MailServer) -> None:
    mailbox.refuse_data = "451 try again"
    await (await shop.zhao()).put(address(), json=order_of())
    await work_until_quiet()
    [job] = await fetch("SELECT * FROM job WHERE reaction = 'send_to_supplier'")
    assert (job["done_at"], job["parked_at"], job["attempts"]) == (None, None, 1)
    assert "451" in job["error"]
    mailbox.refuse_data = None
    await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    await work_until_quiet()
    assert [row["status"] for row in await fetch("SELECT status FROM order_placed")] == ["sent"]


async def test_a_worker_killed_after_the_letter_is_replaced_when_its_lease_ends(
    shop: Cast, mailbox: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await shop.zhao()).put(address(), json=order_of())

    async def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dispatch, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            await work_until_quiet()
    await work_until_quiet()
    assert len(mailbox.letters) == 1  # the lease still holds
    await fetch("UPDATE job SET lease_until = now() - interval '1 second' WHERE done_at IS NULL")
    await work_until_quiet()
    assert len({letter.message["Message-ID"] for letter in mailbox.letters}) == 1
    assert [row["status"] for row in await fetch("SELECT status FROM order_placed")] == ["sent"]
    assert await inbox("zhao") == ["order.sent"]


async def test_an_order_that_moved_is_told(shop: Cast, mailbox: MailServer) -> None:
    await (await shop.zhao()).put(address(), json=order_of(deliveryOn="2026-11-26"))
    await work_until_quiet()
    assert sorted(await inbox("zhao")) == ["order.moved", "order.sent"]
