"""A price on a delivery note: kept with the receipt, told to HQ, and the pack's own only when HQ takes it."""

import asyncio
import re
from typing import Any
from uuid import uuid4

import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast, named
from tests.doors.mail_server import MailServer
from tests.ordering.lives import got, link_in, place, place_and_send, receipt
from tests.ordering.shop import DAIRY, MILK, YOGHURT

pytestmark = pytest.mark.usefixtures("clock")


async def receive_milk(shop: Cast, order: str = "", **note: Any) -> str:
    """Take two packs of milk in as Zhao, with what the delivery note says."""
    zhao = await shop.zhao()
    order = order or await place(zhao, (MILK, 2), extra=True)
    reply = await zhao.put(receipt(order), json=got((MILK, 24, note)))
    assert reply.status_code == 201, reply.text
    await work_until_quiet()
    return order


async def offers(shop: Cast) -> list[dict[str, Any]]:
    """What waits for HQ."""
    found: list[dict[str, Any]] = (await (await shop.chen()).get("/api/price-offers")).json()["offers"]
    return found


async def decide(shop: Cast, offer: dict[str, Any], *, accepted: bool = True, **seen: Any) -> Any:
    """Decide as HQ about a price, on the pack as the offer shows it."""
    shown = {name: offer[name] for name in ("priceMinor", "packBaseUnits")}
    url = f"/api/price-offers/{offer['line']}/decision"
    return await (await shop.chen()).put(url, json={"accepted": accepted, **shown, **seen})


async def pack_of_milk() -> tuple[int, int]:
    """What a pack of milk costs and holds."""
    [row] = await fetch("SELECT price_minor, base_units FROM pack WHERE product = $1", MILK)
    return row["price_minor"], row["base_units"]


async def test_the_store_types_a_price_hq_is_told_and_takes_it_with_one_tap(shop: Cast) -> None:
    order = await receive_milk(shop, priceMinor=16000)
    [line] = (await (await shop.zhao()).get(order)).json()["orderLines"]
    assert (line["priceMinor"], line["deliveredPriceMinor"], line["deliveredPackUnits"]) == (
        15600,
        16000,
        None,
    )
    assert await pack_of_milk() == (15600, 12)  # never silently taken
    told = await fetch("SELECT person, link, params FROM notification WHERE kind = 'order.price'")
    assert [(row["person"], row["link"]) for row in told] == [(named("chen"), "/orders/prices")]
    [offer] = await offers(shop)
    assert (offer["deliveredPriceMinor"], offer["permille"], offer["toldBy"]) == (16000, 26, "Zhao")
    taken = await decide(shop, offer)
    assert (taken.status_code, taken.json()["offers"]) == (200, [])
    assert await pack_of_milk() == (16000, 12)
    kept = await fetch("SELECT name, person FROM event WHERE subject = $1 ORDER BY seq", MILK)
    assert [(row["name"], row["person"]) for row in kept] == [
        ("product.kept", named("chen")),
        ("price.accepted", named("chen")),
    ]
    sheet = (await (await shop.zhao()).get(f"/api/stores/{named('riverside')}/order-sheets/{DAIRY}")).json()
    assert next(one for one in sheet["lines"] if one["product"] == str(MILK))["priceMinor"] == 16000
    assert (await (await shop.zhao()).get(order)).json()["orderLines"][0]["priceMinor"] == 15600


async def test_a_price_as_ordered_and_a_receipt_of_an_older_phone_tell_nobody(shop: Cast) -> None:
    await receive_milk(shop)
    await receive_milk(shop, priceMinor=15600, packBaseUnits=12)
    assert await offers(shop) == []
    assert await fetch("SELECT 1 FROM notification WHERE kind = 'order.price'") == []


async def test_a_smaller_pack_at_the_old_price_is_a_price_too(shop: Cast) -> None:
    await receive_milk(shop, packBaseUnits=10)
    [offer] = await offers(shop)
    assert (offer["deliveredPriceMinor"], offer["deliveredPackUnits"], offer["permille"]) == (15600, 10, 200)
    assert (await decide(shop, offer)).status_code == 200
    assert await pack_of_milk() == (15600, 10)


