"""What came of orders, supplier by supplier: fill rate, lateness, price changes, and what nobody took in."""

import csv
import io
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from backend.database import fetch
from backend.sheets.spreadsheet import read_spreadsheet
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.ordering.deliveries import arrive, days_ago, due
from tests.ordering.shop import DAIRY, MILK, PANTRY, RICE, YOGHURT

pytestmark = pytest.mark.usefixtures("clock")
WHERE = "/api/after-delivery"
SHORT = {"reason": "short"}


async def results(shop: Cast, login: str = "chen", **asked: Any) -> list[dict[str, Any]]:
    """What somebody reads of the suppliers."""
    reply = await (await shop.sign_in(login)).get(WHERE, params=asked)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()["suppliers"]
    return found


async def a_month(shop: Cast) -> dict[str, str]:
    """One delivery in full, one late and short, one dearer at Hilltop, one not taken in, and others."""
    full = await due(shop, 9, (MILK, 2), (YOGHURT, 2))
    await arrive(shop, full, 9, (MILK, 24), (YOGHURT, 20))
    late = await due(shop, 7, (MILK, 2), (YOGHURT, 2))
    await arrive(shop, late, 5, (MILK, 12, SHORT), (YOGHURT, 30))
    hill = {"login": "sun", "store": str(HILLTOP)}
    dearer = await due(shop, 6, (MILK, 1), **hill)
    await arrive(shop, dearer, 6, (MILK, 12, {"priceMinor": 16000}), login="sun")
    missing = await due(shop, 3, (YOGHURT, 2))
    cancelled = await due(shop, 3, (YOGHURT, 4))
    await fetch("UPDATE order_placed SET status = 'cancelled' WHERE id = $1", UUID(cancelled[-36:]))
    await due(shop, -1, (YOGHURT, 4))  # still to come
    other = await due(shop, 4, (RICE, 1), supplier=str(PANTRY))
    await arrive(shop, other, 4, (RICE, 4))
    return {"full": full, "late": late, "dearer": dearer, "missing": missing}


async def test_hq_reads_what_every_supplier_came_to(shop: Cast) -> None:
    await a_month(shop)
    dairy, pantry = await results(shop)
    shown = {name: dairy[name] for name in ("deliveries", "late", "notReceived", "daysLate")}
    assert shown == {"deliveries": 3, "late": 1, "notReceived": 1, "daysLate": 2 + 3}
    # 24 of 24, 20 of 20, 12 of 24, 20 of 20 (ten more make up for no milk), 12 of 12: 88 of 100.
    assert (dairy["fillPermille"], dairy["lines"], dairy["fullLines"], dairy["fullPermille"]) == (
        880,
        5,
        4,
        800,
    )
    assert (dairy["priceChanges"], dairy["priceChangeMinor"], dairy["currency"]) == (1, 400, "CNY")
    assert (pantry["supplier"], pantry["fillPermille"], pantry["late"]) == (str(PANTRY), 1000, 0)


async def test_each_reads_of_the_stores_they_reach_and_no_others(shop: Cast) -> None:
    await a_month(shop)
    assert [one["deliveries"] for one in await results(shop, "zhao")] == [2, 1]
    assert [one["deliveries"] for one in await results(shop, "sun")] == [1]
    assert [one["deliveries"] for one in await results(shop, "wang")] == [3, 1]
    assert await results(shop, "song") == []
    assert [one["deliveries"] for one in await results(shop, store=HILLTOP)] == [1]
    sun = await shop.sun()
    assert (await sun.get(WHERE, params={"store": str(RIVERSIDE)})).status_code == 404
    seen = (await sun.get(f"{WHERE}/suppliers/{DAIRY}")).json()["deliveries"]
    assert {one["store"] for one in seen} == {str(HILLTOP)}


async def test_a_supplier_opens_delivery_by_delivery_down_to_the_order(shop: Cast) -> None:
    placed = await a_month(shop)
    zhao = await shop.zhao()
    found = (await zhao.get(f"{WHERE}/suppliers/{DAIRY}")).json()
    shown = [
        (one["order"], one["daysLate"], one["fillPermille"], one["fullLines"]) for one in found["deliveries"]
    ]
    assert shown == [
        (placed["missing"][-36:], 3, None, None),
        (placed["late"][-36:], 2, 727, 1),
        (placed["full"][-36:], 0, 1000, 2),
    ]
    assert found["more"] is False
    assert (await zhao.get(f"/api/orders/{found['deliveries'][1]['order']}")).status_code == 200


async def test_only_the_days_that_are_asked_for_count(shop: Cast) -> None:
    await a_month(shop)
    [dairy] = await results(shop, first=days_ago(8), last=days_ago(7))
    assert (dairy["deliveries"], dairy["notReceived"], dairy["fillPermille"]) == (1, 0, 727)
    assert await results(shop, first=days_ago(300), last=days_ago(200)) == []
    chen = await shop.chen()
    for first, last in ((days_ago(1), days_ago(2)), (days_ago(500), days_ago(1))):
        reply = await chen.get(WHERE, params={"first": str(first), "last": str(last)})
        assert (reply.status_code, reply.json()["fields"][0]["code"]) == (400, "too-long")


async def test_a_supplier_of_whom_nothing_came_has_no_rate_and_is_late(shop: Cast) -> None:
    await due(shop, 2, (MILK, 1))
    [dairy] = await results(shop)
    assert (dairy["deliveries"], dairy["notReceived"], dairy["daysLate"]) == (0, 1, 2)
    assert (dairy["fillPermille"], dairy["fullPermille"]) == (None, None)


async def test_hq_takes_it_away_as_a_file(shop: Cast) -> None:
    await a_month(shop)
    chen = await shop.chen()
    file = await chen.get(f"{WHERE}/table/csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["供应商 Supplier", "门店编码 Store", "门店 Store name", "订货单 Order"]
    assert [(row[1], row[6], row[9]) for row in rows[1:]] == [
        ("R001", "3", ""),
        ("R001", "0", "100.0"),
        ("R002", "0", "100.0"),
        ("R001", "2", "72.7"),
        ("R001", "0", "100.0"),
    ]
    assert next(row for row in rows if row[1] == "R002")[11:] == ["1", "4.00"]
    workbook = await chen.get(f"{WHERE}/table/xlsx")
    assert "deliveries-" in workbook.headers["content-disposition"]
    book = read_spreadsheet(workbook.content)
    assert list(book.sheets[0].rows[1].cells)[:9] == [
        "清晨乳品 / Morning Dairy", "3", "1", "1", "5", "5", "4", "88", "80"
    ]  # fmt: skip
    own = await (await shop.sun()).get(f"{WHERE}/table/csv")
    assert [row[1] for row in csv.reader(io.StringIO(own.content.decode("utf-8-sig")))] == [
        "门店编码 Store",
        "R002",
    ]


async def test_what_was_received_before_is_measured_by_the_migration_as_a_receipt_does(shop: Cast) -> None:
    late = await due(shop, 7, (MILK, 2), (YOGHURT, 2))
    await arrive(shop, late, 5, (MILK, 12, SHORT), (YOGHURT, 30))
    columns = """"order", delivery_on, received_at, days_late, lines, full_lines, ordered_units,
        received_units, currency"""
    written = await fetch(f"SELECT {columns} FROM delivered")
    await fetch("DELETE FROM delivered")
    await fetch(import_module("migrations.backend_2026_11_26t07_35_00_000000").BEFORE)
    assert await fetch(f"SELECT {columns} FROM delivered") == written
