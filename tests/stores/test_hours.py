"""Working time by tables: nights, week-ends, holidays, summer time; and what holds for every calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.stores.hours import (
    Calendar,
    is_open,
    next_opening,
    working_between,
    working_span,
    working_time,
)

NINE_TO_FIVE = ((540, 1020),)
OFFICE = Calendar("Asia/Shanghai", (NINE_TO_FIVE,) * 5 + ((), ()))
BAR = Calendar("Asia/Shanghai", (((1080, 1560),),) * 7)  # 18:00 to 02:00
SPLIT = Calendar("Asia/Shanghai", (((600, 840), (1020, 1260)),) * 7)
HOLIDAY = Calendar("Asia/Shanghai", OFFICE.week, frozenset({date(2026, 11, 26)}))
NEVER = Calendar("Asia/Shanghai", ((),) * 7)


def shanghai(words: str) -> datetime:
    """A moment by the clock of Shanghai; 2026-11-25 is a Wednesday."""
    return datetime.fromisoformat(f"2026-{words}+08:00")


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "due"),
    [
        (Calendar(), "11-25 22:00", 24, "11-26 22:00"),
        (OFFICE, "11-25 10:00", 4, "11-25 14:00"),
        (OFFICE, "11-25 10:00", 7, "11-25 17:00"),
        (OFFICE, "11-25 15:00", 4, "11-26 11:00"),
        (OFFICE, "11-25 03:00", 1, "11-25 10:00"),
        (OFFICE, "11-27 16:00", 2, "11-30 10:00"),
        (OFFICE, "11-28 12:00", 8, "11-30 17:00"),
        (HOLIDAY, "11-25 16:00", 2, "11-27 10:00"),
        (BAR, "11-25 01:00", 2, "11-25 19:00"),
        (BAR, "11-25 20:00", 6, "11-26 02:00"),
        (SPLIT, "11-25 13:00", 2, "11-25 18:00"),
        (NEVER, "11-25 13:00", 2, "11-25 15:00"),
    ],
)
def test_so_many_working_hours_later(calendar: Calendar, start: str, hours: int, due: str) -> None:
    assert working_time(shanghai(start), hours, calendar) == shanghai(due)


@pytest.mark.parametrize(
    ("moment", "open_now", "opens"),
    [
        ("11-25 08:59", False, "11-25 09:00"),
        ("11-25 09:00", True, "11-25 09:00"),
        ("11-25 16:59", True, "11-25 16:59"),
        ("11-25 17:00", False, "11-26 09:00"),
        ("11-28 12:00", False, "11-30 09:00"),
    ],
)
def test_a_store_is_open_from_its_first_minute_to_its_last(moment: str, open_now: bool, opens: str) -> None:
    assert is_open(OFFICE, shanghai(moment)) is open_now
    assert next_opening(OFFICE, shanghai(moment)) == shanghai(opens)


def test_the_night_on_which_clocks_go_back_has_one_hour_more() -> None:
    london = Calendar("Europe/London")
    start = datetime(2026, 10, 24, 23, tzinfo=UTC)  # 00:00 in London, still summer
    assert working_between(start, start + timedelta(hours=25), london) == timedelta(hours=25)
    shop = Calendar("Europe/London", (NINE_TO_FIVE,) * 7)
    assert next_opening(shop, datetime(2026, 10, 24, 12, tzinfo=UTC)) == datetime(
        2026, 10, 24, 12, tzinfo=UTC
    )
    assert next_opening(shop, datetime(2026, 10, 25, 0, tzinfo=UTC)) == datetime(2026, 10, 25, 9, tzinfo=UTC)


def test_what_overlaps_counts_once() -> None:
    twice = Calendar("UTC", (((540, 720), (600, 780)),) * 7)
    start = datetime(2026, 11, 25, tzinfo=UTC)
    assert working_between(start, start + timedelta(days=1), twice) == timedelta(hours=4)


spans = st.tuples(st.integers(0, 1439), st.integers(1, 900)).map(lambda pair: (pair[0], pair[0] + pair[1]))
weeks = st.lists(st.lists(spans, max_size=3).map(tuple), min_size=7, max_size=7).map(tuple)
zones = st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York", "Asia/Kolkata"])
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 700 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@given(
    week=weeks,
    zone=zones,
    start=moments,
    minutes=st.integers(0, 6000),
    closed=st.sets(st.dates(), max_size=2),
)
def test_the_working_time_up_to_a_deadline_is_what_was_given(
    week: tuple[tuple[tuple[int, int], ...], ...],
    zone: str,
    start: datetime,
    minutes: int,
    closed: set[date],
) -> None:
    calendar = Calendar(zone, week, frozenset(closed))
    due = working_span(start, timedelta(minutes=minutes), calendar)
    assert due >= start
    if any(week):
        assert working_between(start, due, calendar) == timedelta(minutes=minutes)
    else:
        assert due - start == timedelta(minutes=minutes)
