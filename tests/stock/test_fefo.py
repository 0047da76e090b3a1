"""First expired, first out: what is left is what expires last, and what will not be sold in time is seen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.stock.fefo import LotLeft, expired, left_of, unsold_in_time

TODAY = date(2026, 11, 24)


def lots(*days_and_units: tuple[int, int]) -> list[LotLeft]:
    """Lots by days from today."""
    return [LotLeft(TODAY + timedelta(days=days), units) for days, units in days_and_units]


some_lots = some.lists(
    some.builds(lambda days, units: (days, units), some.integers(-5, 60), some.integers(1, 99)), max_size=8
).map(lambda made: lots(*made))


@pytest.mark.parametrize(
    ("on_hand", "left"),
    [(30, [(2, 10), (5, 20)]), (25, [(2, 5), (5, 20)]), (20, [(5, 20)]), (7, [(5, 7)]), (0, []), (-3, []),
     (40, [(2, 10), (5, 20)])],
)  # fmt: skip
def test_the_oldest_went_first(on_hand: int, left: list[tuple[int, int]]) -> None:
    assert left_of(on_hand, lots((5, 20), (2, 10))) == lots(*left)


def test_a_lot_is_good_on_its_last_day() -> None:
    assert expired(lots((-1, 4), (0, 5), (1, 6)), TODAY) == 4


@pytest.mark.parametrize(
    ("held", "per_day", "wasted"),
    [
        ([(1, 10)], [4000, 4000], [(1, 2)]),
        ([(1, 10), (3, 10)], [4000] * 4, [(1, 2), (3, 2)]),
        ([(0, 3), (9, 5)], [1000], [(0, 2)]),  # beyond the forecast the last day goes on
        ([(-1, 3)], [1000], [(-1, 3)]),
        ([(4, 3)], [], [(4, 3)]),
    ],
)
def test_what_expires_before_it_is_sold(
    held: list[tuple[int, int]], per_day: list[int], wasted: list[tuple[int, int]]
) -> None:
    assert unsold_in_time(lots(*held), per_day, TODAY) == lots(*wasted)


@given(some.integers(-10, 500), some_lots)
def test_never_more_is_left_than_is_there_or_came(on_hand: int, came: list[LotLeft]) -> None:
    left = left_of(on_hand, came)
    assert sum(lot.base_units for lot in left) == min(max(0, on_hand), sum(lot.base_units for lot in came))
    assert [lot.expires_on for lot in left] == sorted({lot.expires_on for lot in left})


@given(some_lots, some.lists(some.integers(0, 20_000), max_size=30), some.integers(1, 5000))
def test_selling_more_never_wastes_more(held: list[LotLeft], per_day: list[int], more: int) -> None:
    slow = sum(lot.base_units for lot in unsold_in_time(held, per_day, TODAY))
    fast = sum(lot.base_units for lot in unsold_in_time(held, [n + more for n in per_day], TODAY))
    assert fast <= slow
