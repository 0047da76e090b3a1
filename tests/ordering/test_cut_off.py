"""Delivery days and cut-offs, in the store's own time and across the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.ordering.cut_off import (
    Calendar,
    cut_off_at,
    delivery_after,
    is_in_time,
    local_day,
    next_delivery,
    settle_delivery,
)

ZONES = [
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe",
    "Africa/Cairo", "Pacific/Apia", "Asia/Kathmandu", "America/Havana", "UTC",
]  # fmt: skip
calendars = some.builds(
    Calendar,
    weekdays=some.frozensets(some.integers(1, 7), min_size=1),
    cut_off=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    lead_days=some.integers(0, 10),
    grace=some.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes)),
    zone=some.sampled_from(ZONES).map(ZoneInfo),
)
moments = some.integers(1_262_304_000, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC))
days = some.dates(date(2010, 1, 1), date(2035, 1, 1))


def calendar(
    weekdays: set[int], cut_off: str, lead_days: int, zone: str = "Asia/Shanghai", grace: int = 30
) -> Calendar:
    return Calendar(
        frozenset(weekdays), time.fromisoformat(cut_off), lead_days, timedelta(minutes=grace), ZoneInfo(zone)
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


DAIRY = calendar({1, 3, 5}, "16:00", 1)  # Monday, Wednesday, Friday; 23 November 2026 is a Monday


@pytest.mark.parametrize(
    ("moment", "delivery", "after"),
    [
        ("2026-11-24T15:59:59+08:00", "2026-11-25", "2026-11-27"),
        ("2026-11-24T16:00:00+08:00", "2026-11-25", "2026-11-27"),
        ("2026-11-24T16:00:01+08:00", "2026-11-27", "2026-11-30"),
        ("2026-11-24T08:00:01+00:00", "2026-11-27", "2026-11-30"),
        ("2026-11-27T12:00:00+08:00", "2026-11-30", "2026-12-02"),
    ],
)
def test_the_next_delivery_is_the_first_whose_cut_off_is_not_over(
    moment: str, delivery: str, after: str
) -> None:
    found = next_delivery(at(moment), DAIRY)
    assert (found.isoformat(), delivery_after(found, DAIRY).isoformat()) == (delivery, after)


@pytest.mark.parametrize(
    ("zone", "cut_off", "last_day", "moment"),
    [
        ("Europe/Berlin", "16:00", "2026-03-28", "2026-03-28T15:00:00Z"),
        ("Europe/Berlin", "16:00", "2026-03-29", "2026-03-29T14:00:00Z"),
        ("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29T01:30:00Z"),  # there is no 02:30 that night
        ("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25T00:30:00Z"),  # there are two: the first
        ("America/New_York", "23:00", "2026-11-01", "2026-11-02T04:00:00Z"),
        ("Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:45:00Z"),  # the half hour that jumps
    ],
)
def test_a_cut_off_in_a_night_when_clocks_change(zone: str, cut_off: str, last_day: str, moment: str) -> None:
    supplier = calendar({1, 2, 3, 4, 5, 6, 7}, cut_off, 1, zone)
    assert cut_off_at(date.fromisoformat(last_day) + timedelta(days=1), supplier) == at(moment)


@pytest.mark.parametrize(
    ("tapped", "arrived", "delivery"),
    [
        ("15:59", "15:59", "2026-11-25"),
        ("15:59", "16:30", "2026-11-25"),  # no network in the cold store, and within the grace
        ("15:59", "16:31", "2026-11-27"),
        ("16:01", "16:01", "2026-11-27"),  # the grace is for the network, not for a late tap
        ("16:59", "15:58", "2026-11-25"),  # a phone's clock that runs ahead harms nobody
    ],
)
def test_grace_is_for_what_was_tapped_in_time(tapped: str, arrived: str, delivery: str) -> None:
    day = "2026-11-24T{}:00+08:00"
    settled = settle_delivery(date(2026, 11, 25), at(day.format(tapped)), at(day.format(arrived)), DAIRY)
    assert settled.isoformat() == delivery


@pytest.mark.parametrize(
    ("asked", "delivery"),
    [("2026-11-26", "2026-11-27"), ("2026-11-28", "2026-11-30"), ("2020-01-01", "2026-11-25"),
     ("0001-01-01", "2026-11-25"), ("2026-12-02", "2026-12-02")],
)  # fmt: skip
def test_a_day_without_a_delivery_moves_to_the_next_that_has_one(asked: str, delivery: str) -> None:
    noon = at("2026-11-24T12:00:00+08:00")
    assert settle_delivery(date.fromisoformat(asked), noon, noon, DAIRY).isoformat() == delivery


@given(calendars, moments)
def test_the_next_delivery_is_possible_and_none_before_it_was(supplier: Calendar, moment: datetime) -> None:
    found = next_delivery(moment, supplier)
    assert found.isoweekday() in supplier.weekdays
    assert moment <= cut_off_at(found, supplier)
    day = local_day(moment, supplier)
    while day < found:
        assert day.isoweekday() not in supplier.weekdays or cut_off_at(day, supplier) < moment
        day += timedelta(days=1)
    assert (found - local_day(moment, supplier)).days <= supplier.lead_days + 8


@given(calendars, moments)
def test_at_the_cut_off_itself_it_is_not_too_late_and_a_moment_after_it_is(
    supplier: Calendar, moment: datetime
) -> None:
    found = next_delivery(moment, supplier)
    end = cut_off_at(found, supplier)
    assert next_delivery(end, supplier) == found
    assert next_delivery(end + timedelta(microseconds=1), supplier) > found


@given(calendars, days)
def test_the_cut_off_shows_its_local_time_unless_the_clock_jumps(supplier: Calendar, day: date) -> None:
    local = cut_off_at(day, supplier).astimezone(supplier.zone)
    wall = local.replace(tzinfo=None)
    meant = datetime.combine(day - timedelta(days=supplier.lead_days), supplier.cut_off)
    # Samoa left out a whole day when it crossed the date line in 2011.
    assert abs(wall - meant) <= timedelta(days=1)
    exists = (
        meant.replace(tzinfo=supplier.zone).astimezone(UTC).astimezone(supplier.zone).replace(tzinfo=None)
        == meant
    )
    assert not exists or wall == meant


@given(calendars, moments, some.integers(-3000, 3000), days)
def test_an_order_always_gets_a_delivery_and_never_one_before_the_day_it_asked_for(
    supplier: Calendar, arrived: datetime, minutes: int, asked: date
) -> None:
    tapped = arrived + timedelta(minutes=minutes)
    settled = settle_delivery(asked, tapped, arrived, supplier)
    assert settled >= asked
    assert settled.isoweekday() in supplier.weekdays
    assert is_in_time(settled, tapped, arrived, supplier)
    again = settle_delivery(settled, tapped, arrived, supplier)
    assert again == settled


@given(calendars, moments)
def test_what_the_sheet_offers_is_what_the_order_gets(supplier: Calendar, moment: datetime) -> None:
    offered = next_delivery(moment, supplier)
    assert settle_delivery(offered, moment, moment, supplier) == offered


@pytest.mark.parametrize("weekdays", [set(), {0}, {8}])
def test_a_supplier_that_never_comes_is_no_calendar(weekdays: set[int]) -> None:
    with pytest.raises(ValueError):
        calendar(weekdays, "16:00", 1)
