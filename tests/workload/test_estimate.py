"""How long work takes and which shift it belongs to: tables of cases, and what holds for any."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.workload.estimate import Shift, Weight, Work, belongs, estimate, over_budget, shift_load
from backend.workload.rules import FixMinutes, WorkloadRules

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULES = WorkloadRules()
SHIFT = Shift(NOON - 4 * HOUR, NOON + 10 * HOUR)
TOMORROW = Shift(NOON + 20 * HOUR, NOON + 34 * HOUR, ahead=True)


@pytest.mark.parametrize(
    ("work", "minutes"),
    [
        (Work("fix", NOON, severity="critical"), 20),
        (Work("fix", NOON, severity="high"), 15),
        (Work("fix", NOON), 10),
        (Work("fix", NOON, severity="low"), 5),
        (Work("task", NOON, task_minutes=18), 18),
        (Work("task", NOON), 1),
        (Work("order", NOON, 0), 2),
        (Work("order", NOON, 12), 3),
        (Work("order", NOON, 13), 4),  # 65 seconds are a begun second minute
        (Work("receive", NOON, 9), 8),
        (Work("arrival", NOON, 1), 6),
        (Work("count", NOON, 1), 1),
        (Work("count", NOON, 30), 6),
        (Work("count", NOON, 31), 7),
    ],
)
def test_each_kind_of_work_has_its_minutes(work: Work, minutes: int) -> None:
    assert estimate(work, RULES) == minutes


def test_the_company_reckons_by_its_own_minutes() -> None:
    rules = WorkloadRules(fix=FixMinutes(medium=25), receive_minutes=0, receive_line_seconds=90)
    assert estimate(Work("fix", NOON), rules) == 25
    assert estimate(Work("receive", NOON, 3), rules) == 5


@pytest.mark.parametrize(
    ("due", "opens", "shift", "falls_in"),
    [
        (NOON, None, SHIFT, True),
        (NOON - 90 * HOUR, None, SHIFT, True),  # late is still to be done
        (SHIFT.closes, None, SHIFT, True),
        (SHIFT.closes + timedelta(seconds=1), None, SHIFT, False),
        (SHIFT.closes, SHIFT.closes, SHIFT, False),  # it opens when everybody goes home
        (SHIFT.closes, SHIFT.closes - HOUR, SHIFT, True),
        (NOON, None, TOMORROW, False),  # late today is no work of tomorrow's
        (TOMORROW.opens, None, TOMORROW, True),
        (TOMORROW.closes + HOUR, None, TOMORROW, False),
    ],
)
def test_work_belongs_to_the_shift_by_whose_end_it_is_due(
    due: datetime, opens: datetime | None, shift: Shift, falls_in: bool
) -> None:
    assert belongs(Work("fix", due, opens_at=opens), shift) is falls_in


def test_a_shift_weighs_what_belongs_to_it() -> None:
    works = [
        Work("fix", NOON, severity="high"),
        Work("fix", NOON + 50 * HOUR, severity="critical"),
        Work("task", NOON + HOUR, task_minutes=18, opens_at=NOON - HOUR),
        Work("order", NOON + 2 * HOUR, 12),
    ]
    assert shift_load(works, SHIFT, RULES) == 15 + 18 + 3
    assert shift_load(works, TOMORROW, RULES) == 0


def test_the_stores_over_the_budget_are_named_heaviest_first() -> None:
    weights = {"a": Weight(10, 60), "b": Weight(10, 61), "c": Weight(90, 95), "d": Weight(0, 5)}
    assert over_budget(weights, 60) == ["c", "b"]


WORKS = st.builds(
    Work,
    st.sampled_from(["fix", "task", "order", "receive", "arrival", "count"]),
    st.integers(-100, 100).map(lambda hours: NOON + hours * HOUR),
    st.integers(0, 500),
    st.sampled_from(["low", "medium", "high", "critical"]),
    st.integers(0, 240),
)


@given(st.lists(WORKS), WORKS)
def test_more_work_never_makes_a_shift_lighter_and_none_is_free(works: list[Work], one: Work) -> None:
    before, after = shift_load(works, SHIFT, RULES), shift_load([*works, one], SHIFT, RULES)
    assert after - before == (estimate(one, RULES) if belongs(one, SHIFT) else 0)
    assert estimate(one, RULES) >= 1
