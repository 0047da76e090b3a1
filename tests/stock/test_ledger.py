"""On hand is what the newest count says and what changed after it, by the time it took effect."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from backend.database import fetch
from backend.stock.ledger import on_hand, par_levels
from backend.stock.tables import StockEntry
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK, NOODLES, RICE, SALT, enter

__all__ = ["shop"]

COUNTED = datetime.fromisoformat("2026-11-23T21:00:00+08:00")
NOON = datetime.fromisoformat("2026-11-24T12:00:00+08:00")


async def held(at: datetime = NOON) -> int:
    return (await on_hand(RIVERSIDE, [MILK], at))[MILK].base_units


async def test_changes_after_the_count_add_up(shop: Cast) -> None:
    for kind, units in [("receipt", 24), ("sale", -5), ("waste", -2), ("transfer", -4), ("correction", 1)]:
        await enter(RIVERSIDE, MILK, kind, units, "2026-11-24T08:00:00+08:00")
    assert await held() == 14 + 24 - 5 - 2 - 4 + 1


async def test_a_receipt_that_is_written_late_lands_before_the_count(shop: Cast) -> None:
    await enter(RIVERSIDE, MILK, "receipt", 24, "2026-11-23T20:00:00+08:00")
    assert await held() == 14


async def test_a_change_of_the_moment_of_the_count_is_in_the_count(shop: Cast) -> None:
    await enter(RIVERSIDE, MILK, "sale", -1, COUNTED.isoformat())
    assert await held() == 14


async def test_the_future_does_not_count_and_the_past_can_be_asked_for(shop: Cast) -> None:
    await enter(RIVERSIDE, MILK, "count", 30, "2026-11-24T12:00:01+08:00")
    await enter(RIVERSIDE, MILK, "sale", -3, "2026-11-24T12:00:02+08:00")
    assert await held() == 14
    assert await held(NOON + timedelta(seconds=1)) == 30
    assert await held(NOON + timedelta(hours=1)) == 27
    assert await held(COUNTED - timedelta(seconds=1)) == 0


async def test_of_two_counts_of_one_moment_the_later_recorded_holds(shop: Cast) -> None:
    await enter(RIVERSIDE, MILK, "count", 20, COUNTED.isoformat())
    await fetch("UPDATE stock_entry SET recorded_at = recorded_at + interval '1 hour' WHERE base_units = 20")
    assert await held() == 20


async def test_never_counted_is_told_from_counted_as_none(shop: Cast) -> None:
    await enter(RIVERSIDE, NOODLES, "receipt", 7, "2026-11-24T08:00:00+08:00")
    await enter(RIVERSIDE, RICE, "count", 0, "2026-11-24T08:00:00+08:00")
    holdings = await on_hand(RIVERSIDE, [NOODLES, RICE, SALT], NOON)
    assert (holdings[NOODLES].base_units, holdings[NOODLES].counted_at) == (7, None)
    assert (holdings[RICE].base_units, holdings[RICE].counted_at is None) == (0, False)
    assert (holdings[SALT].base_units, holdings[SALT].counted_at) == (0, None)


async def test_another_store_is_another_ledger(shop: Cast) -> None:
    await enter(HILLTOP, MILK, "receipt", 99, "2026-11-24T08:00:00+08:00")
    assert await held() == 14
    assert (await par_levels(HILLTOP))[MILK].base_units == 48
    assert await on_hand(RIVERSIDE, [], NOON) == {}


entries = some.lists(
    some.tuples(
        some.sampled_from(["count", "sale", "receipt", "waste"]), some.integers(0, 9), some.integers(0, 6)
    ),
    max_size=12,
)


@pytest.mark.parametrize("asked", [2, 6])
@given(book=entries)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_it_is_what_going_through_the_book_by_hand_gives(
    shop: Cast, asked: int, book: list[Any]
) -> None:
    await StockEntry.delete(force=True)
    for order, (kind, units, hour) in enumerate(book):
        await StockEntry(
            store=RIVERSIDE, product=MILK, kind=kind, base_units=units,
            effective_at=NOON + timedelta(hours=hour), recorded_at=NOON + timedelta(minutes=order),
        ).save()  # fmt: skip
    expected, since = 0, -1
    past = [(hour, kind, units) for kind, units, hour in book if hour <= asked]
    counts = [(hour, position) for position, (hour, kind, _) in enumerate(past) if kind == "count"]
    if counts:
        since, newest = max(counts)
        expected = past[newest][2]
    expected += sum(units for hour, kind, units in past if kind != "count" and hour > since)
    assert await held(NOON + timedelta(hours=asked)) == expected
