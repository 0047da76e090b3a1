"""History out of a file: tried out by row and column, applied in one piece, undone in one piece."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import fetch
from backend.sheets.written import Column, SheetOut, write_workbook
from tests.cast import RIVERSIDE, Cast
from tests.demand.test_feed import feed, milk
from tests.ordering.conftest import clock, shop
from tests.ordering.shop import MILK, Clock

__all__ = ["clock", "shop"]
HEAD = ["门店编码", "日期", "商品编码", "用量", "缺货", "营业额"]
OVERWRITE = {"existing": "overwrite", "leaveBadOut": False}
SKIP = {"existing": "skip", "leaveBadOut": False}
YESTERDAY = datetime.now(UTC).date() - timedelta(days=2)


def file_of(*rows: list[Any], head: list[str] | None = None) -> bytes:
    return write_workbook([SheetOut("x", [Column(one) for one in head or HEAD], rows)])


async def try_out(cast: Cast, content: bytes, id: str | None = None, name: str = "x.xlsx") -> httpx.Response:
    client = await cast.chen()
    return await client.put(f"/api/usage-imports/{id or uuid4()}", params={"name": name}, content=content)


async def put(cast: Cast, id: str, what: str, body: dict[str, Any]) -> httpx.Response:
    return await (await cast.chen()).put(f"/api/usage-imports/{id}/{what}", json=body)


async def history() -> dict[str, list[dict[str, Any]]]:
    return {
        "usage": await fetch(
            "SELECT store, product, used_on, base_units, out_of_stock FROM usage_day "
            "ORDER BY used_on, product"
        ),
        "revenue": await fetch("SELECT store, earned_on, revenue_minor FROM revenue_day ORDER BY earned_on"),
    }


async def test_days_come_in_are_the_same_when_sent_again_and_go_by_undo(shop: Cast) -> None:
    before, id = await history(), str(uuid4())
    content = file_of(
        ["R001", YESTERDAY, "MD-1001", 24, None, None],
        ["r001", YESTERDAY, "MD-1002", 0, "是", None],
        ["R001", YESTERDAY, None, None, None, Decimal("12800.50")],
    )
    tried = (await try_out(shop, content, id)).json()
    assert (tried["counts"]["create"], tried["counts"]["bad"], tried["status"]) == (3, 0, "tried")
    assert tried["counts"]["lastDay"] == YESTERDAY.isoformat()
    assert (await try_out(shop, content, id)).json() == tried
    assert (await try_out(shop, file_of(["R001", YESTERDAY, "MD-1001", 1, "", ""]), id)).status_code == 409
    assert await history() == before
    applied = await put(shop, id, "application", OVERWRITE)
    assert applied.json()["status"] == "applied", applied.text
    kept = await history()
    assert [(row["base_units"], row["out_of_stock"]) for row in kept["usage"]] in (
        [(24, False), (0, True)],
        [(0, True), (24, False)],
    )
    assert [row["revenue_minor"] for row in kept["revenue"]] == [1280050]
    assert (await put(shop, id, "application", OVERWRITE)).json() == applied.json()
    assert (await put(shop, id, "application", SKIP)).status_code == 409
    again = (await try_out(shop, content)).json()
    assert again["counts"]["same"] == 3
    assert [one["code"] for one in again["findings"]] == ["imported_before"]
    undone = await put(shop, id, "undo", {})
    assert undone.json()["status"] == "undone"
    assert (await put(shop, id, "undo", {})).json() == undone.json()
    assert await history() == before
    assert (await put(shop, id, "application", OVERWRITE)).status_code == 409


async def test_what_is_there_is_overwritten_or_skipped_and_comes_back(shop: Cast) -> None:
    chen = await shop.chen()
    await feed(chen, YESTERDAY, ("MD-1001", 10), ("MD-1002", 3), revenueMinor=500)
    before = await history()
    content = file_of(
        ["R001", YESTERDAY, "MD-1001", 99, "", "7.00"], ["R001", YESTERDAY, "MD-1002", 3, "", "1.50"]
    )
    for choice, units, revenue in ((SKIP, 10, 500), (OVERWRITE, 99, 850)):
        id = str(uuid4())
        await try_out(shop, content, id)
        assert (await put(shop, id, "application", choice)).status_code == 200
        kept = await history()
        assert {row["base_units"] for row in kept["usage"]} == {units, 3}
        assert [row["revenue_minor"] for row in kept["revenue"]] == [revenue]
    assert (await put(shop, id, "undo", {})).status_code == 200
    assert await history() == before


async def test_an_undo_leaves_alone_what_was_changed_later(shop: Cast) -> None:
    id = str(uuid4())
    await try_out(shop, file_of(["R001", YESTERDAY, "MD-1001", 99, "", ""]), id)
    assert (await put(shop, id, "undo", {})).status_code == 409
    await put(shop, id, "application", OVERWRITE)
    await feed(await shop.chen(), YESTERDAY, ("MD-1001", 5))
    refused = await put(shop, id, "undo", {})
    assert (refused.status_code, refused.json()["fields"][0]["code"]) == (409, "changed_later")
    assert [row["base_units"] for row in (await history())["usage"]] == [5]


async def test_every_error_is_named_by_row_and_column_and_stops_the_whole(shop: Cast) -> None:
    id = str(uuid4())
    good = ["R001", YESTERDAY, "MD-1001", 1, "", ""]
    tried = await try_out(
        shop,
        file_of(
            good,
            ["R999", YESTERDAY, "MD-1001", 1, "", ""],
            ["R001", "2026-02-30", "MD-1001", 1, "", ""],
            ["R001", "2190-01-01", "MD-1001", 1, "", ""],
            ["R001", YESTERDAY, "NO-1", 1, "", ""],
            ["R001", YESTERDAY, "MD-1002", "1.5", "", ""],
            ["R001", YESTERDAY, "MD-1002", -1, "", ""],
            ["R001", YESTERDAY, "MD-1002", "many", "", ""],
            ["R001", YESTERDAY, "MD-1002", "", "", ""],
            ["R001", YESTERDAY, "", 3, "", ""],
            ["R001", YESTERDAY, "", "", "", "1.005"],
            ["R001", YESTERDAY, "", "", "", ""],
            ["R001", YESTERDAY, "MD-1002", 1, "perhaps", ""],
            good,
        ),
        id,
    )
    assert [(one["row"], one["column"], one["code"]) for one in tried.json()["findings"]] == [
        (3, "A", "unknown_store"),
        (4, "B", "no_day"),
        (5, "B", "day_out_of_range"),
        (6, "C", "unknown_product"),
        (7, "D", "out_of_bounds"),
        (8, "D", "out_of_bounds"),
        (9, "D", "not_a_number"),
        (10, "D", "units_missing"),
        (11, "C", "sku_missing"),
        (12, "F", "bad_revenue"),
        (13, "D", "nothing_said"),
        (14, "E", "unknown_word"),
        (15, "C", "day_twice"),
    ]
    refused = await put(shop, id, "application", OVERWRITE)
    assert (refused.status_code, refused.json()["fields"][0]["code"]) == (422, "bad_rows")
    assert (await history())["usage"] == []
    assert (await put(shop, id, "application", OVERWRITE | {"leaveBadOut": True})).status_code == 200
    assert len((await history())["usage"]) == 1


@pytest.mark.parametrize("written", ["2026-11-03", "2026/11/3", "2026.11.3", "20261103", "2026年11月3日"])
async def test_a_day_is_read_however_it_is_written(shop: Cast, written: str) -> None:
    text = f"门店,日期,编码,销量\nR001,{written},MD-1001,5\n"
    tried = (await try_out(shop, text.encode("gb18030"), name="x.csv")).json()
    assert [line["usedOn"] for line in tried["preview"]] == ["2026-11-03"], tried["findings"]


async def test_a_mapping_is_remembered_for_files_with_the_same_headings(shop: Cast) -> None:
    id, head = str(uuid4()), ["哪家", "哪天", "什么", "多少"]
    content = file_of(["R001", YESTERDAY, "MD-1001", 7], head=head)
    assert (await try_out(shop, content, id)).json()["counts"]["bad"] == 1
    mapped = await put(shop, id, "mapping", {"columns": {"store": 0, "day": 1, "sku": 2, "units": 3}})
    assert mapped.json()["counts"]["create"] == 1
    again = (await try_out(shop, file_of(["R001", YESTERDAY, "MD-1001", 8], head=head))).json()
    assert (again["isRemembered"], again["counts"]["create"]) == (True, 1)


async def test_the_sample_comes_in_without_an_error(shop: Cast) -> None:
    chen = await shop.chen()
    for language in ("zh", "en"):
        sample = await chen.get(f"/api/usage-import-sample?language={language}")
        tried = (await try_out(shop, sample.content)).json()
        assert (tried["counts"]["bad"], tried["counts"]["rows"]) == (0, 3), tried["findings"]


async def test_the_next_suggestion_is_made_from_the_file_by_revenue_too(shop: Cast, clock: Clock) -> None:
    await fetch("UPDATE product SET demand_by = 'revenue' WHERE id = $1", MILK)
    days = [date(2026, 11, 24) - timedelta(days=ago) for ago in range(1, 29)]
    rows: list[list[Any]] = [["R001", day, "MD-1001", 20, "", ""] for day in days]
    rows += [["R001", day, "", "", "", "10000.00"] for day in days]
    id = str(uuid4())
    await try_out(shop, file_of(*rows), id)
    assert (await put(shop, id, "application", OVERWRITE)).status_code == 200
    suggestion = (await milk(shop))["suggestion"]
    assert (suggestion["basis"], suggestion["demandAfterArrival"]) == ("revenue", 40)
    assert await fetch("SELECT DISTINCT store FROM usage_day") == [{"store": RIVERSIDE}]
