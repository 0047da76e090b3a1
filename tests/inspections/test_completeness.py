"""What keeps an inspection from being submitted, by vectors and by sentence."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from backend.checklists.document import Answer, ChecklistDocument, Section, YesNoQuestion
from backend.checklists.visibility import Circumstances
from backend.inspections.completeness import SENTENCES, find_flaws
from backend.wire import Bilingual
from tests.inspections.invented import Filled, every_case
from tests.inspections.shared_vectors import Vector, answers, checklist, circumstances, vectors


@pytest.mark.parametrize("vector", vectors("completeness"))
def test_vector(vector: Vector) -> None:
    flaws = [
        msgspec.to_builtins(flaw)
        for flaw in find_flaws(checklist(vector), answers(vector), circumstances(vector))
    ]
    assert [{key: value for key, value in flaw.items() if key != "message"} for flaw in flaws] == vector[
        "expected"
    ]


def test_every_code_has_a_vector() -> None:
    met = {flaw["code"] for each in vectors("completeness") for flaw in each.values[0]["expected"]}
    assert met == set(SENTENCES)


def test_the_sentence_names_the_question_by_its_words() -> None:
    hands = YesNoQuestion(id="q1", text=Bilingual(zh="洗手", en="Hands {washed}"))
    document = ChecklistDocument(
        name=hands.text, sections=(Section(id="s", title=hands.text, questions=(hands,)),)
    )
    [refused] = find_flaws(document, [Answer(question="q1", not_applicable=True)])
    assert refused.message == "“Hands {washed}” cannot be marked as not applicable."
    assert refused.question == "q1"


@every_case
def test_flaws_point_at_answers_that_exist(case: Filled) -> None:
    places = {"answers", *(f"answers[{index}]" for index in range(len(case.answers)))}
    assert all(flaw.path in places for flaw in find_flaws(case.document, case.answers))


@every_case
def test_without_answers_exactly_the_required_questions_are_missing(case: Filled) -> None:
    flaws = find_flaws(case.document, [], case.circumstances)
    missing = [(flaw.question, flaw.instance) for flaw in flaws if flaw.code == "required"]
    assert missing == list(required_of(case.document, case.circumstances))
    assert {flaw.code for flaw in flaws} <= {"required", "too_many_instances"}


def required_of(document: ChecklistDocument, circumstances: Circumstances) -> Iterator[tuple[str, int]]:
    """Every question that has to be answered before anything is, by an oracle of its own."""
    for section in msgspec.to_builtins(document)["sections"]:
        if not is_so_unanswered(section["shownIf"], circumstances):
            continue
        for instance in range(section["minInstances"] if section["repeats"] else 1):
            for question in section["questions"]:
                asked = is_so_unanswered(question["shownIf"], circumstances)
                if asked and question["required"] and question["kind"] != "information":
                    yield question["id"], instance


def is_so_unanswered(condition: dict[str, Any] | None, circumstances: Circumstances) -> bool:
    """Whether a condition holds while nothing is answered: whatever it says of an answer is not so."""
    has = circumstances.attributes
    match condition:
        case None:
            return True
        case {"when": "all", "of": parts}:
            return all(is_so_unanswered(part, circumstances) for part in parts)
        case {"when": "any", "of": parts}:
            return any(is_so_unanswered(part, circumstances) for part in parts)
        case {"when": "not", "of": part}:
            return not is_so_unanswered(part, circumstances)
        case {"when": "role_is", "roles": roles}:
            return bool({str(role) for role in circumstances.roles} & set(roles))
        case {"when": "attribute_present", "attribute": name}:
            return has.get(name) not in (None, False, 0, "")
        case {"when": "attribute_is", "attribute": name, "values": values}:
            return name in has and json.dumps(has[name]) in {json.dumps(value) for value in values}
    return False
