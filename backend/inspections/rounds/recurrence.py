"""When a round asks for a walk: days by an iCalendar RRULE, times by the clock of each store."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAY = f"({'|'.join(WEEKDAYS)})"
MONTH_DAY = "([1-9]|[12][0-9]|3[01]|-1)"
# Of RFC 5545 what a person can choose by hand and read back in a sentence; every other rule is refused.
RULE = re.compile(
    "FREQ=DAILY(;INTERVAL=[1-9][0-9]?)?"
    f"|FREQ=WEEKLY(;INTERVAL=[1-9][0-9]?)?;BYDAY={WEEKDAY}(,{WEEKDAY}){{0,6}}"
    f"|FREQ=MONTHLY(;INTERVAL=[1-9][0-9]?)?;(BYMONTHDAY={MONTH_DAY}(,{MONTH_DAY}){{0,9}}|BYDAY=([1-4]|-1){WEEKDAY})"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The part of a round that says when; lengths are counted on the store's clock, after opening."""

    rule: str
    starts_on: date
    ends_on: date | None
    times: tuple[time, ...]
    due: timedelta
    missed: timedelta


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a round asks for; `local` is its name, the same however often it is computed."""

    local: datetime
    opens_at: datetime
    due_at: datetime
    missed_at: datetime
    due_on: date


def occurrences(plan: Plan, zone: str, due_after: datetime, opens_until: datetime) -> list[Occurrence]:
    """List what is due after one moment and opens until another, in the order of opening."""
    place = ZoneInfo(zone)
    first = due_after.astimezone(place).date() - plan.due - DAY
    last = opens_until.astimezone(place).date() + DAY
    found = (
        placed(plan, place, datetime.combine(day, at))
        for day in days_between(plan, first, last)
        for at in sorted(set(plan.times))
    )
    return [one for one in found if one.due_at > due_after and one.opens_at <= opens_until]


def days_between(plan: Plan, first: date, last: date) -> Iterator[date]:
    """Yield the days that the rule names from one day to another, both included."""
    end = min(last, plan.ends_on) if plan.ends_on else last
    if end < plan.starts_on:
        return
    days = parsed(plan.rule, plan.starts_on)
    for moment in days.between(midnight(first), midnight(end), inc=True):
        yield moment.date()


def parsed(rule: str, starts_on: date) -> rrule:
    """Read a rule whose counting begins on a day."""
    return rrulestr(rule, dtstart=midnight(starts_on))


def midnight(day: date) -> datetime:
    """The beginning of a day on no clock in particular."""
    return datetime.combine(day, time())


def placed(plan: Plan, place: ZoneInfo, local: datetime) -> Occurrence:
    """Put an occurrence on the clock of a place."""
    due = local + plan.due
    return Occurrence(
        local=local,
        opens_at=moment_of(local, place),
        due_at=max(moment_of(due, place), moment_of(local, place) + timedelta(minutes=1)),
        missed_at=max(moment_of(local + plan.missed, place), moment_of(due, place) + timedelta(minutes=1)),
        due_on=last_day(due),
    )


def last_day(due: datetime) -> date:
    """The day on which something is due; midnight still belongs to the day that it ends."""
    return (due - timedelta(minutes=1)).date()


def moment_of(local: datetime, place: ZoneInfo) -> datetime:
    """Return when a clock shows this: the first time of two; where it leaps over it, the end of the leap."""
    there = local
    while (moment := there.replace(tzinfo=place).astimezone(UTC)).astimezone(place).replace(
        tzinfo=None
    ) != there:
        there += timedelta(minutes=1)
    return moment


def names_days(rule: str, starts_on: date) -> bool:
    """Tell whether a rule is one of those that rounds know, and comes at all."""
    if not RULE.fullmatch(rule):
        return False
    horizon = midnight(starts_on).replace(year=min(starts_on.year + 9, 9998), day=1)
    return bool(parsed(rule, starts_on).between(midnight(starts_on), horizon, inc=True))
