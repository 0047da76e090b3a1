"""What was sold comes in day by day, and the next suggestion is made from it."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from backend.database import fetch
from tests.cast import RIVERSIDE, Cast
from tests.ordering.conftest import clock, shop
from tests.ordering.shop import DAIRY, MILK, YOGHURT, Clock

__all__ = ["clock", "shop"]
TODAY = date(2026, 11, 24)


async def feed(client: httpx.AsyncClient, day: date, *lines: Any, **more: Any) -> httpx.Response:
    """Send one day of Riverside."""
    document = {
        "lines": [dict(zip(("sku", "baseUnits", "outOfStock"), line, strict=False)) for line in lines]
    }
    return await client.put(f"/api/stores/{RIVERSIDE}/usage/{day}", json=document | more)


async def milk(cast: Cast) -> dict[str, Any]:
    """The line of milk on the sheet for Wednesday, tapped on Tuesday noon; Friday comes after."""
    sheet = (await (await cast.li()).get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    return next(line for line in sheet["lines"] if line["product"] == str(MILK))


async def test_a_suggestion_is_made_from_what_the_same_weekdays_sold(shop: Cast, clock: Clock) -> None:
    chen = await shop.chen()
    for ago in range(1, 29):
        day = TODAY - timedelta(days=ago)
        sold = 24 if day.isoweekday() in (2, 3) else 10  # Tuesdays and Wednesdays are busy
        assert (await feed(chen, day, ("MD-1001", sold))).status_code == 200
    line = await milk(shop)
    suggestion = line["suggestion"]
    assert suggestion["basis"] == "sales"
    assert suggestion["demandUntilArrival"] == 12  # half of Tuesday is left
    assert suggestion["demandAfterArrival"] == 34  # Wednesday and Thursday
    # 14 on hand - 12 until Wednesday leaves 2; 34 + 12 kept - 2 = 44
    assert suggestion["words"]["en"] == "sell 34 by Friday + keep 12 − 2 left = 44 → 4 packs of 12"
    assert suggestion["words"]["zh"] == "周五前卖 34 + 留 12 − 剩 2 = 44 → 4 箱"


async def test_days_with_an_empty_shelf_are_left_out(shop: Cast, clock: Clock) -> None:
    chen = await shop.chen()
    for ago in range(1, 57):
        empty = ago % 2 == 0
        await feed(chen, TODAY - timedelta(days=ago), ("MD-1001", 0 if empty else 12, empty))
    assert (await milk(shop))["suggestion"]["demandAfterArrival"] == 24


async def test_without_two_weeks_of_history_the_par_level_counts(shop: Cast, clock: Clock) -> None:
    chen = await shop.chen()
    for ago in range(1, 14):
        await feed(chen, TODAY - timedelta(days=ago), ("MD-1001", 100))
    suggestion = (await milk(shop))["suggestion"]
    assert suggestion["basis"] == "par"
    assert suggestion["words"]["en"] == "fill to 48 − 14 on hand = 34 → 3 packs of 12"


async def test_a_restaurant_orders_by_its_revenue(shop: Cast, clock: Clock) -> None:
    chen = await shop.chen()
    await fetch("UPDATE product SET demand_by = 'revenue' WHERE id = $1", MILK)
    for ago in range(1, 29):
        await feed(chen, TODAY - timedelta(days=ago), ("MD-1001", 20), revenueMinor=10_000_00)
    suggestion = (await milk(shop))["suggestion"]
    assert (suggestion["basis"], suggestion["demandAfterArrival"]) == ("revenue", 40)
    # 20 a day at a revenue of 10,000
    assert "by Friday at 2 per 1,000 of revenue + keep" in suggestion["words"]["en"]
    assert suggestion["words"]["zh"].startswith("按千元用量 2，周五前卖 40 + 留")


async def test_a_day_sent_again_takes_the_place_of_what_was_kept(shop: Cast) -> None:
    chen = await shop.chen()
    await feed(chen, TODAY, ("MD-1001", 5), ("MD-1002", 6), revenueMinor=100)
    await feed(chen, TODAY, ("MD-1002", 7))
    assert await fetch("SELECT product, base_units FROM usage_day") == [{"product": YOGHURT, "base_units": 7}]
    assert await fetch("SELECT 1 FROM revenue_day") == []


@pytest.mark.parametrize(("sku", "code"), [("NOPE", "unknown"), ("MD-1002", "twice")])
async def test_a_wrong_line_is_named_and_nothing_is_kept(shop: Cast, sku: str, code: str) -> None:
    reply = await feed(await shop.chen(), TODAY, ("MD-1002", 3), (sku, 1))
    assert reply.status_code == 422
    [field] = reply.json()["fields"]
    assert (field["path"], field["code"]) == ("lines[1].sku", code)
    assert await fetch("SELECT 1 FROM usage_day") == []


async def test_a_day_that_is_not_over_is_refused(shop: Cast) -> None:
    reply = await feed(await shop.chen(), date(2190, 1, 1), ("MD-1001", 1))
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "day")
