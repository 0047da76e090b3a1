"""The score, by the table of the domain and by what must hold for every checklist."""

from fractions import Fraction
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from backend.checklists.document import ChecklistDocument
from backend.inspections.score import Score, percent
from backend.inspections.scoring import score_answers
from tests.inspections.invented import Filled, every_case
from tests.inspections.shared_vectors import Vector, answers, checklist, circumstances, vectors


@pytest.mark.parametrize("vector", vectors("scores"))
def test_vector(vector: Vector) -> None:
    score = score_answers(
        checklist(vector), answers(vector), circumstances(vector), submitted=vector["submitted"]
    )
    wire = msgspec.json.decode(msgspec.json.encode(score))
    assert_holds(wire, vector["expected"])


def assert_holds(found: Any, expected: Any, at: str = "") -> None:
    """Every field that a vector names is as it says; lists are as long as they are there."""
    match expected:
        case dict():
            for field, value in expected.items():
                assert_holds(found[field], value, f"{at}.{field}")
        case list():
            assert len(found) == len(expected), at
            for index, value in enumerate(expected):
                assert_holds(found[index], value, f"{at}[{index}]")
        case _:
            assert found == expected, at


def scored(case: Filled, *, submitted: bool = True) -> Score:
    return score_answers(case.document, case.answers, submitted=submitted)


@every_case
def test_the_order_of_answers_does_not_matter(case: Filled) -> None:
    backwards = score_answers(case.document, case.answers[::-1], submitted=True)
    assert backwards == scored(case)


@every_case
def test_no_score_is_above_everything(case: Filled) -> None:
    score = scored(case)
    assert score.raw is None or score.raw.exact() <= 1
    assert all(section.earned <= section.possible for section in score.sections)


@every_case
def test_null_exactly_where_nothing_was_possible(case: Filled) -> None:
    score = scored(case)
    assert (weighed(case, score) == 0) == (score.raw is None) == (score.shown is None)
    if case.document.mode == "deduction":
        assert score.possible in (0, case.document.base)
    else:
        assert score.possible == sum(section.possible for section in score.sections)


def weighed(case: Filled, score: Score) -> int:
    """What was possible where it counts: where sections are weighed, one of weight 0 has no say."""
    if case.document.mode != "weighted_sections":
        return score.possible
    weights = {section.id: section.weight for section in case.document.sections}
    return sum(section.possible for section in score.sections if weights[section.section])


@every_case
def test_the_preview_is_the_score_without_what_is_unanswered(case: Filled) -> None:
    excluding = msgspec.structs.replace(case.document, unanswered="exclude")
    preview = scored(case, submitted=False)
    assert replace(preview, questions=()) == replace(
        score_answers(excluding, case.answers, submitted=True), questions=()
    )
    assert not [one for one in preview.questions if one.why in ("unanswered_zero", "unanswered_excluded")]


@every_case
def test_heavier_questions_leave_the_share_alone(case: Filled) -> None:
    heavier = msgspec.to_builtins(case.document)
    for section in heavier["sections"]:
        for question in section["questions"]:
            question["weight"] *= 3
    document = msgspec.convert(heavier, ChecklistDocument)
    assert score_answers(document, case.answers, submitted=True).raw == scored(case).raw


@every_case
def test_pooled_and_mean_agree_where_nothing_repeats(case: Filled) -> None:
    pooled = msgspec.structs.replace(case.document, repeats="pooled")
    mean = msgspec.structs.replace(case.document, repeats="mean_of_instances")
    once = [answer for answer in case.answers if answer.instance == 0]
    assert score_answers(pooled, once, submitted=True) == score_answers(mean, once, submitted=True)


@every_case
def test_a_red_line_changes_the_verdict_and_nothing_else(case: Filled) -> None:
    score, plain = (
        score_answers(struck(case, red_line), case.answers, submitted=True)
        for red_line in ("fail_inspection", None)
    )
    assert score.verdict == "fail" or not score.failed
    assert (score.raw, score.shown, score.failed) == (plain.raw, plain.shown, plain.failed)
    assert bool(score.fired) == bool(score.failed)


def struck(case: Filled, red_line: str | None) -> ChecklistDocument:
    """A case's checklist with this red line on every question; its own may cap the score or make it zero."""
    document = msgspec.to_builtins(case.document)
    for section in document["sections"]:
        for question in section["questions"]:
            question |= {"redLine": red_line, "capHundredths": None}
    return msgspec.convert(document, ChecklistDocument)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1, 3), "33.33"),
        (Fraction(1, 800), "0.13"),
        (Fraction(-1), "0.00"),
        (Fraction(1), "100.00"),
        (None, None),
    ],
)
def test_percent(share: Fraction | None, shown: str | None) -> None:
    assert percent(share) == shown
