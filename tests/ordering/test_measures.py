"""What a delivery came to: fill rate, lateness, price change, by tables and for every delivery."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.ordering.after.measures import DeliveredLine, days_late, fill, permille, price_change

SHANGHAI = ZoneInfo("Asia/Shanghai")
lines = some.builds(
    DeliveredLine,
    packs=some.integers(1, 500),
    pack_base_units=some.integers(1, 200),
    price_minor=some.integers(0, 1_000_000),
    received_units=some.integers(0, 100_000),
    delivered_price_minor=some.none() | some.integers(0, 1_000_000),
    delivered_pack_units=some.none() | some.integers(1, 200),
)


def line(
    packs: int,
    received: int,
    pack: int = 12,
    price: int = 15600,
    paid: int | None = None,
    size: int | None = None,
) -> DeliveredLine:
    return DeliveredLine(
        packs=packs,
        pack_base_units=pack,
        price_minor=price,
        received_units=received,
        delivered_price_minor=paid,
        delivered_pack_units=size,
    )


@pytest.mark.parametrize(
    ("order", "ordered", "received", "full", "share"),
    [
        ([line(2, 24), line(1, 12)], 36, 36, 2, 1000),
        ([line(2, 12), line(2, 24)], 48, 36, 1, 750),
        ([line(2, 0)], 24, 0, 0, 0),  # refused by the supplier, or a substitute came: nothing of it is filled
        ([line(1, 30), line(1, 0)], 24, 12, 1, 500),  # too much of one makes up for nothing of another
        ([line(2, 12), line(1, 0, pack=1)], 25, 12, 0, 480),
        ([line(1, 1, pack=3)], 3, 1, 0, 333),
        ([line(1, 2, pack=3)], 3, 2, 0, 667),
        ([], 0, 0, 0, None),  # nothing was ordered: no rate, least of all a bad one
    ],
)
def test_fill_rate_is_what_came_of_what_was_ordered(
    order: list[DeliveredLine], ordered: int, received: int, full: int, share: int | None
) -> None:
    filled = fill(order)
    assert (filled.ordered_units, filled.received_units, filled.full_lines) == (ordered, received, full)
    assert permille(filled.received_units, filled.ordered_units) == share


@given(some.lists(lines, max_size=30))
def test_nothing_fills_an_order_beyond_itself(order: list[DeliveredLine]) -> None:
    filled = fill(order)
    share = permille(filled.received_units, filled.ordered_units)
    assert 0 <= filled.received_units <= filled.ordered_units
    assert 0 <= filled.full_lines <= filled.lines == len(order)
    assert (share is None) == (not order)
    assert (filled.full_lines == filled.lines) == (filled.received_units == filled.ordered_units)


@given(some.lists(lines, min_size=1, max_size=30), some.integers(0, 29), some.integers(1, 100))
def test_more_of_one_line_never_lowers_the_rate(order: list[DeliveredLine], which: int, more: int) -> None:
    one = order[which % len(order)]
    better = [*order, line(one.packs, one.received_units + more, one.pack_base_units)]
    order = [*order, line(one.packs, one.received_units, one.pack_base_units)]
    assert fill(better).received_units >= fill(order).received_units
    assert fill(better).full_lines >= fill(order).full_lines


@pytest.mark.parametrize(
    ("received_at", "now", "late"),
    [
        ("2026-11-25T09:00+08:00", "2026-11-30T09:00+08:00", 0),
        ("2026-11-25T15:59+00:00", "2026-11-30T09:00+08:00", 0),  # a minute before the store's midnight
        ("2026-11-25T16:00+00:00", "2026-11-30T09:00+08:00", 1),
        ("2026-11-24T18:00+08:00", "2026-11-30T09:00+08:00", 0),  # early is not late
        ("2026-12-02T08:00+08:00", "2026-12-30T09:00+08:00", 7),
        (None, "2026-11-25T23:59+08:00", 0),  # the day is not over
        (None, "2026-11-26T00:00+08:00", 1),
        (None, "2026-11-30T09:00+08:00", 5),
    ],
)
def test_days_late_by_the_calendar_of_the_store(received_at: str | None, now: str, late: int) -> None:
    came = datetime.fromisoformat(received_at) if received_at else None
    assert days_late(date(2026, 11, 25), came, datetime.fromisoformat(now), SHANGHAI) == late


@pytest.mark.parametrize(
    ("delivered", "expected"),
    [
        (line(2, 24), None),
        (line(2, 24, paid=15600, size=12), None),
        (line(2, 24, paid=16000), (26, 800, True)),
        (line(2, 24, paid=14820), (-50, -1560, True)),
        (line(2, 0, paid=16000), (26, 0, True)),  # told, but nothing was paid
        (line(2, 20, size=10), (200, 5200, True)),  # a smaller pack at the old price is dearer
        (line(2, 24, paid=13000, size=10), (0, 0, False)),  # another pack at the same price of a unit
        (line(1, 12, price=0, paid=1200), (None, 1200, True)),
        (line(1, 1, pack=3, price=100, paid=101), (10, 0, True)),
        (line(1, 2, pack=4, price=100, paid=101), (10, 1, True)),  # half up
    ],
)
def test_a_price_change_is_told_per_base_unit(
    delivered: DeliveredLine, expected: tuple[int | None, int, bool] | None
) -> None:
    found = price_change(delivered)
    assert (found and (found.permille, found.value_minor, found.per_unit)) == expected


@given(lines)
def test_dearer_costs_more_and_cheaper_less(delivered: DeliveredLine) -> None:
    found = price_change(delivered)
    paid = delivered.delivered_price_minor
    price = delivered.price_minor if paid is None else paid
    pack = delivered.delivered_pack_units or delivered.pack_base_units
    assert (found is None) == ((price, pack) == (delivered.price_minor, delivered.pack_base_units))
    if found is None:
        return
    each = Fraction(price, pack) - Fraction(delivered.price_minor, delivered.pack_base_units)
    assert found.per_unit == (each != 0)
    assert abs(found.value_minor - each * delivered.received_units) <= Fraction(1, 2)
    if found.permille is not None and each:
        assert found.permille * each >= 0
