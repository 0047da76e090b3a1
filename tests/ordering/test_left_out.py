"""How products fared that a store set to no packs against the suggestion: whether what was there lasted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.database import fetch
from backend.ordering.after.follow_up import follow_up
from backend.ordering.after.lasted import Lasted, Watched, how_it_lasted
from backend.ordering.after.sentence import UNKNOWN
from tests.cast import RIVERSIDE, Cast
from tests.ordering.deliveries import arrive, count_long_ago, days_ago, noon
from tests.ordering.lives import place
from tests.ordering.shop import DAIRY, MILK, RICE, YOGHURT, address, enter, order_of
from tests.ordering.test_outcomes import count_milk, listed, outcome, sell_milk

ARRIVED, ENDED = 9, 5  # days ago: it was for the days 9 to 6 days ago
MONDAY = date(2026, 11, 16)
LAST = MONDAY + timedelta(days=3)


def seen(**more: Any) -> Watched:
    return Watched(received_on=MONDAY, ended_on=LAST, **more)


@pytest.mark.parametrize(
    ("watched", "expected"),
    [
        (seen(counted=6, counted_on=LAST), Lasted(basis="counts", left=6)),
        (seen(counted=6, counted_on=LAST, moved=-2), Lasted(basis="counts", left=4)),
        (seen(counted=30, counted_on=MONDAY, sold=20, sold_days=3), Lasted(basis="usage", left=10)),
        (
            seen(counted=20, counted_on=MONDAY, sold=20, sold_days=3),
            Lasted(basis="usage", ran_out_on=LAST, days_out=1),
        ),
        (
            seen(counted=0, counted_on=LAST, emptied_on=MONDAY + timedelta(days=1)),
            Lasted(basis="counts", ran_out_on=MONDAY + timedelta(days=1), days_out=3),
        ),
        (  # empty since before the delivery, and none came
            seen(counted=0, counted_on=MONDAY, emptied_on=MONDAY - timedelta(days=2)),
            Lasted(basis="counts", ran_out_on=MONDAY, days_out=4),
        ),
        (
            seen(said_out=[LAST - timedelta(days=1), LAST]),
            Lasted(basis="usage", ran_out_on=LAST - timedelta(days=1), days_out=2),
        ),
        (  # an extra order came on the third day; before that there was none
            seen(counted=0, emptied_on=MONDAY + timedelta(days=1), came_on=MONDAY + timedelta(days=2)),
            Lasted(basis="counts", ran_out_on=MONDAY + timedelta(days=1), days_out=2),
        ),
        (seen(), "not_counted"),
        (seen(counted=30, counted_on=MONDAY, sold=20, sold_days=2), "not_counted_after"),
        (seen(counted=30, counted_on=MONDAY, sold=31, sold_days=3), "contradicts"),
        (seen(counted=30, counted_on=LAST, came_on=LAST), "came_otherwise"),
    ],
)
def test_what_was_there_lasted_or_ran_out_or_nobody_knows(watched: Watched, expected: object) -> None:
    found = how_it_lasted(watched)
    assert found == expected
    assert isinstance(found, Lasted) or found in UNKNOWN


async def left_out(shop: Cast, *lines: dict[str, Any]) -> str:
    """A delivery nine days ago that Riverside ordered without milk, though two packs were suggested."""
    said = [{"product": str(MILK), "suggestedPacks": 2, "reason": "no_space"}, *lines]
    await count_long_ago()
    order = await place(await shop.zhao(), (YOGHURT, 2), leftOut=said)
    id = UUID(order[-36:])
    moved = "UPDATE order_placed SET delivery_on = $2, asked_for_on = $2 WHERE id = $1"
    await fetch(moved, id, days_ago(ARRIVED))
    await fetch('UPDATE order_line SET suggested_packs = packs WHERE "order" = $1', id)
    await arrive(shop, order, ARRIVED, (YOGHURT, 20))
    await fetch('UPDATE delivered SET covers_until = $2 WHERE "order" = $1', id, days_ago(ENDED))
    return order


@pytest.mark.usefixtures("clock")
async def test_the_store_reads_that_it_ran_out_on_the_order_and_on_the_next_sheet_and_hq_in_its_sums(
    shop: Cast,
) -> None:
    order = await left_out(shop)
    await count_milk(6, ARRIVED + 1)
    await count_milk(0, 7)
    await follow_up(datetime.now(UTC))
    [words] = await outcome(shop, order)
    assert words.startswith("Took none instead of 2 (no space): it ran out on ")
    assert words.endswith(", 2 days without any.")
    zhao = await shop.zhao()
    [told] = (await zhao.get(f"{order}/outcomes")).json()["leftOut"]
    assert (told["product"], told["name"]["en"]) == (str(MILK), "Fresh milk 1 L")
    assert told["words"]["zh"].startswith("建议 2 箱，没有订（放不下）：")
    assert told["words"]["zh"].endswith("断货，共 2 天没有货。")
    sheet = (await zhao.get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    assert [(one["product"], one["words"]["en"]) for one in sheet["outcomes"]] == [(str(MILK), words)]
    found = await listed(shop)
    assert [(one["words"]["en"], one["order"]) for one in found["lines"]] == [(words, order[-36:])]
    assert {(one["by"], one["lines"], one["ranOut"], one["unknown"]) for one in found["groups"]} == {
        (by, 1, 1, 0) for by in ("reason", "store", "supplier")
    }
    [dairy] = (await (await shop.chen()).get("/api/after-delivery")).json()["suppliers"]
    assert [dairy[name] for name in ("changed", "changedRanOut", "changedUnknown")] == [1, 1, 0]


@pytest.mark.usefixtures("clock")
async def test_what_lasted_is_told_by_a_count_at_the_end_or_by_the_sales_of_every_day(shop: Cast) -> None:
    order = await left_out(shop)
    await count_milk(40, ARRIVED)
    now = datetime.now(UTC)
    await follow_up(now)
    assert "neither counted nor are its sales known" in (await outcome(shop, order))[0]
    await sell_milk(10, 8, 7, 6)
    await follow_up(now + timedelta(days=1))
    assert await outcome(shop, order) == [
        "Took none instead of 2 (no space): it lasted, 10 left by the sales."
    ]
    [row] = await fetch("SELECT followed_at FROM delivered")
    assert row["followed_at"] is not None


@pytest.mark.usefixtures("clock")
async def test_a_count_after_an_empty_shelf_and_a_delivery_from_elsewhere_are_believed(shop: Cast) -> None:
    order = await left_out(shop)
    await count_milk(6, ARRIVED + 1)
    await sell_milk(2, 8, out=True)
    await count_milk(4, 6)
    now = datetime.now(UTC)
    await follow_up(now)
    assert await outcome(shop, order) == ["Took none instead of 2 (no space): it lasted, 4 left."]
    await fetch("UPDATE delivered SET followed_at = NULL")
    await enter(RIVERSIDE, MILK, "transfer", 12, noon(7))
    await fetch("DELETE FROM usage_day")
    await follow_up(now + timedelta(days=1))
    assert "it came by another way meanwhile" in (await outcome(shop, order))[0]


@pytest.mark.usefixtures("clock")
async def test_what_is_ordered_or_not_sold_or_beside_an_extra_order_is_not_left_out(
    shop: Cast,
) -> None:
    others = [{"product": str(product), "suggestedPacks": 3} for product in (YOGHURT, RICE, MILK)]
    order = await left_out(shop, *others)
    rows = await fetch(
        'SELECT product, suggested_packs FROM order_left_out WHERE "order" = $1', UUID(order[-36:])
    )
    assert [(row["product"], row["suggested_packs"]) for row in rows] == [(MILK, 2)]
    said = [{"product": str(MILK), "suggestedPacks": 2}]
    await place(await shop.zhao(), (YOGHURT, 2), leftOut=said, extra=True)
    assert len(await fetch("SELECT 1 FROM order_left_out")) == 1


@pytest.mark.usefixtures("clock")
async def test_a_corrected_order_leaves_out_what_its_phone_names_and_no_other_suggestion(shop: Cast) -> None:
    zhao = await shop.zhao()
    refused = await zhao.put(address(), json=order_of((YOGHURT, 1)))  # comes by two
    assert refused.status_code == 422
    order = await place(zhao, (YOGHURT, 2))
    lines = (await zhao.get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()["lines"]
    assert [line["suggestion"]["packs"] > 0 for line in lines if line["product"] == str(MILK)] == [True]
    found = await fetch('SELECT product FROM order_left_out WHERE "order" = $1', UUID(order[-36:]))
    assert found == []
