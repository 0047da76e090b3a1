"""Faults in the life of an order: two at once, too late, or saying what no order can hold."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast, named
from tests.doors.mail_server import MailServer
from tests.ordering.lives import answer, limits, link_in, place, place_and_send, withdraw
from tests.ordering.shop import DAIRY, MILK, YOGHURT
from tests.stock.doing import clocks

pytestmark = pytest.mark.usefixtures("clock")
YES, NO = {"approved": True}, {"approved": False, "note": "too much"}


async def statuses(order: str) -> tuple[str, list[str]]:
    """What an order is, and what was done about it."""
    id = order.rsplit("/", 1)[1]
    [row] = await fetch("SELECT status FROM order_placed WHERE id = $1", id)
    deeds = await fetch('SELECT kind FROM order_deed WHERE "order" = $1', id)
    return row["status"], [deed["kind"] for deed in deeds]


async def page_link(shop: Cast) -> str:
    """A link to the dairy's page from HQ's hand."""
    made = (await (await shop.chen()).put(f"/api/suppliers/{DAIRY}/link")).json()
    return f"/api/supplier-links/{made['url'].rsplit('/', 1)[1]}"


async def test_of_a_yes_and_a_no_at_once_one_counts_and_the_other_is_told(
    shop: Cast, mailbox: MailServer
) -> None:
    await limits(shop, approveAboveMinor=0)
    order = await place(await shop.zhao())
    li, chen = await shop.li(), await shop.chen()
    replies = await asyncio.gather(
        li.put(f"{order}/decisions/{uuid4()}", json={**clocks(), **YES}),
        chen.put(f"{order}/decisions/{uuid4()}", json={**clocks(), **NO}),
    )
    assert sorted(reply.status_code for reply in replies) == [200, 409]
    await work_until_quiet()
    approved = replies[0].status_code == 200
    assert await statuses(order) == (("sent", ["approval"]) if approved else ("rejected", ["rejection"]))
    assert len(mailbox.letters) == int(approved)


async def test_an_order_nobody_approved_that_is_taken_back_is_never_shown_to_the_supplier(
    shop: Cast, mailbox: MailServer
) -> None:
    await limits(shop, approveAboveMinor=0)
    zhao, link, nobody = await shop.zhao(), await page_link(shop), await shop.nobody()
    order = await place(zhao)
    await withdraw(zhao, order)
    await work_until_quiet()
    assert (await nobody.get(link)).json()["orders"] == []
    assert (await nobody.put(answer(link, order, "shipments"), json=clocks())).status_code == 404
    late = await (await shop.li()).put(f"{order}/decisions/{uuid4()}", json={**clocks(), **YES})
    assert (late.status_code, late.json()["fields"][0]["code"]) == (409, "is-cancelled")
    assert mailbox.letters == []

    again = await place(zhao)
    await (await shop.li()).put(f"{again}/decisions/{uuid4()}", json={**clocks(), **YES})
    await work_until_quiet()
    await withdraw(zhao, again)
    assert [one["status"] for one in (await nobody.get(link)).json()["orders"]] == ["cancelled"]


async def test_an_order_shipped_while_the_store_cancels_is_one_or_the_other(
    shop: Cast, mailbox: MailServer
) -> None:
    order = await place_and_send(shop)
    await fetch("UPDATE order_placed SET cut_off_at = now() + interval '1 day'")
    zhao, nobody, link = await shop.zhao(), await shop.nobody(), link_in(mailbox)
    replies = await asyncio.gather(
        zhao.put(f"{order}/cancellations/{uuid4()}", json=clocks()),
        nobody.put(answer(link, order, "shipments"), json=clocks()),
    )
    assert sorted(reply.status_code for reply in replies) == [200, 409]
    status, deeds = await statuses(order)
    assert (status, deeds) in [("cancelled", ["cancellation"]), ("shipped", ["shipment"])]


async def test_what_is_confirmed_holds_and_a_second_page_is_told(shop: Cast, mailbox: MailServer) -> None:
    order = await place_and_send(shop)
    nobody, link = await shop.nobody(), link_in(mailbox)
    assert (await nobody.put(answer(link, order, "confirmations"), json=clocks())).status_code == 200
    lines = (await (await shop.zhao()).get(order)).json()["orderLines"]
    assert [(line["confirmedPacks"], line["arrivesOn"]) for line in lines] == [(2, None), (4, None)]
    less = {**clocks(), "lines": [{"product": str(MILK), "packs": 0}]}
    reply = await nobody.put(answer(link, order, "confirmations"), json=less)
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (409, "is-confirmed")
    assert await statuses(order) == ("confirmed", ["confirmation"])


@pytest.mark.parametrize(
    ("line", "status", "path", "code"),
    [
        ({"packs": 3}, 422, "lines[0].packs", "too-many"),
        ({"packs": 1, "arrivesOn": "2026-11-24"}, 422, "lines[0].arrivesOn", "too-early"),
        ({"packs": 1, "product": str(named("rice"))}, 422, "lines[0].product", "not-ordered"),
        ({"packs": 1, "product": str(uuid4())}, 422, "lines[0].product", "not-ordered"),
        ({"packs": -1}, 400, "lines[0].packs", None),
        ({"packs": 0.5}, 400, "lines[0].packs", None),
        ({"packs": 1, "arrivesOn": "2026-02-30"}, 400, "lines[0].arrivesOn", None),
    ],
)
async def test_what_no_supplier_can_confirm_is_named_and_nothing_is_kept(
    shop: Cast, mailbox: MailServer, line: dict[str, Any], status: int, path: str, code: str | None
) -> None:
    order = await place_and_send(shop, (MILK, 2), (YOGHURT, 4))
    said = {**clocks(), "lines": [{"product": str(MILK)} | line]}
    reply = await (await shop.nobody()).put(answer(link_in(mailbox), order, "confirmations"), json=said)
    [field] = reply.json()["fields"]
    assert (reply.status_code, field["path"]) == (status, path)
    assert code in (None, field["code"])
    assert await statuses(order) == ("sent", [])
