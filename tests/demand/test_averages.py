"""What a day will sell: averages of the same weekday, in thousandths, without floating point."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.demand.averages import (
    Observed,
    daily_averages,
    divide,
    per_thousand,
    sum_days,
    usage_of_revenue,
)

WEEKDAYS = range(1, 8)
amounts = some.integers(0, 100_000)


def test_a_weekday_sells_what_it_sold_on_average() -> None:
    observed = {day: Observed(8, 80) for day in WEEKDAYS} | {6: Observed(8, 164)}
    averages = daily_averages(observed)
    assert averages == {1: 10000, 2: 10000, 3: 10000, 4: 10000, 5: 10000, 6: 20500, 7: 10000}


def test_a_weekday_hardly_seen_sells_like_the_others() -> None:
    averages = daily_averages({day: Observed(3, 30) for day in range(1, 7)} | {7: Observed(1, 200)})
    assert averages is not None
    assert averages[7] == divide(1000 * 380, 19)


@pytest.mark.parametrize(("days", "known"), [(13, False), (14, True)])
def test_less_than_two_weeks_are_no_history(days: int, known: bool) -> None:
    assert (daily_averages({1: Observed(days, 50)}) is not None) is known


def test_usage_per_thousand_of_revenue() -> None:
    rate = per_thousand(used=350, revenue_minor=70_000_00)
    assert rate == 5000  # five for each 1,000 earned
    assert usage_of_revenue(rate, 12_400_00) == 62_000
    assert per_thousand(3, 0) is None


@pytest.mark.parametrize(
    ("per_day", "share", "base_units"),
    [((), (1, 1), 0), ((10_000, 10_000), (1, 2), 15), ((499,), (1, 1), 0), ((500,), (1, 1), 1),
     ((9_000, 300, 300), (0, 1440), 1)],
)  # fmt: skip
def test_days_add_up_half_up(per_day: tuple[int, ...], share: tuple[int, int], base_units: int) -> None:
    assert sum_days(per_day, share) == base_units


@given(some.lists(amounts, min_size=1, max_size=40), some.integers(0, 1440))
def test_a_sum_of_days_is_the_exact_sum_rounded_once(per_day: list[int], minutes: int) -> None:
    exact = Fraction(minutes, 1440) * per_day[0] + sum(per_day[1:])
    assert abs(Fraction(sum_days(per_day, (minutes, 1440))) - exact / 1000) <= Fraction(1, 2)


@given(some.dictionaries(some.integers(1, 7), some.builds(Observed, some.integers(1, 8), amounts)))
def test_averages_lie_between_the_least_and_the_most(observed: dict[int, Observed]) -> None:
    averages = daily_averages(observed)
    if averages is not None:
        means = [Fraction(1000 * one.total, one.days) for one in observed.values()]
        assert all(min(means) - 1 <= average <= max(means) + 1 for average in averages.values())
