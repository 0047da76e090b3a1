"""Placing an order: whole, once, at the server's prices, or refused with the field named."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.ordering.shop import (
    DAIRY,
    MILK,
    NOODLES,
    NOWHERE,
    PANTRY,
    RICE,
    YOGHURT,
    Clock,
    address,
    count_orders,
    events,
    moment,
    order_of,
)

pytestmark = pytest.mark.usefixtures("clock")


def pantry_order(*lines: tuple[Any, int], **changes: Any) -> dict[str, Any]:
    return order_of(*lines, supplier=str(PANTRY), deliveryOn="2026-11-26", **changes)


async def raise_issue(client: Any, store: object = RIVERSIDE) -> str:
    id = str(uuid4())
    issue = {"store": str(store), "title": "货架空了", "category": "empty_shelf", "products": [str(MILK)]}
    clocks = {"deviceAt": "2026-11-24T03:00:00Z", "estimatedAt": "2026-11-24T03:00:00Z"}
    assert (await client.put(f"/api/issues/{id}", json=issue | clocks)).status_code == 201
    return id


async def test_an_order_is_kept_with_the_servers_own_arithmetic(shop: Cast) -> None:
    id = uuid4()
    draft = order_of((MILK, 4), (YOGHURT, 2))
    draft["lines"][0] |= {"suggestedPacks": 2, "reason": "event"}
    reply = await (await shop.zhao()).put(address(id), json=draft)
    assert reply.status_code == 201, reply.text
    order = reply.json()
    assert order["id"] == str(id)
    assert order["number"].startswith("O-")
    assert (order["deliveryOn"], order["askedForOn"], order["moved"]) == ("2026-11-25", "2026-11-25", False)
    assert (order["status"], order["extra"], order["lines"]) == ("placed", False, 2)
    assert (order["totalMinor"], order["currency"]) == (4 * 15600 + 2 * 4500, "CNY")
    assert order["placedByName"] == "Zhao"
    assert moment(order["receivedAt"]) == moment("2026-11-24T12:00:00+08:00")
    milk, yoghurt = order["orderLines"]
    assert (milk["packs"], milk["packBaseUnits"], milk["priceMinor"]) == (4, 12, 15600)
    assert (milk["suggestedPacks"], milk["reason"]) == (2, "event")  # what the phone showed
    assert milk["words"]["en"] == "fill to 48 − 14 on hand = 34 → 3 packs of 12"  # what the server says
    assert (yoghurt["suggestedPacks"], yoghurt["reason"]) == (0, None)
    assert order["dispatches"] == []
    [placed] = await events(id)
    assert (placed["name"], placed["store"], placed["person"]) == ("order.placed", RIVERSIDE, named("zhao"))
    assert placed["payload"]["number"] == order["number"]
    [kept] = await fetch("SELECT suggestion FROM order_line WHERE product = $1", MILK)
    assert kept["suggestion"]["raw"] == 34


async def test_the_same_order_sent_again_changes_nothing(shop: Cast) -> None:
    zhao, draft, place = await shop.zhao(), order_of(), address()
    first = await zhao.put(place, json=draft)
    again = await zhao.put(place, json=dict(reversed(draft.items())))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await zhao.put(place, json=order_of((MILK, 3)))
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-sent")
    assert (await zhao.get(place)).json() == first.json()
    assert await count_orders() == 1


async def test_another_persons_id_is_not_answered_with_another_persons_order(shop: Cast) -> None:
    place, draft = address(), order_of()
    await (await shop.zhao()).put(place, json=draft)
    for login in ("li", "sun"):
        reply = await (await shop.sign_in(login)).put(place, json=draft)
        assert (reply.status_code, reply.json()["type"]) == (409, "/problems/already-sent")
        assert "orderLines" not in reply.json()


async def test_the_same_order_ten_times_at_once_is_one_order(shop: Cast) -> None:
    zhao, place = await shop.zhao(), address()
    replies = await asyncio.gather(*(zhao.put(place, json=order_of()) for _ in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] * 9 + [201]
    assert len({reply.text for reply in replies}) == 1
    assert await count_orders() == 1
    assert len(await fetch("SELECT FROM event WHERE name = 'order.placed'")) == 1
    assert len(await fetch("SELECT FROM order_line")) == 1


async def test_of_ten_phones_at_once_exactly_one_orders(shop: Cast) -> None:
    zhao, li = await shop.zhao(), await shop.li()
    replies = await asyncio.gather(
        *((zhao if turn % 2 else li).put(address(), json=order_of((MILK, turn + 1))) for turn in range(10))
    )
    assert sorted(reply.status_code for reply in replies) == [201] + [409] * 9
    refused = next(reply.json() for reply in replies if reply.status_code == 409)
    assert refused["type"] == "/problems/out-of-date"
    assert [field["path"] for field in refused["fields"]] == ["deliveryOn"]
    assert "2026-11-25" in refused["title"]
    assert await count_orders() == 1


async def test_a_second_order_has_to_say_that_it_is_extra(shop: Cast) -> None:
    zhao = await shop.zhao()
    assert (await zhao.put(address(), json=order_of())).status_code == 201
    assert (await zhao.put(address(), json=order_of((YOGHURT, 2)))).status_code == 409
    extra = await zhao.put(address(), json=order_of((YOGHURT, 2), extra=True))
    assert (extra.status_code, extra.json()["extra"]) == (201, True)
    friday = await zhao.put(address(), json=order_of(deliveryOn="2026-11-27"))
    assert (friday.status_code, friday.json()["extra"]) == (201, False)
    assert (await zhao.put(address(), json=pantry_order((RICE, 1)))).status_code == 201


async def test_what_the_supplier_refused_may_be_ordered_again(shop: Cast) -> None:
    zhao = await shop.zhao()
    await zhao.put(address(), json=order_of())
    await fetch("UPDATE order_placed SET status = 'refused'")
    reply = await zhao.put(address(), json=order_of())
    assert (reply.status_code, reply.json()["extra"]) == (201, False)


async def test_an_order_may_come_from_an_issue_of_the_same_store(shop: Cast) -> None:
    wang, zhao = await shop.wang(), await shop.zhao()
    issue = await raise_issue(wang)
    reply = await zhao.put(address(), json=order_of(issue=issue))
    assert (reply.status_code, reply.json()["issue"]) == (201, issue)
    elsewhere = await raise_issue(wang, HILLTOP)
    for wrong in (elsewhere, str(uuid4())):
        reply = await zhao.put(address(), json=order_of(issue=wrong, extra=True))
        assert reply.status_code == 422
        assert [field["path"] for field in reply.json()["fields"]] == ["issue"]


@pytest.mark.parametrize(
    ("draft", "paths"),
    [
        (order_of((RICE, 1)), ["lines[0].product"]),
        (order_of((MILK, 1), (named("nothing"), 1)), ["lines[1].product"]),
        (order_of((MILK, 1), (MILK, 1)), ["lines[1].product"]),
        (order_of((MILK, 1), (YOGHURT, 3)), ["lines[1].packs"]),
        (order_of((YOGHURT, 1), (RICE, 1)), ["lines[0].packs", "lines[1].product"]),
        (pantry_order((NOODLES, 2)), ["lines[0].packs"]),
        (order_of((MILK, 100_000), (YOGHURT, 100_000)) | {"extra": True}, None),
        (order_of(supplier=str(uuid4())), ["supplier"]),
        (order_of(supplier=str(NOWHERE)), ["supplier"]),
        (order_of(deliveryOn="2099-01-01"), ["deliveryOn"]),
        (order_of(deliveryOn="9999-12-31"), ["deliveryOn"]),
    ],
)
async def test_an_order_that_cannot_be_filled_names_its_fields(
    shop: Cast, draft: dict[str, Any], paths: list[str] | None
) -> None:
    reply = await (await shop.zhao()).put(address(), json=draft)
    assert reply.status_code == (422 if paths else 201), reply.text
    if paths:
        assert [field["path"] for field in reply.json()["fields"]] == paths
        assert await count_orders() == 0
        assert await fetch("SELECT FROM event WHERE name LIKE 'order.%'") == []


async def test_more_money_than_an_order_can_hold_is_refused(shop: Cast) -> None:
    await fetch("UPDATE pack SET price_minor = 2000000000")
    reply = await (await shop.zhao()).put(address(), json=order_of((MILK, 2)))
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "lines")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{"product": str(MILK), "packs": "2"}]}, "lines[0].packs"),
        ({"lines": [{"product": str(MILK), "packs": 0}]}, "lines[0].packs"),
        ({"lines": [{"product": str(MILK), "packs": -1}]}, "lines[0].packs"),
        ({"lines": [{"product": str(MILK), "packs": 10**30}]}, "lines[0].packs"),
        ({"lines": [{"product": "milk", "packs": 1}]}, "lines[0].product"),
        ({"lines": [{"product": str(MILK), "packs": 1, "price": 1}]}, "lines[0].price"),
        ({"lines": [{"product": str(MILK), "packs": 1, "reason": "because"}]}, "lines[0].reason"),
        ({"deliveryOn": "soon"}, "deliveryOn"),
        ({"estimatedAt": "2026-11-24T12:00:00"}, "estimatedAt"),
        ({"store": 7}, "store"),
        ({"extra": 1}, "extra"),
        ({"discount": 5}, "discount"),
    ],
)
async def test_a_broken_order_names_its_field(shop: Cast, changes: dict[str, Any], path: str) -> None:
    reply = await (await shop.zhao()).put(address(), json=order_of() | changes)
    assert reply.status_code == 400
    assert [field["path"] for field in reply.json()["fields"]] == [path]
    assert await count_orders() == 0


async def test_an_order_without_its_clock_is_refused(shop: Cast) -> None:
    draft = order_of()
    del draft["deviceAt"]
    reply = await (await shop.zhao()).put(address(), json=draft)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (400, "deviceAt")


@pytest.mark.parametrize("login", ["zhao", "li", "chen"])
async def test_the_people_of_the_store_and_hq_order(shop: Cast, login: str) -> None:
    assert (await (await shop.sign_in(login)).put(address(), json=order_of())).status_code == 201


@pytest.mark.parametrize(("login", "status"), [("wang", 403), ("ada", 403), ("sun", 404), ("song", 404)])
async def test_nobody_else_orders(shop: Cast, login: str, status: int) -> None:
    reply = await (await shop.sign_in(login)).put(address(), json=order_of())
    assert reply.status_code == status
    assert await count_orders() == 0


async def test_nobody_orders_without_signing_in(shop: Cast) -> None:
    assert (await (await shop.nobody()).put(address(), json=order_of())).status_code == 401


async def test_a_store_that_is_closed_orders_nothing(shop: Cast) -> None:
    await fetch("UPDATE store SET closed = true WHERE id = $1", RIVERSIDE)
    assert (await (await shop.zhao()).put(address(), json=order_of())).status_code == 404


async def test_two_thousand_lines_go_in_at_once(shop: Cast, clock: Clock) -> None:
    await fetch(
        """
        INSERT INTO product (id, sku, name, base_unit, storage_class, active)
        SELECT gen_random_uuid(), 'B-' || n, '{"zh": "货", "en": "goods"}', '{"zh": "件", "en": "piece"}',
            'ambient', true
        FROM generate_series(1, 2000) AS n
        """
    )
    await fetch(
        """
        INSERT INTO pack (id, product, supplier, base_units, price_minor, minimum_packs, multiple)
        SELECT gen_random_uuid(), id, $1, 6, 100, 1, 1 FROM product WHERE sku LIKE 'B-%'
        """,
        DAIRY,
    )
    rows = await fetch("SELECT id FROM product WHERE sku LIKE 'B-%'")
    draft = order_of(*((row["id"], 1) for row in rows))
    reply = await (await shop.zhao()).put(address(), json=draft)
    assert (reply.status_code, reply.json()["lines"], reply.json()["totalMinor"]) == (201, 2000, 200_000)
