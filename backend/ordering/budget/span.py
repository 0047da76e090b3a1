"""The days that a budget is for, and what an order makes of it: pure."""

from datetime import date, timedelta
from typing import Literal

Period = Literal["week", "month"]


def days_of(day: date, period: Period) -> tuple[date, date]:
    """Return the first and the last day of the week or the month that a delivery falls into."""
    if period == "week":
        monday = day - timedelta(days=day.isoweekday() - 1)
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_over(amount_minor: int, spent_minor: int, order_minor: int) -> bool:
    """Tell whether an order costs more than what is left; spending the last coin is allowed."""
    return spent_minor + order_minor > amount_minor
