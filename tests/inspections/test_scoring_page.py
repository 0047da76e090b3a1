"""The public page about scoring says what the engine does, example by example."""

import re
from pathlib import Path

import pytest

from backend.inspections.score import Score
from backend.inspections.scoring import score_answers
from tests.inspections.shared_vectors import answers, checklist, circumstances, read

PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text()
ROWS = re.findall(
    r"^\| (.+?) \| (none|-?\d+(?:/\d+)?) \| (none|\d+\.\d\d)( FAIL| PASS)? \|$", PAGE, re.MULTILINE
)
VECTORS = {vector["name"]: vector for vector in read("scores")}
EVERY_RULE = {*(f"R{n}" for n in range(1, 14)), "S2", "S3", "S5", "S8", "S9", "S12"}


def scored(name: str) -> Score:
    vector = VECTORS[name]
    return score_answers(
        checklist(vector), answers(vector), circumstances(vector), submitted=vector["submitted"]
    )


def fraction(score: Score) -> str:
    if score.raw is None:
        return "none"
    numerator, denominator = score.raw.numerator, score.raw.denominator
    return numerator if denominator == "1" else f"{numerator}/{denominator}"


@pytest.mark.parametrize(("name", "raw", "shown", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_an_example_is_true(name: str, raw: str, shown: str, verdict: str) -> None:
    score = scored(name)
    assert (fraction(score), score.shown or "none") == (raw, shown)
    assert (score.verdict or "") == verdict.strip().lower()


def test_every_rule_of_the_domain_has_its_example() -> None:
    assert {name.split()[0].rstrip(":") for name, *_ in ROWS} >= EVERY_RULE


def test_every_red_line_is_explained() -> None:
    for policy in ("flag", "fail_section", "fail_inspection", "zero_section", "zero_inspection", "cap"):
        assert f"| `{policy}` |" in PAGE
