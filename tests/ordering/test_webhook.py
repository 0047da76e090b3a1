"""An order reaches a supplier's own system: signed, under one number however often, and only in public."""

from typing import Any
from uuid import uuid4

import pytest

from backend.config import settings
from backend.database import fetch
from backend.notifications.channels.outcome import Later, Refused, Sent
from backend.ordering.channels.signature import signed_headers
from backend.ordering.channels.webhook import Door, post_document
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.doors.bot_server import Answer
from tests.doors.mail_server import MailServer
from tests.doors.supplier_system import SECRET, SupplierSystem, supplier_system
from tests.ordering.lives import place
from tests.ordering.shop import DAIRY, MILK
from tests.ordering.test_worker_sends import inbox
from tests.stock.doing import clocks

__all__ = ["supplier_system"]
pytestmark = pytest.mark.usefixtures("clock")
URL = f"/api/suppliers/{DAIRY}"


async def tell_by_webhook(shop: Cast, url: str, secret: str = "") -> None:
    """Settle as HQ that the dairy is told by its own system."""
    chen = await shop.chen()
    held = (await chen.get(URL)).json()
    wanted = held["supplier"] | {"channel": "webhook", "webhookUrl": url}
    reply = await chen.put(URL, json={"supplier": wanted, "basedOn": held["version"]})
    assert reply.status_code == 200, reply.text
    reply = await chen.put(f"{URL}/webhook/secret", json={"secret": secret})
    assert reply.json() == {"url": url, "signed": bool(secret)}


async def again() -> None:
    """Let the worker try what waits."""
    await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    await work_until_quiet()


async def status_of(shop: Cast, order: str) -> tuple[str, list[str]]:
    """The state of an order, and what came of every try."""
    seen = (await (await shop.zhao()).get(order)).json()
    return seen["status"], [one["outcome"] for one in seen["dispatches"]]


