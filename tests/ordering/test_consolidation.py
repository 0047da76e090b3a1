"""All stores' orders for a delivery: who has ordered, who is reminded once, and what it comes to."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend.database import DB, fetch
from backend.schedule import run_clock
from backend.sheets.spreadsheet import read_spreadsheet
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.ordering.lives import place
from tests.ordering.shop import DAIRY, MILK, YOGHURT, address, order_of

CUT_OFF = datetime.fromisoformat("2026-11-24T16:00:00+08:00")


async def next_day(shop: Cast) -> str:
    """The dairy's next delivery that can be ordered."""
    cards = (await (await shop.chen()).get("/api/deliveries")).json()
    return next(
        str(one["deliveryOn"]) for one in cards if one["supplier"] == str(DAIRY) and not one["closed"]
    )


async def delivery(shop: Cast, day: str) -> dict[str, Any]:
    """The dairy's delivery as HQ reads it."""
    reply = await (await shop.chen()).get(f"/api/suppliers/{DAIRY}/deliveries/{day}")
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


async def now_order(shop: Cast, login: str, store: Any, day: str, *lines: Any, **more: Any) -> str:
    """Place an order for a day that can be ordered at this very moment."""
    now = datetime.now(UTC).isoformat()
    stamps = {"deviceAt": now, "estimatedAt": now, "store": str(store), "deliveryOn": day}
    url = address()
    reply = await (await shop.sign_in(login)).put(url, json=order_of(*lines, **stamps, **more))
    assert reply.status_code == 201, reply.text
    return url


async def inbox(login: str, kind: str) -> int:
    """How often somebody was told."""
    rows = await fetch(
        "SELECT 1 FROM notification WHERE person = $1 AND kind = $2 AND push", named(login), kind
    )
    return len(rows)


async def test_hq_sees_who_ordered_what_and_who_did_not(shop: Cast) -> None:
    day = await next_day(shop)
    await now_order(shop, "zhao", RIVERSIDE, day, (MILK, 2), (YOGHURT, 4))
    await now_order(shop, "sun", HILLTOP, day, (MILK, 3))
    await now_order(shop, "sun", HILLTOP, day, (MILK, 1), extra=True)
    found = await delivery(shop, day)
    assert (found["due"], found["ordered"]) == (3, 2)
    assert [(one["code"], len(one["orders"]), one["missing"]) for one in found["stores"]] == [
        ("N001", 0, True),
        ("R001", 1, False),
        ("R002", 2, False),
    ]
    assert [(one["sku"], one["packs"], one["baseUnits"], one["stores"]) for one in found["products"]] == [
        ("MD-1001", 6, 72, 2),
        ("MD-1002", 4, 40, 1),
    ]
    cards = (await (await shop.chen()).get("/api/deliveries")).json()
    [card] = [one for one in cards if (one["supplier"], one["deliveryOn"]) == (str(DAIRY), day)]
    assert (card["totalMinor"], card["ordered"]) == (found["totalMinor"], 2)


async def test_an_extra_order_alone_is_no_order_and_a_cancelled_one_neither(shop: Cast) -> None:
    day = await next_day(shop)
    await now_order(shop, "sun", HILLTOP, day, (MILK, 1), extra=True)
    stores = {one["code"]: one["missing"] for one in (await delivery(shop, day))["stores"]}
    assert stores["R002"]


async def test_plans_and_exceptions_of_a_store_and_its_regions_count(shop: Cast) -> None:
    day = date.fromisoformat(await next_day(shop))
    await fetch(
        """
        INSERT INTO delivery_plan (id, supplier, store, delivery_weekdays, cut_off, lead_days)
        VALUES (gen_random_uuid(), $1, $2, '[]', '16:00', 1)
        """,
        DAIRY,
        HILLTOP,
    )
    await fetch(
        """
        INSERT INTO delivery_exception (id, supplier, region, on_day, delivers, reason)
        VALUES (gen_random_uuid(), $1, $2, $3, false, '')
        """,
        DAIRY,
        named("north"),
        day,
    )
    found = await delivery(shop, day.isoformat())
    assert [one["code"] for one in found["stores"]] == ["R001"], (
        "Hilltop is left out, the North has a holiday"
    )
    nobody = await (await shop.chen()).get(f"/api/suppliers/{DAIRY}/deliveries/2020-01-02")
    assert nobody.status_code == 404


