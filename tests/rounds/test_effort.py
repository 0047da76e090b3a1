"""How long a walk takes: measured where it was walked, else counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.inspections.rounds.effort import estimate_minutes


@pytest.mark.parametrize(
    ("dwelt", "questions", "expected"),
    [
        ([], 0, (5, False)),
        ([], 60, (35, False)),
        ([30, 40], 60, (35, False)),
        ([30, 40, 50], 60, (40, True)),
        ([30, 40, 50, 9999, 0, -3], 60, (40, True)),
        ([10, 20, 30, 40], 1, (20, True)),
    ],
)
def test_past_walks_count_once_there_are_enough(
    dwelt: list[int], questions: int, expected: tuple[int, bool]
) -> None:
    assert estimate_minutes(dwelt, questions) == expected


@given(st.lists(st.integers(-10, 2000)), st.integers(0, 5000))
def test_a_walk_never_takes_no_time(dwelt: list[int], questions: int) -> None:
    minutes, measured = estimate_minutes(dwelt, questions)
    assert minutes >= 1
    assert not measured or minutes <= 240
