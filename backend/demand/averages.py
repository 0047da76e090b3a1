"""What a day will sell, from the same weekdays before it: pure arithmetic in thousandths of a base unit.

Days on which the shelf was empty are left out: they say how much there was, not how much was wanted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

WEEKS = 8
ENOUGH_DAYS = 14  # fewer observed days are no history
ENOUGH_OF_A_WEEKDAY = 2  # with fewer, the average of all days stands in
THOUSAND_OF_REVENUE = 100_000  # in minor units


class Observed(NamedTuple):
    """What was seen on one weekday (1 is Monday) over the weeks: on how many days, how much together."""

    days: int
    total: int


def daily_averages(observed: Mapping[int, Observed]) -> dict[int, int] | None:
    """Return what each weekday sells, in thousandths; None where there is too little history."""
    days = sum(one.days for one in observed.values())
    if days < ENOUGH_DAYS:
        return None
    overall = divide(1000 * sum(one.total for one in observed.values()), days)
    return {weekday: average_of(observed.get(weekday), overall) for weekday in range(1, 8)}


def average_of(one: Observed | None, overall: int) -> int:
    """Return a weekday's own average, or that of all days where it was seen too seldom."""
    if one is None or one.days < ENOUGH_OF_A_WEEKDAY:
        return overall
    return divide(1000 * one.total, one.days)


def per_thousand(used: int, revenue_minor: int) -> int | None:
    """Return how much is used per 1,000 of revenue 千元用量, in thousandths; None without revenue.

    Both sums are over the same days.
    """
    return None if revenue_minor <= 0 else divide(1000 * used * THOUSAND_OF_REVENUE, revenue_minor)


def usage_of_revenue(rate: int, revenue_minor: int) -> int:
    """Return what a revenue will use, in thousandths, at a rate per 1,000."""
    return divide(rate * revenue_minor, THOUSAND_OF_REVENUE)


def sum_days(per_day: Sequence[int], first_share: tuple[int, int] = (1, 1)) -> int:
    """Add days up to base units, half up; of the first one only a share `(part, whole)` counts."""
    if not per_day:
        return 0
    part, whole = first_share
    return divide(per_day[0] * part + sum(per_day[1:]) * whole, 1000 * whole)


def divide(number: int, by: int) -> int:
    """Divide what is not negative, half up."""
    return (2 * number + by) // (2 * by)
