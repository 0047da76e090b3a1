"""Whoever decides about an order reads what it goes out without; its supplier never does."""

from typing import Any
from uuid import uuid4

import pytest

from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.doors.mail_server import MailServer
from tests.ordering.lives import answer, got, limits, link_in, place, receipt
from tests.ordering.shop import MILK, YOGHURT, order_of
from tests.stock.doing import clocks

pytestmark = pytest.mark.usefixtures("clock")
NO_MILK = {"product": str(MILK), "suggestedPacks": 3, "reason": "no_space"}
SHOWN = {
    "product": str(MILK),
    "name": {"zh": "鲜牛奶 1 L", "en": "Fresh milk 1 L"},
    "suggestedPacks": 3,
    "reason": "no_space",
}


async def left_out(shop: Cast, login: str, order: str) -> list[dict[str, Any]]:
    """What somebody reads of the products an order goes out without."""
    reply = await (await shop.sign_in(login)).get(order)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()["leftOut"]
    return found


async def test_it_is_there_before_the_yes_with_its_reason_and_stays(shop: Cast) -> None:
    await limits(shop, approveAboveMinor=1)
    order = await place(await shop.zhao(), (YOGHURT, 2), leftOut=[NO_MILK])
    for login in ("zhao", "li", "chen"):
        assert await left_out(shop, login, order) == [SHOWN], login
    assert (await (await shop.sun()).get(order)).status_code == 404
    yes = await (await shop.li()).put(f"{order}/decisions/{uuid4()}", json={**clocks(), "approved": True})
    assert (yes.status_code, yes.json()["status"], yes.json()["leftOut"]) == (200, "placed", [SHOWN])
    assert await left_out(shop, "chen", order) == [SHOWN]


async def test_the_reply_to_the_phone_that_placed_it_says_so_too_and_an_order_without_says_nothing(
    shop: Cast,
) -> None:
    zhao = await shop.zhao()
    whole = await place(zhao, (MILK, 2), (YOGHURT, 4))
    assert await left_out(shop, "zhao", whole) == []
    url = f"/api/orders/{uuid4()}"
    body = {**NO_MILK, "reason": None}
    reply = await zhao.put(url, json=order_of((YOGHURT, 2), leftOut=[body], deliveryOn="2026-11-27"))
    assert (reply.status_code, reply.json()["leftOut"]) == (201, [{**SHOWN, "reason": None}])


async def test_the_supplier_reads_neither_what_was_left_out_nor_what_its_delivery_raised(
    shop: Cast, mailbox: MailServer
) -> None:
    zhao, nobody = await shop.zhao(), await shop.nobody()
    order = await place(zhao, (YOGHURT, 2), leftOut=[NO_MILK])
    await work_until_quiet()
    letter = mailbox.letters[-1].message.as_string()
    assert "Fresh milk" not in letter
    link = link_in(mailbox)
    shipped = await nobody.put(answer(link, order, "shipments"), json=clocks())
    reply = await zhao.put(receipt(order), json=got((YOGHURT, 5, {"reason": "short"})))
    assert reply.status_code == 201, reply.text
    await work_until_quiet()
    inside = (await zhao.get(order)).json()
    assert (len(inside["leftOut"]), len(inside["raised"])) == (1, 1)
    for page in (shipped, await nobody.get(link)):
        assert str(MILK) not in page.text
        assert inside["raised"][0]["id"] not in page.text
        for shown in page.json()["orders"]:
            assert (shown["leftOut"], shown["raised"]) == ([], [])
