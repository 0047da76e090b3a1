"""Conditions that make no sense, and questions that nobody could ever be asked."""

from typing import Any

import msgspec
import pytest

from backend.checklists.document import ChecklistDocument
from backend.checklists.questions import find_flaws, find_warnings

WORDS = {"zh": "字", "en": "words"}


def question(id: str, kind: str = "yes_no", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id, "text": WORDS, **fields}


def choice(id: str, *options: str, **fields: Any) -> dict[str, Any]:
    offered = [{"id": one, "label": WORDS, "points": row} for row, one in enumerate(options, 1)]
    return question(id, "choice", options=offered, **fields)


def is_yes(id: str) -> dict[str, Any]:
    return {"when": "option_is", "question": id, "options": ["yes"]}


def document(*sections: list[dict[str, Any]] | dict[str, Any], **fields: Any) -> ChecklistDocument:
    whole = [
        {"id": f"s{row}", "title": WORDS, **(one if isinstance(one, dict) else {"questions": one})}
        for row, one in enumerate(sections)
    ]
    return msgspec.convert({"name": WORDS, "sections": whole, **fields}, ChecklistDocument)


def flaws(*questions: dict[str, Any]) -> list[tuple[str, str]]:
    return [(flaw.path, flaw.code) for flaw in find_flaws(document(list(questions)))]


AT = "sections[0].questions[1].shownIf"
NUMBER = {"when": "number_is", "question": "n", "number": "4"}


@pytest.mark.parametrize(
    ("first", "condition", "expected"),
    [
        (question("a"), is_yes("a"), []),
        (question("a"), is_yes("ghost"), [(f"{AT}.question", "condition_unknown_question")]),
        (
            question("a"),
            {**is_yes("a"), "options": ["maybe"]},
            [(f"{AT}.options[0]", "condition_unknown_option")],
        ),
        (question("a", "text"), is_yes("a"), [(f"{AT}.question", "condition_wrong_kind")]),
        (
            question("n", "text"),
            {**NUMBER, "comparison": "below"},
            [(f"{AT}.question", "condition_wrong_kind")],
        ),
        (
            question("i", "information"),
            {"when": "answered", "question": "i"},
            [(f"{AT}.question", "condition_wrong_kind")],
        ),
        (question("n", "number"), {"when": "failed", "question": "n"}, [(AT, "never_shown")]),
        (question("n", "number", limits={"max": "5"}), {"when": "failed", "question": "n"}, []),
        (
            question("n", "number"),
            {"when": "all", "of": [{**NUMBER, "comparison": "below"}, {**NUMBER, "comparison": "above"}]},
            [(AT, "never_shown")],
        ),
        (
            choice("c", "x", "y"),
            {"when": "all", "of": [{"when": "option_is", "question": "c", "options": [one]} for one in "xy"]},
            [(AT, "never_shown")],
        ),
        (
            question("s", "slider", max=3),
            {"when": "number_is", "question": "s", "comparison": "above", "number": "3"},
            [(AT, "never_shown")],
        ),
        (
            question("a"),
            {"when": "not", "of": {"when": "any", "of": [is_yes("a"), {"when": "not", "of": is_yes("a")}]}},
            [(AT, "never_shown")],
        ),
        (
            question("a"),
            {"when": "all", "of": [{"when": "role_is", "roles": [one]} for one in ("hq", "staff")]},
            [],
        ),
        (
            question("a"),
            {
                "when": "all",
                "of": [{"when": "attribute_is", "attribute": "kind", "values": [one]} for one in "xy"],
            },
            [(AT, "never_shown")],
        ),
    ],
)
def test_a_condition(
    first: dict[str, Any], condition: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert flaws(first, question("b", shownIf=condition)) == expected


def test_what_comes_later_and_what_goes_in_a_circle() -> None:
    assert flaws(question("a", shownIf=is_yes("b")), question("b")) == [
        ("sections[0].questions[0].shownIf.question", "condition_later_question")
    ]
    assert flaws(question("a", shownIf=is_yes("b")), question("b", shownIf=is_yes("a"))) == [
        ("sections[0].questions[0].shownIf.question", "condition_cycle"),
        ("sections[0].questions[1].shownIf.question", "condition_cycle"),
    ]


def test_what_hangs_on_something_hidden_is_told_too() -> None:
    hidden = question("b", shownIf={"when": "option_is", "question": "a", "options": ["no"]})
    found = flaws(
        question("a"), hidden, question("c", shownIf={"when": "all", "of": [is_yes("b"), is_yes("a")]})
    )
    assert found == [("sections[0].questions[2].shownIf", "never_shown")]


def test_a_section_that_nobody_sees() -> None:
    shown_if = {"when": "option_is_not", "question": "c", "options": ["x", "y"]}
    found = find_flaws(document([choice("c", "x", "y")], {"questions": [question("b")], "shownIf": shown_if}))
    assert [(flaw.path, flaw.code) for flaw in found] == [("sections[1].shownIf", "never_shown")]


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        ({"mode": "deduction"}, "mode", "no_deductions"),
        (
            {"bands": [{"id": one, "label": WORDS, "fromHundredths": 0} for one in "ab"]},
            "bands[1].fromHundredths",
            "used_twice",
        ),
    ],
)
def test_how_it_is_graded(fields: dict[str, Any], path: str, code: str) -> None:
    assert [(flaw.path, flaw.code) for flaw in find_flaws(document([question("a")], **fields))] == [
        (path, code)
    ]


def test_what_may_be_meant_is_a_warning() -> None:
    zero = choice("c", "x", "y")
    zero["options"][0]["points"] = 0
    bands = [{"id": "a", "label": WORDS, "fromHundredths": 9000}]
    found = document([zero], bands=bands)
    assert find_flaws(found) == []
    assert [(flaw.path, flaw.code) for flaw in find_warnings(found)] == [
        ("sections[0].questions[0].options[0].points", "option_without_points"),
        ("bands", "bands_leave_gap"),
    ]