async def test_a_price_that_is_left_changes_nothing_and_is_not_offered_again(shop: Cast) -> None:
    await receive_milk(shop, priceMinor=16000)
    [offer] = await offers(shop)
    for _ in range(2):  # a lost reply: sent again
        assert (await decide(shop, offer, accepted=False)).json()["offers"] == []
    assert (await decide(shop, offer)).status_code == 409  # somebody decided otherwise
    assert await pack_of_milk() == (15600, 12)
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'price.left'")) == 1
    await receive_milk(shop, priceMinor=16000)
    assert len(await offers(shop)) == 1  # it was charged again: that is news


async def test_several_deliveries_at_one_price_are_one_offer_and_the_newest_speaks(shop: Cast) -> None:
    for price in (15900, 16000, 16000):
        await receive_milk(shop, priceMinor=price)
    [offer] = await offers(shop)
    assert (offer["deliveredPriceMinor"], offer["times"]) == (16000, 2)


async def test_a_pack_that_changed_meanwhile_is_not_overwritten(shop: Cast) -> None:
    await receive_milk(shop, priceMinor=16000)
    [offer] = await offers(shop)
    await fetch("UPDATE pack SET price_minor = 15800 WHERE product = $1", MILK)
    reply = await decide(shop, offer)
    assert (reply.status_code, reply.json()["type"]) == (409, "/problems/out-of-date")
    assert await pack_of_milk() == (15800, 12)
    [now] = await offers(shop)
    assert now["priceMinor"] == 15800
    assert (await decide(shop, now)).status_code == 200
    assert await pack_of_milk() == (16000, 12)


async def test_ten_taps_at_once_take_a_price_once(shop: Cast) -> None:
    await receive_milk(shop, priceMinor=16000)
    [offer] = await offers(shop)
    replies = await asyncio.gather(*[decide(shop, offer) for _ in range(10)])
    assert {reply.status_code for reply in replies} == {200}
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'price.accepted'")) == 1


async def test_the_price_of_a_line_that_is_unknown_or_was_charged_as_ordered_cannot_be_decided(
    shop: Cast,
) -> None:
    await receive_milk(shop)
    [line] = await fetch("SELECT id FROM order_deed_line")
    for id in (line["id"], uuid4()):
        reply = await decide(shop, {"line": id, "priceMinor": 15600, "packBaseUnits": 12})
        assert reply.status_code == 404


@pytest.mark.parametrize(
    ("note", "path"),
    [
        ({"priceMinor": -1}, "lines[0].priceMinor"),
        ({"priceMinor": 160.5}, "lines[0].priceMinor"),
        ({"priceMinor": "16000"}, "lines[0].priceMinor"),
        ({"priceMinor": 1_000_000_001}, "lines[0].priceMinor"),
        ({"packBaseUnits": 0}, "lines[0].packBaseUnits"),
    ],
)
async def test_what_is_no_price_is_named(shop: Cast, note: dict[str, Any], path: str) -> None:
    zhao = await shop.zhao()
    order = await place(zhao, (MILK, 2))
    reply = await zhao.put(receipt(order), json=got((MILK, 24, note)))
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (400, path)


async def test_the_suppliers_page_shows_nothing_of_what_the_store_typed(
    shop: Cast, mailbox: MailServer
) -> None:
    order = await place_and_send(shop, (MILK, 2), (YOGHURT, 4))
    zhao = await shop.zhao()
    body = got((MILK, 24, {"priceMinor": 16123}), (YOGHURT, 40))
    assert (await zhao.put(receipt(order), json=body)).status_code == 201
    nobody = await shop.nobody()
    page = await nobody.get(link_in(mailbox))
    assert page.status_code == 200
    # As a number of its own: an id or a moment may hold the same digits.
    assert not re.search(r"\b16123\b", page.text)
