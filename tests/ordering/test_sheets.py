"""The order sheet: what is there, what comes, what to order, and until when."""

import pytest

from backend.database import fetch
from tests.cast import HILLTOP, LAKESIDE, RIVERSIDE, Cast, named
from tests.ordering.shop import DAIRY, MILK, NOWHERE, PANTRY, RICE, Clock, address, enter, moment, order_of

DAIRY_SHEET = f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}"
PANTRY_SHEET = f"/api/stores/{RIVERSIDE}/order-sheets/{PANTRY}"
SHEETS = f"/api/stores/{RIVERSIDE}/order-sheets"


async def test_a_sheet_says_all_that_is_needed_to_order_offline(shop: Cast, clock: Clock) -> None:
    reply = await (await shop.zhao()).get(DAIRY_SHEET)
    assert reply.status_code == 200, reply.text
    sheet = reply.json()
    assert (sheet["deliveryOn"], sheet["nextDeliveryOn"]) == ("2026-11-25", "2026-11-27")
    assert moment(sheet["cutOffAt"]) == moment("2026-11-24T16:00:00+08:00")
    assert sheet["storeName"] == {"zh": "滨江店", "en": "Riverside"}
    assert sheet["supplierName"]["en"] == "Morning Dairy"
    assert (sheet["graceMinutes"], sheet["minimumOrderMinor"], sheet["currency"]) == (30, 30000, "CNY")
    assert sheet["placed"] == []
    milk, yoghurt = sheet["lines"]
    assert (milk["product"], milk["sku"], milk["onHand"], milk["par"]) == (str(MILK), "MD-1001", 14, 48)
    assert moment(milk["countedAt"]) == moment("2026-11-23T21:00:00+08:00")
    assert milk["suggestion"] == {
        "packs": 3,
        "baseUnits": 36,
        "basis": "par",
        "demandUntilArrival": 0,
        "demandAfterArrival": 36,
        "safetyStock": 12,
        "onHand": 14,
        "onOrder": 0,
        "carry": 14,
        "raw": 34,
        "limit": None,
        "flags": [],
        "words": {
            "zh": "补到 48 − 现有 14 = 34 → 3 箱",
            "en": "fill to 48 − 14 on hand = 34 → 3 packs of 12",
        },
    }
    assert yoghurt["suggestion"]["flags"] == ["ROUNDED_DOWN"]


async def test_what_was_ordered_is_on_order_and_shown(shop: Cast, clock: Clock) -> None:
    zhao = await shop.zhao()
    reply = await zhao.put(address(), json=order_of((MILK, 1)))
    assert reply.status_code == 201, reply.text
    sheet = (await zhao.get(DAIRY_SHEET)).json()
    milk = sheet["lines"][0]
    assert milk["onOrder"] == 12
    assert milk["suggestion"]["words"]["zh"] == "补到 48 − 现有 14 − 在途 12 = 22 → 2 箱"
    assert [order["number"] for order in sheet["placed"]] == [reply.json()["number"]]
    assert sheet["placed"][0]["lines"] == 1


@pytest.mark.parametrize(
    ("now", "on_order"),
    [
        ("2026-11-24T17:00:00+08:00", 12),
        ("2026-11-25T23:59:00+08:00", 12),  # it may still be on the lorry
        ("2026-11-26T00:01:00+08:00", 0),  # a count says what came
    ],
)
async def test_an_order_is_on_order_until_its_day_is_over_in_the_store(
    shop: Cast, clock: Clock, now: str, on_order: int
) -> None:
    zhao = await shop.zhao()
    await zhao.put(address(), json=order_of((MILK, 1)))
    clock.set(now)
    assert (await zhao.get(DAIRY_SHEET)).json()["lines"][0]["onOrder"] == on_order


async def test_what_the_supplier_refused_is_not_on_order(shop: Cast, clock: Clock) -> None:
    zhao = await shop.zhao()
    await zhao.put(address(), json=order_of((MILK, 1)))
    await fetch("UPDATE order_placed SET status = 'refused'")
    sheet = (await zhao.get(DAIRY_SHEET)).json()
    assert sheet["lines"][0]["onOrder"] == 0
    assert [order["status"] for order in sheet["placed"]] == ["refused"]


async def test_after_the_cut_off_the_sheet_is_for_the_next_delivery(shop: Cast, clock: Clock) -> None:
    clock.set("2026-11-24T16:00:01+08:00")
    sheet = (await (await shop.zhao()).get(DAIRY_SHEET)).json()
    assert (sheet["deliveryOn"], sheet["nextDeliveryOn"]) == ("2026-11-27", "2026-11-30")


