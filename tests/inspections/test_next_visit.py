"""When to come again: the strictest reason decides, and better findings never ask for an earlier walk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.inspections.next_visit import advise


@pytest.mark.parametrize(
    ("score", "failed", "open_issues", "overdue", "expected"),
    [
        (1_000_000, False, 0, 0, (30, "routine")),
        (900_000, False, 0, 0, (30, "routine")),
        (899_999, False, 0, 0, (21, "score")),
        (799_999, False, 0, 0, (14, "score")),
        (699_999, False, 0, 0, (7, "score")),
        (-500_000, False, 0, 0, (7, "score")),
        (950_000, True, 0, 0, (7, "failed")),
        (950_000, False, 5, 0, (14, "open_issues")),
        (950_000, False, 4, 0, (30, "routine")),
        (850_000, False, 9, 1, (7, "overdue_issues")),
        (None, False, 0, 0, (30, "routine")),
        (None, False, 5, 0, (14, "open_issues")),
    ],
)
def test_the_strictest_reason_decides(
    score: int | None, failed: bool, open_issues: int, overdue: int, expected: tuple[int, str]
) -> None:
    advice = advise(score_e6=score, failed=failed, open_issues=open_issues, overdue_issues=overdue)
    assert (advice.days, advice.reason) == expected


findings = st.tuples(st.integers(-100_000, 1_000_000), st.booleans(), st.integers(0, 30), st.integers(0, 30))


@given(findings, findings)
def test_finding_less_wrong_never_asks_for_an_earlier_walk(
    one: tuple[int, bool, int, int], other: tuple[int, bool, int, int]
) -> None:
    better = (max(one[0], other[0]), one[1] and other[1], min(one[2], other[2]), min(one[3], other[3]))
    days = [
        advise(score_e6=score, failed=failed, open_issues=open_, overdue_issues=overdue).days
        for score, failed, open_, overdue in (better, one, other)
    ]
    assert days[0] >= max(days[1:])
