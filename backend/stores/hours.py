"""When a store works, and what so many of its working hours lead to: pure arithmetic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = 24 * 60
AROUND_THE_CLOCK = (((0, DAY),),) * 7
LOOK_AHEAD = 400  # days; a store that does not open in all this time counts by the plain clock

Span = tuple[int, int]
"""Minutes after midnight by the store's own clock; what ends after 24:00 ends on the next day."""


@dataclass(frozen=True)
class Calendar:
    """The working hours of one store: spans from Monday to Sunday, and the days on which it stays closed."""

    time_zone: str = "UTC"
    week: tuple[tuple[Span, ...], ...] = AROUND_THE_CLOCK
    closed_days: frozenset[date] = frozenset()


def working_time(start: datetime, hours: int, calendar: Calendar) -> datetime:
    """Return the moment at which so many working hours have passed since the start."""
    return working_span(start, timedelta(hours=hours), calendar)


def working_span(start: datetime, wanted: timedelta, calendar: Calendar) -> datetime:
    """Return the moment at which so much working time has passed since the start."""
    left = wanted
    for opens, closes in openings(calendar, start):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return start.astimezone(UTC) + wanted


def working_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Return how much working time lies between two moments; none when the second is not later."""
    total = timedelta()
    for opens, closes in openings(calendar, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Tell whether the store works at a moment; it does when it opens and no longer when it closes."""
    return next_opening(calendar, moment) == moment


def next_opening(calendar: Calendar, moment: datetime) -> datetime:
    """Return the moment itself while the store works, else when it next opens."""
    first = next(openings(calendar, moment), None)
    return moment.astimezone(UTC) if first is None else first[0]


def openings(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches of working time from a moment on, in order and without overlap."""
    zone, reached = ZoneInfo(calendar.time_zone), start.astimezone(UTC)
    first = reached.astimezone(zone).date() - timedelta(days=1)
    for number in range(LOOK_AHEAD):
        day = first + timedelta(days=number)
        if day in calendar.closed_days:
            continue
        for opens, closes in sorted(calendar.week[day.weekday()]):
            begin, end = max(at(day, opens, zone), reached), at(day, closes, zone)
            if begin < end:
                yield begin, end
                reached = end


def at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clock on the store's wall shows so many minutes after midnight."""
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minutes)).astimezone(UTC)