def test_the_signature_is_that_of_the_standard() -> None:
    # The example of the specification, standardwebhooks.com.
    headers = signed_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert headers["Webhook-Signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "plain words of the supplier", "whsec_no base64 at all!"])
def test_any_secret_signs_and_none_does_not(secret: str) -> None:
    assert ("Webhook-Signature" in signed_headers(secret, "O-1", 1, b"{}")) is bool(secret)


async def test_the_order_arrives_signed_with_its_lines_and_its_page(
    shop: Cast, mailbox: MailServer, supplier_system: SupplierSystem
) -> None:
    supplier_system.secret = SECRET
    await tell_by_webhook(shop, supplier_system.url, SECRET)
    order = await place(await shop.zhao(), (MILK, 2))
    await work_until_quiet()
    assert await status_of(shop, order) == ("sent", ["sent"])
    [(headers, document)] = supplier_system.posts
    number = (await (await shop.zhao()).get(order)).json()["number"]
    assert headers["idempotency-key"] == headers["webhook-id"] == number
    assert (document["type"], document["number"], document["store"]["code"]) == ("order", number, "R001")
    assert [(line["sku"], line["packs"], line["packBaseUnits"]) for line in document["lines"]] == [
        ("MD-1001", 2, 12)
    ]
    page = document["page"].rsplit("/", 1)[1]
    assert (await (await shop.nobody()).get(f"/api/supplier-links/{page}")).status_code == 200
    assert mailbox.letters == []
    assert await inbox("zhao") == ["order.sent"]


async def test_a_system_with_another_secret_refuses_and_the_store_is_told(
    shop: Cast, supplier_system: SupplierSystem
) -> None:
    supplier_system.secret = "whsec_b3RoZXIgc2VjcmV0IGFsdG9nZXRoZXI="
    await tell_by_webhook(shop, supplier_system.url, SECRET)
    order = await place(await shop.zhao())
    await work_until_quiet()
    assert await status_of(shop, order) == ("refused", ["refused"])
    assert await inbox("li") == ["order.refused"]


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
async def test_a_busy_system_gets_it_later_under_the_same_number_and_packs_it_once(
    shop: Cast, supplier_system: SupplierSystem, status: int
) -> None:
    await tell_by_webhook(shop, supplier_system.url)
    supplier_system.answers = [Answer(status=status), Answer(status=status)]
    order = await place(await shop.zhao())
    await work_until_quiet()
    assert await status_of(shop, order) == ("placed", ["later"])
    await again()
    await again()
    assert await status_of(shop, order) == ("sent", ["later", "later", "sent"])
    assert len({headers["idempotency-key"] for headers, _ in supplier_system.posts}) == 1
    assert len(supplier_system.packed) == 1


async def test_a_reply_that_was_lost_is_asked_for_again_and_packed_once(
    shop: Cast, supplier_system: SupplierSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell_by_webhook(shop, supplier_system.url)
    order = await place(await shop.zhao())
    with monkeypatch.context() as patch:

        async def killed(*_: Any) -> None:
            raise KeyboardInterrupt

        patch.setattr("backend.ordering.dispatch.settle", killed)
        with pytest.raises(KeyboardInterrupt):
            await work_until_quiet()
    await fetch("UPDATE job SET lease_until = now() - interval '1 second' WHERE done_at IS NULL")
    await work_until_quiet()
    assert len(supplier_system.posts) == 2
    assert len(supplier_system.packed) == 1
    assert (await status_of(shop, order))[0] == "sent"


@pytest.mark.parametrize(
    "answer",
    [Answer(status=400), Answer(status=404), Answer(status=302, headers={"Location": "http://127.0.0.1:1/"})],
)
async def test_a_wrong_answer_is_a_refusal_and_a_redirect_is_not_followed(
    shop: Cast, supplier_system: SupplierSystem, answer: Answer
) -> None:
    await tell_by_webhook(shop, supplier_system.url)
    supplier_system.answers = [answer]
    order = await place(await shop.zhao())
    await work_until_quiet()
    assert await status_of(shop, order) == ("refused", ["refused"])
    assert len(supplier_system.posts) == 1


async def test_nobody_at_the_door_is_tried_again(shop: Cast, supplier_system: SupplierSystem) -> None:
    await tell_by_webhook(shop, supplier_system.url)
    supplier_system.stop()
    order = await place(await shop.zhao())
    await work_until_quiet()
    assert await status_of(shop, order) == ("placed", ["later"])


@pytest.mark.parametrize("address", ["10.0.0.8", "192.168.1.5", "169.254.169.254", "fd00::1", "0.0.0.0"])
async def test_a_name_that_leads_inside_is_refused_before_anything_is_posted(address: str) -> None:
    async def inside(*_: Any) -> list[str]:
        return ["93.184.215.14", address]

    came = await post_document(Door("https://orders.supplier.example/in"), "O-1", {}, inside)
    assert isinstance(came, Refused)
    assert address in came.reason


async def test_a_name_that_nobody_knows_is_tried_again() -> None:
    async def unknown(*_: Any) -> list[str]:
        raise OSError("Name or service not known")

    assert isinstance(await post_document(Door("https://gone.example/"), "O-1", {}, unknown), Later)


async def test_without_encryption_nothing_leaves_and_loopback_is_for_tests(
    app: object, supplier_system: SupplierSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(await post_document(Door(supplier_system.url), "O-1", {"type": "trial"}), Sent)
    monkeypatch.setattr(settings(), "push_allow_loopback", False)
    for url in (supplier_system.url, "http://orders.supplier.example/", "ftp://x.example/"):
        assert isinstance(await post_document(Door(url), "O-1", {"type": "trial"}), Refused)
    assert len(supplier_system.posts) == 1


async def test_a_cancelled_order_is_taken_back_at_the_same_door(
    shop: Cast, mailbox: MailServer, supplier_system: SupplierSystem
) -> None:
    await tell_by_webhook(shop, supplier_system.url)
    zhao = await shop.zhao()
    order = await place(zhao)
    await work_until_quiet()
    await fetch("UPDATE order_placed SET cut_off_at = now() + interval '1 hour'")
    supplier_system.answers = [Answer(status=503)]
    assert (await zhao.put(f"{order}/cancellations/{uuid4()}", json=clocks())).status_code == 200
    await work_until_quiet()
    assert supplier_system.cancelled == []
    await again()
    assert supplier_system.cancelled == supplier_system.packed
    assert mailbox.letters == []


async def test_hq_tries_the_door_and_reads_what_it_said(shop: Cast, supplier_system: SupplierSystem) -> None:
    supplier_system.secret = SECRET
    chen = await shop.chen()
    assert (await chen.put(f"{URL}/webhook/trials/{uuid4()}")).status_code == 422
    await tell_by_webhook(shop, supplier_system.url, SECRET)
    said = (await chen.put(f"{URL}/webhook/trials/{uuid4()}")).json()
    assert said == {"outcome": "sent", "reason": ""}
    await tell_by_webhook(shop, supplier_system.url)
    said = (await chen.put(f"{URL}/webhook/trials/{uuid4()}")).json()
    assert said == {"outcome": "refused", "reason": "the supplier's system answered 401"}
    supplier_system.answers = [Answer(status=500)]
    assert (await chen.put(f"{URL}/webhook/trials/{uuid4()}")).json()["outcome"] == "later"
    assert supplier_system.packed == []


async def test_a_secret_is_kept_once_never_shown_and_not_too_short(
    shop: Cast, supplier_system: SupplierSystem
) -> None:
    chen = await shop.chen()
    short = await chen.put(f"{URL}/webhook/secret", json={"secret": "short"})
    assert [field["code"] for field in short.json()["fields"]] == ["secret_short"]
    for _ in range(2):
        assert (await chen.put(f"{URL}/webhook/secret", json={"secret": SECRET})).json()["signed"] is True
    assert len(await fetch("SELECT FROM event WHERE payload->'changed' ? 'webhookSecret'")) == 1
    assert SECRET not in (await chen.get(URL)).text + (await chen.get(f"{URL}/webhook")).text
    assert not await fetch("SELECT FROM event WHERE payload::text LIKE '%whsec%'")
