"""When rounds come: days by RRULE, times by each store's own clock, also on the nights it is changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.inspections.rounds.recurrence import Plan, moment_of, names_days, occurrences

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
]


def plan(rule: str = "FREQ=DAILY", **changes: object) -> Plan:
    """A plan that opens at eight and is due two hours later."""
    whole: dict[str, object] = {
        "rule": rule, "starts_on": date(2026, 1, 1), "ends_on": None,
        "times": (time(8),), "due": 2 * HOUR, "missed": DAY,
    }  # fmt: skip
    return Plan(**(whole | changes))  # type: ignore[arg-type]


def days(rule: str, first: date, last: date, **changes: object) -> list[date]:
    """The days on which a plan comes, in a zone without summer time."""
    since, until = (datetime.combine(day, time(), UTC) for day in (first, last + DAY))
    return [one.local.date() for one in occurrences(plan(rule, **changes), "UTC", since, until)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;INTERVAL=10", ["01-01", "01-11", "01-21", "01-31", "02-10", "02-20", "03-02"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", [
            "01-12", "01-14", "01-26", "01-28", "02-09", "02-11", "02-23", "02-25",
        ]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["01-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["01-31", "02-28"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", ["01-01", "01-15", "02-01", "02-15", "03-01"]),
        ("FREQ=MONTHLY;BYDAY=1MO", ["01-05", "02-02", "03-02"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["01-30", "02-27"]),
    ],
)  # fmt: skip
def test_a_rule_names_its_days(rule: str, expected: list[str]) -> None:
    found = days(rule, date(2026, 1, 1), date(2026, 3, 2))
    assert [f"{day:%m-%d}" for day in found] == expected


def test_every_other_week_is_counted_from_the_first_day_wherever_one_looks() -> None:
    whole = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 1, 1), date(2026, 12, 31))
    later = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 6, 3), date(2026, 12, 31))
    assert later == [day for day in whole if day >= date(2026, 6, 3)]


def test_it_begins_and_ends_on_its_days() -> None:
    span = {"starts_on": date(2026, 2, 27), "ends_on": date(2026, 3, 1)}
    assert days("FREQ=DAILY", date(2026, 1, 1), date(2026, 4, 1), **span) == [
        date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2026-03-08T02:30", "America/New_York", "07:00"),  # leapt over: three o'clock summer time
        ("2026-03-08T03:00", "America/New_York", "07:00"),
        ("2026-11-01T01:30", "America/New_York", "05:30"),  # the first of two
        ("2026-10-04T02:15", "Australia/Lord_Howe", "15:30"),  # half an hour is leapt over
        ("2026-07-01T08:00", "Asia/Shanghai", "00:00"),
    ],
)
def test_a_clock_that_is_changed_still_says_when(local: str, zone: str, utc: str) -> None:
    assert f"{moment_of(datetime.fromisoformat(local), ZoneInfo(zone)):%H:%M}" == utc


def test_eight_o_clock_stays_eight_o_clock_across_summer_time() -> None:
    found = occurrences(
        plan(), "Europe/Berlin", datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)
    )
    assert [f"{one.opens_at:%d %H:%M}" for one in found] == ["28 07:00", "29 06:00", "30 06:00"]


def test_midnight_belongs_to_the_day_it_ends() -> None:
    (one,) = occurrences(
        plan(times=(time(),), due=DAY), "UTC", datetime(2026, 5, 5, 12, tzinfo=UTC),
        datetime(2026, 5, 5, 13, tzinfo=UTC),
    )  # fmt: skip
    assert (one.due_on, one.due_at) == (date(2026, 5, 5), datetime(2026, 5, 6, tzinfo=UTC))


moments = st.integers(0, 800 * 24 * 60).map(
    lambda m: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=m)
)
plans = st.builds(
    plan,
    st.sampled_from(RULES),
    times=st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=3).map(
        tuple
    ),
    due=st.integers(1, 5000).map(lambda minutes: timedelta(minutes=minutes)),
    missed=st.integers(5000, 9000).map(lambda minutes: timedelta(minutes=minutes)),
)


@given(plans, st.sampled_from(ZONES), moments, st.integers(0, 40), st.integers(0, 40))
def test_a_span_cut_in_two_gives_each_occurrence_once(
    whole: Plan, zone: str, since: datetime, first: int, second: int
) -> None:
    middle, until = since + first * DAY, since + (first + second) * DAY
    found = occurrences(whole, zone, since, until)
    names = [one.local for one in found]
    assert len(names) == len(set(names))
    early, late = occurrences(whole, zone, since, middle), occurrences(whole, zone, middle, until)
    assert {one.local for one in early} | {one.local for one in late} == set(names)
    assert all(one.due_at > since and one.opens_at <= until for one in found)


@given(plans, st.sampled_from(ZONES), moments)
def test_it_opens_is_due_and_is_missed_in_this_order_at_the_times_of_its_clock(
    whole: Plan, zone: str, since: datetime
) -> None:
    for one in occurrences(whole, zone, since, since + 20 * DAY):
        assert one.opens_at < one.due_at < one.missed_at
        there = one.opens_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert one.local <= there <= one.local + DAY
        assert there.time() in whole.times or there != one.local


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=HOURLY", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20260101", "FREQ=WEEKLY", "FREQ=DAILY\n",
        "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=5MO", "RRULE:FREQ=DAILY",
    ],
)  # fmt: skip
def test_what_no_page_can_choose_is_no_rule(rule: str) -> None:
    assert not names_days(rule, date(2026, 1, 1))


def test_a_rule_that_never_comes_names_no_day() -> None:
    assert not names_days("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", date(2026, 2, 1))
    assert names_days("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29", date(2026, 2, 1))