async def test_there_is_never_a_silent_zero(shop: Cast, clock: Clock) -> None:
    rice, noodles, salt = (await (await shop.zhao()).get(PANTRY_SHEET)).json()["lines"]
    assert (rice["suggestion"]["packs"], rice["suggestion"]["flags"]) == (1, [])  # dry goods: one is a pack
    assert (noodles["suggestion"]["packs"], noodles["suggestion"]["flags"]) == (3, ["NEVER_COUNTED"])
    assert noodles["countedAt"] is None
    assert "从未盘点" in noodles["suggestion"]["words"]["zh"]
    assert (salt["par"], salt["suggestion"]["packs"]) == (None, 0)
    assert "NO_PAR_LEVEL" in salt["suggestion"]["flags"]
    assert "no par level set" in salt["suggestion"]["words"]["en"]


async def test_the_list_of_sheets_has_the_nearest_cut_off_first(shop: Cast, clock: Clock) -> None:
    zhao = await shop.zhao()
    await zhao.put(address(), json=order_of((MILK, 3)))
    cards = (await zhao.get(SHEETS)).json()
    assert [card["supplierName"]["en"] for card in cards] == ["Valley Pantry", "Morning Dairy"]
    pantry, dairy = cards
    assert (dairy["suggestedLines"], dairy["suggestedMinor"]) == (0, 0)
    assert [order["deliveryOn"] for order in dairy["placed"]] == ["2026-11-25"]
    assert (pantry["deliveryOn"], pantry["suggestedLines"]) == ("2026-11-26", 2)
    assert pantry["suggestedMinor"] == 13600 + 3 * 9000
    assert pantry["placed"] == []
    clock.set("2026-11-24T15:00:00+08:00")
    cards = (await zhao.get(SHEETS)).json()
    assert [card["deliveryOn"] for card in cards] == ["2026-11-25", "2026-11-28"]


async def test_a_store_sees_its_own_stock_only(shop: Cast, clock: Clock) -> None:
    await enter(HILLTOP, MILK, "receipt", 100, "2026-11-24T08:00:00+08:00")
    assert (await (await shop.zhao()).get(DAIRY_SHEET)).json()["lines"][0]["onHand"] == 14
    hilltop = f"/api/stores/{HILLTOP}/order-sheets/{DAIRY}"
    assert (await (await shop.sun()).get(hilltop)).json()["lines"][0]["onHand"] == 114


@pytest.mark.parametrize("login", ["li", "zhao", "wang", "chen", "ada"])
async def test_whoever_reaches_the_store_reads_its_sheets(shop: Cast, login: str) -> None:
    client = await shop.sign_in(login)
    assert (await client.get(DAIRY_SHEET)).status_code == 200
    assert (await client.get(SHEETS)).status_code == 200


@pytest.mark.parametrize("login", ["sun", "song"])
async def test_strangers_do_not_even_learn_that_there_is_a_sheet(shop: Cast, login: str) -> None:
    client = await shop.sign_in(login)
    assert (await client.get(DAIRY_SHEET)).status_code == 404
    assert (await client.get(SHEETS)).status_code == 404


async def test_nobody_reads_without_signing_in(shop: Cast) -> None:
    nobody = await shop.nobody()
    assert (await nobody.get(DAIRY_SHEET)).status_code == 401
    assert (await nobody.get(SHEETS)).status_code == 401


@pytest.mark.parametrize("supplier", [named("no supplier"), NOWHERE])
async def test_a_supplier_that_does_not_come_has_no_sheet(shop: Cast, supplier: object) -> None:
    reply = await (await shop.zhao()).get(f"/api/stores/{RIVERSIDE}/order-sheets/{supplier}")
    assert reply.status_code == 404


async def test_a_store_in_another_time_zone_has_its_own_cut_off(shop: Cast, clock: Clock) -> None:
    await fetch("UPDATE store SET time_zone = 'Europe/Berlin' WHERE id = $1", LAKESIDE)
    sheet = (await (await shop.song()).get(f"/api/stores/{LAKESIDE}/order-sheets/{DAIRY}")).json()
    assert moment(sheet["cutOffAt"]) == moment("2026-11-24T16:00:00+01:00")
    assert {line["suggestion"]["flags"][0] for line in sheet["lines"]} == {"NEVER_COUNTED"}


async def test_a_product_that_is_no_longer_sold_leaves_the_sheet(shop: Cast) -> None:
    await fetch("UPDATE product SET active = false WHERE id = $1", RICE)
    lines = (await (await shop.zhao()).get(PANTRY_SHEET)).json()["lines"]
    assert [line["sku"] for line in lines] == ["VP-2002", "VP-2003"]


async def test_a_sheet_that_says_the_same_is_not_sent_again(shop: Cast, clock: Clock) -> None:
    zhao = await shop.zhao()
    tag = (await zhao.get(DAIRY_SHEET)).headers["etag"]
    clock.set("2026-11-24T12:20:00+08:00")
    assert (await zhao.get(DAIRY_SHEET, headers={"if-none-match": tag})).status_code == 304
    assert (await zhao.put(address(), json=order_of((MILK, 1)))).status_code == 201
    assert (await zhao.get(DAIRY_SHEET, headers={"if-none-match": tag})).status_code == 200
