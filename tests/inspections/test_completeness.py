"""What keeps an inspection from being submitted, by vectors and by sentence."""

import msgspec
import pytest

from backend.checklists.document import Answer, ChecklistDocument, Section, YesNoQuestion
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
    # A section that may be there no time at all asks nothing before somebody adds it.
    asked = [one for one in case.document.sections if not one.repeats or one.min_instances]
    required = [question for one in asked for question in one.questions if question.required]
    flaws = find_flaws(case.document, [])
    missing = [flaw.question for flaw in flaws if flaw.code != "too_few_instances"]
    depends = {
        question.id for one in asked for question in one.questions if one.shown_if or question.shown_if
    }
    assert [id for id in missing if id not in depends] == [q.id for q in required if q.id not in depends]
    assert set(missing) <= {question.id for question in required}
