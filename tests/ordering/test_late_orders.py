"""An order that comes late keeps its delivery within the grace, else moves; never dropped, never doubled."""

from typing import Any

import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast, named
from tests.ordering.lives import withdraw
from tests.ordering.shop import MILK, YOGHURT, Clock, address, count_orders, events, order_of


def tapped_at(time: str, **changes: Any) -> dict[str, Any]:
    tapped = f"2026-11-24T{time}:00+08:00"
    return order_of(**changes) | {"deviceAt": tapped, "estimatedAt": tapped}


async def send(shop: Cast, clock: Clock, arrives: str, draft: dict[str, Any]) -> Any:
    clock.set(f"2026-11-24T{arrives}:00+08:00")
    return await (await shop.zhao()).put(address(), json=draft)


@pytest.mark.parametrize(
    ("tapped", "arrived", "delivery"),
    [
        ("15:59", "16:00", "2026-11-25"),
        ("15:59", "16:30", "2026-11-25"),
        ("15:59", "16:31", "2026-11-27"),
        ("16:01", "16:02", "2026-11-27"),
        ("17:00", "15:00", "2026-11-25"),
    ],
)
async def test_the_cut_off_decides_by_the_time_of_the_tap(
    shop: Cast, clock: Clock, tapped: str, arrived: str, delivery: str
) -> None:
    reply = await send(shop, clock, arrived, tapped_at(tapped))
    assert reply.status_code == 201
    order = reply.json()
    assert (order["deliveryOn"], order["askedForOn"]) == (delivery, "2026-11-25")
    assert order["moved"] == (delivery != "2026-11-25")
    assert order["extra"] is False
    names = [event["name"] for event in await events(order["id"])]
    assert names == (["order.placed", "order.moved"] if order["moved"] else ["order.placed"])


async def test_an_order_from_a_phone_that_lay_in_a_drawer_goes_to_the_next_delivery(
    shop: Cast, clock: Clock
) -> None:
    clock.set("2026-12-24T09:00:00+08:00")  # a Thursday
    order = (await (await shop.zhao()).put(address(), json=order_of())).json()
    assert (order["deliveryOn"], order["moved"]) == ("2026-12-25", True)
    [_, moved] = await events(order["id"])
    assert (moved["payload"]["asked_for_on"], moved["payload"]["delivery_on"]) == ("2026-11-25", "2026-12-25")


async def test_a_day_without_a_delivery_moves_to_the_next_that_has_one(shop: Cast, clock: Clock) -> None:
    order = (await send(shop, clock, "12:00", tapped_at("12:00", deliveryOn="2026-11-26"))).json()
    assert (order["deliveryOn"], order["askedForOn"], order["moved"]) == ("2026-11-27", "2026-11-26", True)


async def test_an_order_that_moves_beside_another_is_an_extra_one(shop: Cast, clock: Clock) -> None:
    friday = await send(shop, clock, "12:00", tapped_at("12:00", deliveryOn="2026-11-27"))
    assert friday.status_code == 201
    late = await send(shop, clock, "18:00", tapped_at("15:00"))
    assert late.status_code == 201
    assert (late.json()["deliveryOn"], late.json()["extra"]) == ("2026-11-27", True)
    again = await send(shop, clock, "18:01", tapped_at("15:01"))
    assert (again.status_code, again.json()["fields"][0]["path"]) == (409, "deliveryOn")


async def test_two_late_orders_for_the_same_delivery_stay_one(shop: Cast, clock: Clock) -> None:
    assert (await send(shop, clock, "18:00", tapped_at("15:00"))).json()["deliveryOn"] == "2026-11-27"
    assert (await send(shop, clock, "18:01", tapped_at("15:01"))).status_code == 409
    meant = await send(shop, clock, "18:02", tapped_at("18:02", deliveryOn="2026-11-27"))
    assert meant.status_code == 409
    assert (await send(shop, clock, "18:03", tapped_at("15:01", extra=True))).status_code == 201
    assert await count_orders() == 2


async def test_a_late_order_does_not_double_one_that_was_in_time(shop: Cast, clock: Clock) -> None:
    assert (await send(shop, clock, "15:00", tapped_at("15:00"))).status_code == 201
    late = await send(shop, clock, "18:00", tapped_at("15:01"))
    assert (late.status_code, late.json()["type"]) == (409, "/problems/out-of-date")
    assert await count_orders() == 1


async def test_the_suggestion_kept_is_for_the_delivery_that_it_got(shop: Cast, clock: Clock) -> None:
    await send(shop, clock, "12:00", tapped_at("12:00"))
    draft = tapped_at("17:00", deliveryOn="2026-11-27")
    draft["lines"] = [{"product": str(MILK), "packs": 1}, {"product": str(YOGHURT), "packs": 2}]
    order = (await send(shop, clock, "17:00", draft)).json()
    assert order["orderLines"][0]["words"]["en"].startswith("fill to 48 − 14 on hand − 24 on order = 10")


async def test_an_extra_order_that_comes_late_moves_too_and_stays_extra(shop: Cast, clock: Clock) -> None:
    assert (await send(shop, clock, "12:00", tapped_at("12:00"))).status_code == 201
    late = (await send(shop, clock, "16:31", tapped_at("15:59", extra=True))).json()
    assert (late["deliveryOn"], late["extra"], late["moved"]) == ("2026-11-27", True, True)


async def test_a_late_order_keeps_every_line_and_is_told_once_to_whoever_placed_it(
    shop: Cast, clock: Clock
) -> None:
    draft = tapped_at("15:59")
    draft["lines"] = [{"product": str(MILK), "packs": 3}, {"product": str(YOGHURT), "packs": 4}]
    clock.set("2026-11-24T16:31:00+08:00")
    zhao, url = await shop.zhao(), address()
    first, again = [await zhao.put(url, json=draft) for _ in range(2)]
    await work_until_quiet()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["deliveryOn"] == again.json()["deliveryOn"] == "2026-11-27"
    assert sorted(line["packs"] for line in first.json()["orderLines"]) == [3, 4]
    told = await fetch(
        "SELECT params FROM notification WHERE person = $1 AND kind = $2",
        named("zhao"),
        "order.moved",
    )
    assert [one["params"]["delivery"]["zh"] for one in told] == ["11月27日周五"]


async def test_a_late_order_whose_first_one_was_cancelled_takes_its_place(shop: Cast, clock: Clock) -> None:
    first = (await send(shop, clock, "12:00", tapped_at("12:00"))).json()
    await withdraw(await shop.zhao(), f"/api/orders/{first['id']}")
    late = (await send(shop, clock, "16:20", tapped_at("15:59"))).json()
    assert (late["deliveryOn"], late["extra"]) == ("2026-11-25", False)
