"""What keeps a checklist document from being published."""

from typing import Any

import msgspec
import pytest

from backend.checklists.document import ChecklistDocument
from backend.checklists.questions import find_flaws

WORDS = {"zh": "字", "en": "words"}
GOOD = {"id": "good", "label": WORDS, "points": 1}
BAD = {"id": "bad", "label": WORDS, "points": 0, "failed": True}
ABSENT = {"id": "absent", "label": WORDS, "points": 0, "scored": False}


def question(kind: str = "yes_no", id: str = "a", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id, "text": WORDS, **fields}


def choice(*options: dict[str, Any], kind: str = "choice", **fields: Any) -> dict[str, Any]:
    return question(kind, options=list(options), **fields)


def section(*questions: dict[str, Any], id: str = "s") -> dict[str, Any]:
    return {"id": id, "title": WORDS, "questions": list(questions)}


def flaws(*sections: dict[str, Any], **fields: Any) -> list[tuple[str, str]]:
    document = msgspec.convert({"name": WORDS, **fields, "sections": list(sections)}, ChecklistDocument)
    return [(flaw.path, flaw.code) for flaw in find_flaws(document)]


def test_a_sound_checklist_has_no_flaws() -> None:
    temperature = question("temperature", "t", limits={"min": "-18.0", "max": "-18"}, redLine="flag")
    kitchen = section(
        choice(GOOD, BAD, ABSENT, redLine="fail_inspection"), temperature, question("photo", "p")
    )
    assert flaws(kitchen, section(question(id="b"), id="till"), passMarkHundredths=8500) == []


def test_a_checklist_without_questions() -> None:
    assert flaws() == [("sections", "empty")]
    assert flaws(section()) == [("sections", "empty")]


def test_an_id_stands_for_one_thing_in_the_whole_document() -> None:
    assert flaws(section(question()), section(question())) == [
        ("sections[1].id", "used_twice"),
        ("sections[1].questions[0].id", "used_twice"),
    ]
    assert flaws(section(choice(GOOD, GOOD))) == [("sections[0].questions[0].options[1].id", "used_twice")]


@pytest.mark.parametrize(
    ("asked", "path", "code"),
    [
        (choice(), "options", "empty"),
        (choice(ABSENT, weight=0), None, None),
        (choice(BAD), "options", "no_points"),
        (choice(BAD, weight=0), None, None),
        (choice({**BAD, "points": -1}), "options", "only_losses"),
        (choice({**BAD, "points": -1}, kind="multi_choice"), None, None),
        (choice({**BAD, "points": -1}, {**GOOD, "points": 0}), None, None),
        (choice(BAD, kind="multi_choice"), "options", "no_points"),
        (choice(GOOD, allowNotApplicable=True), "allowNotApplicable", "not_applicable_is_an_option"),
        (choice(GOOD, redLine="flag"), "redLine", "cannot_fail"),
        (question("number", limits={"min": "4.0001", "max": "4"}), "limits", "upside_down"),
        (question("number", limits={"min": "4"}), None, None),
        (question("number", redLine="flag"), "redLine", "cannot_fail"),
        (question("text", redLine="flag"), "redLine", "cannot_fail"),
        (question("photo", evidence={"photos": "never"}), "evidence.photos", "photo_forbidden"),
        (question(help={"zh": "字", "en": " "}), "help.en", "words_missing"),
    ],
)
def test_one_question(asked: dict[str, Any], path: str | None, code: str | None) -> None:
    expected = [] if path is None else [(f"sections[0].questions[0].{path}", code)]
    assert flaws(section(asked)) == expected


def test_a_pass_mark_needs_points() -> None:
    assert flaws(section(question("text")), passMarkHundredths=8500) == [("passMarkHundredths", "no_points")]
    assert flaws(section(question(weight=0)), passMarkHundredths=8500) == [
        ("passMarkHundredths", "no_points")
    ]


def document_of(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"name": WORDS, "sections": [section(*questions)]}


@pytest.mark.parametrize(
    "broken",
    [
        document_of(question("riddle")),
        document_of(question(weight=-1)),
        document_of(question(weight="1")),
        document_of(question(colour="red")),
        document_of(question(id="with space")),
        document_of(question(id="a\n")),
        document_of(question("number", limits={"max": "4."})),
        document_of(question("number", limits={"max": "4\n"})),
        document_of(question("number", limits={"max": "٤"})),
        document_of(question("number", limits={"max": 4})),
        {**document_of(), "mode": "chance"},
        {**document_of(), "passMarkHundredths": 10_001},
    ],
)
def test_the_shape_refuses(broken: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(broken), type=ChecklistDocument)
