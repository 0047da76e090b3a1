"""When a supplier comes and until when to order for it: pure, in the store's own time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The delivery days of one supplier at one store; a supplier without any delivers nowhere."""

    weekdays: frozenset[int]  # 1 is Monday
    cut_off: time
    lead_days: int
    grace: timedelta
    zone: ZoneInfo
    comes_not_on: frozenset[date] = frozenset()
    comes_also_on: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(1, 8)):
            raise ValueError("delivery days are ISO weekdays, and there is at least one")
        if self.lead_days < 0 or self.grace < timedelta(0):
            raise ValueError("lead time and grace are not negative")


def cut_off_at(delivery_on: date, calendar: Calendar) -> datetime:
    """Return the last moment to order for a delivery.

    Where the clock strikes it twice that night the first time counts; where the clock jumps over it, the
    moment is as long after the jump as it would have been after the hour that is missing.
    """
    last_day = delivery_on - calendar.lead_days * DAY
    return datetime.combine(last_day, calendar.cut_off, calendar.zone).astimezone(UTC)


def next_delivery(moment: datetime, calendar: Calendar) -> date:
    """Return the first delivery that can still be ordered at a moment."""
    today = local_day(moment, calendar)
    return next(day for day in delivery_days(today, calendar) if moment <= cut_off_at(day, calendar))


def delivery_after(delivery_on: date, calendar: Calendar) -> date:
    """Return the delivery that comes after one."""
    return next(delivery_days(delivery_on + DAY, calendar))


def settle_delivery(asked_for: date, tapped_at: datetime, arrived_at: datetime, calendar: Calendar) -> date:
    """Return the delivery that an order gets: the one asked for, or the first possible one after it."""
    first = max(asked_for, local_day(arrived_at, calendar))
    return next(
        day for day in delivery_days(first, calendar) if is_in_time(day, tapped_at, arrived_at, calendar)
    )


def is_in_time(delivery_on: date, tapped_at: datetime, arrived_at: datetime, calendar: Calendar) -> bool:
    """Tell whether an order is here by the cut-off, or was tapped by then and is here within the grace."""
    end = cut_off_at(delivery_on, calendar)
    return arrived_at <= end or (tapped_at <= end and arrived_at <= end + calendar.grace)


def local_day(moment: datetime, calendar: Calendar) -> date:
    """Return the day it is in the store."""
    return moment.astimezone(calendar.zone).date()


def delivery_days(first: date, calendar: Calendar) -> Iterator[date]:
    """Walk through the delivery days from a day on, that day included."""
    day = first
    while True:
        is_due = day.isoweekday() in calendar.weekdays and day not in calendar.comes_not_on
        if is_due or day in calendar.comes_also_on:
            yield day
        day += DAY
