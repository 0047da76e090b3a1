"""Quiet hours end by the clock on the wall of the place where somebody works."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.quiet import DAY, clock_of, minutes_of, quiet_end

SHANGHAI, BERLIN = "Asia/Shanghai", "Europe/Berlin"
MINUTES = st.integers(0, DAY - 1)
MOMENTS = st.integers(1_767_225_600, 1_830_211_200).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("moment", "zone", "quiet", "end"),
    [
        ("2026-11-25T23:00+08:00", SHANGHAI, "22:00-07:00", "2026-11-26T07:00+08:00"),
        ("2026-11-25T02:00+08:00", SHANGHAI, "22:00-07:00", "2026-11-25T07:00+08:00"),
        ("2026-11-25T22:00+08:00", SHANGHAI, "22:00-07:00", "2026-11-26T07:00+08:00"),
        ("2026-11-25T07:00+08:00", SHANGHAI, "22:00-07:00", None),
        ("2026-11-25T21:59+08:00", SHANGHAI, "22:00-07:00", None),
        ("2026-11-25T13:00+08:00", SHANGHAI, "12:00-14:00", "2026-11-25T14:00+08:00"),
        ("2026-11-25T14:00+08:00", SHANGHAI, "12:00-14:00", None),
        ("2026-11-25T13:00+08:00", SHANGHAI, "12:00-12:00", None),
        ("2026-11-25T00:00+08:00", SHANGHAI, "20:00-00:00", None),
        ("2026-11-25T23:59+08:00", SHANGHAI, "20:00-00:00", "2026-11-26T00:00+08:00"),
        # The same moment is night in one place and day in the other.
        ("2026-11-25T23:00+08:00", BERLIN, "22:00-07:00", None),
        # Clocks go back in this night: it is an hour longer, and seven stays seven.
        ("2026-10-24T23:00+02:00", BERLIN, "22:00-07:00", "2026-10-25T07:00+01:00"),
        ("2026-03-28T23:00+01:00", BERLIN, "22:00-07:00", "2026-03-29T07:00+02:00"),
    ],
)
def test_quiet_hours(moment: str, zone: str, quiet: str, end: str | None) -> None:
    begins, ends = map(minutes_of, quiet.split("-"))
    expected = datetime.fromisoformat(end) if end else None
    assert quiet_end(datetime.fromisoformat(moment), zone, begins, ends) == expected


def test_who_has_chosen_none_is_always_told() -> None:
    assert quiet_end(datetime.now(UTC), SHANGHAI, None, None) is None


@given(MOMENTS, MINUTES, MINUTES, st.sampled_from([SHANGHAI, BERLIN, "America/St_Johns"]))
def test_they_end_within_a_day_at_the_minute_that_was_chosen(
    moment: datetime, begins: int, ends: int, zone: str
) -> None:
    end = quiet_end(moment, zone, begins, ends)
    if end is None:
        return
    assert timedelta(0) < end - moment <= timedelta(hours=25)
    local = end.astimezone(ZoneInfo(zone))
    assert quiet_end(end, zone, begins, ends) is None or local.fold or local.hour in (1, 2, 3)


@given(MINUTES)
def test_a_clock_is_read_as_it_is_written(minutes: int) -> None:
    assert minutes_of(clock_of(minutes)) == minutes