async def test_hq_reminds_whoever_has_not_ordered_once(shop: Cast) -> None:
    day = await next_day(shop)
    await now_order(shop, "zhao", RIVERSIDE, day, (MILK, 2))
    chen = await shop.chen()
    for _ in range(2):
        found = (await chen.put(f"/api/suppliers/{DAIRY}/deliveries/{day}/reminder")).json()
        await work_until_quiet()
    assert {one["code"]: one["remindedAt"] is not None for one in found["stores"]} == {
        "N001": True,
        "R001": False,
        "R002": True,
    }
    assert (await inbox("sun", "order.asked"), await inbox("zhao", "order.asked")) == (1, 0)


@pytest.mark.parametrize(
    ("before", "told"), [(timedelta(minutes=61), 0), (timedelta(minutes=59), 1), (timedelta(minutes=-1), 0)]
)
async def test_a_store_is_told_once_in_the_last_hour_before_a_cut_off(
    shop: Cast, before: timedelta, told: int
) -> None:
    for minutes in (0, 1, 1):
        await run_clock(CUT_OFF - before + timedelta(seconds=20 * minutes))
        await work_until_quiet()
    assert (await inbox("zhao", "order.due"), await inbox("sun", "order.due")) == (told, told)
    assert len(await fetch("SELECT 1 FROM order_reminder WHERE supplier = $1", DAIRY)) == 3 * told


async def test_who_has_ordered_or_needs_nothing_is_left_in_peace(shop: Cast, clock: Any) -> None:
    await place(await shop.zhao(), (MILK, 2))
    for product in (MILK, YOGHURT):
        await fetch("DELETE FROM par_level WHERE store = $1 AND product = $2", HILLTOP, product)
    await run_clock(CUT_OFF - timedelta(minutes=30))
    await work_until_quiet()
    assert (await inbox("zhao", "order.due"), await inbox("sun", "order.due")) == (0, 0)


async def test_hq_can_switch_the_reminder_off(shop: Cast) -> None:
    chen = await shop.chen()
    await chen.put("/api/order-rules", json={"basedOn": 0, "rules": {"remindMinutes": None}})
    await run_clock(CUT_OFF - timedelta(minutes=30))
    assert await fetch("SELECT 1 FROM order_reminder") == []


async def test_the_file_holds_every_line_and_the_workbook_the_sums(shop: Cast) -> None:
    day = await next_day(shop)
    await now_order(shop, "zhao", RIVERSIDE, day, (MILK, 2))
    await now_order(shop, "sun", HILLTOP, day, (MILK, 3))
    chen = await shop.chen()
    table = await chen.get(f"/api/suppliers/{DAIRY}/deliveries/{day}/table/csv")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))[1:]
    assert [(row[0], row[3], row[5], row[7]) for row in rows] == [
        ("R001", "MD-1001", "2", "24"),
        ("R002", "MD-1001", "3", "36"),
    ]
    book = read_spreadsheet((await chen.get(f"/api/suppliers/{DAIRY}/deliveries/{day}/table/xlsx")).content)
    name = "鲜牛奶 1 L / Fresh milk 1 L"
    assert list(book.sheets[0].rows[1].cells) == ["MD-1001", name, "5", "60", "2"]
    assert (await chen.get(f"/api/suppliers/{DAIRY}/deliveries/{day}/table/pdf")).status_code in (400, 404)


async def test_more_stores_take_no_more_queries(shop: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    day, asked = await next_day(shop), [0]
    chen, check = await shop.chen(), DB.check_owner

    def count() -> None:
        asked[0] += 1
        check()

    monkeypatch.setattr(DB, "check_owner", count)

    async def queries() -> int:
        asked[0] = 0
        await chen.get(f"/api/suppliers/{DAIRY}/deliveries/{day}")
        await chen.get("/api/deliveries")
        return asked[0]

    few = await queries()
    await fetch(
        """
        INSERT INTO store (id, code, name, region, time_zone, attributes, closed)
        SELECT gen_random_uuid(), 'X' || n, '{"zh":"店","en":"store"}', $1, 'Asia/Shanghai', '{}', false
        FROM generate_series(1, 200) AS n
        """,
        named("east"),
    )
    assert await queries() == few
    assert (await delivery(shop, day))["due"] == 203
