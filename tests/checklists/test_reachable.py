"""What is never shown, against an oracle that walks through every answer there is."""

import time
from itertools import chain, combinations, product
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from backend.checklists.answer import Answer
from backend.checklists.condition import AttributeValue
from backend.checklists.document import (
    ChecklistDocument,
    ChoiceQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Question,
    Section,
    YesNoQuestion,
)
from backend.checklists.importing.take_in import understand
from backend.checklists.questions import find_flaws, flaws_of
from backend.checklists.visibility import Circumstances, lay_out
from backend.people.schemas import Role
from tests.checklists.forms import shared_form
from tests.inspections.invented import WORDS, questions
from tests.inspections.invented_conditions import conditions

IDS, OPTIONS, READINGS = ["q0", "q1", "q2", "q3"], ["a", "b", "yes"], ["4", "4.04"]
NEAR = [
    "3.9999",
    "4",
    "4.0001",
    "4.0399",
    "4.04",
    "4.0401",
    "-18.6",
    "-18.2",
    "-17.9",
    "-0.1",
    "0",
    "0.1",
    "6",
]
VALUES: list[AttributeValue | None] = [None, True, False, 0, 1, 3, "", "small", "another"]
ROLES = [(), (Role.staff,), (Role.hq,), (Role.staff, Role.hq)]


@some.composite
def small_checklists(draw: some.DrawFn) -> ChecklistDocument:
    """Four questions in two sections, whose conditions look only upwards."""
    asked: list[Question] = []
    for number, id in enumerate(IDS):
        question = draw(questions(id).filter(lambda one: isinstance(one, SMALL)))
        asked.append(replace(question, shown_if=draw(upwards(number))))
    cut = draw(some.integers(0, 3))
    sections = (
        Section(id="s0", title=WORDS, questions=tuple(asked[:cut])),
        Section(id="s1", title=WORDS, questions=tuple(asked[cut:]), shown_if=draw(upwards(cut))),
    )
    return ChecklistDocument(name=WORDS, sections=sections)


SMALL = (ChoiceQuestion, MultiChoiceQuestion, NumberQuestion, YesNoQuestion)


def upwards(number: int) -> some.SearchStrategy[Any]:
    """A condition about what comes before, if anything does."""
    return some.none() if number == 0 else some.none() | conditions(IDS[:number], OPTIONS, READINGS)


def every_answer(question: Question) -> list[Answer | None]:
    """Every answer there is to a question; of readings, those about everything that is ever compared."""
    blank = Answer(question=question.id)
    answers: list[Answer | None] = [None]
    if question.allow_not_applicable:
        answers.append(replace(blank, not_applicable=True))
    match question:
        case ChoiceQuestion():
            answers += [replace(blank, option=one.id) for one in question.options]
        case MultiChoiceQuestion():
            ids = [one.id for one in question.options]
            subsets = chain.from_iterable(combinations(ids, size) for size in range(1, len(ids) + 1))
            answers += [replace(blank, options=one) for one in subsets]
        case YesNoQuestion():
            answers += [replace(blank, option=one) for one in ("yes", "no")]
        case _:
            answers += [replace(blank, number=one) for one in NEAR]
    return answers


def ever_asked(document: ChecklistDocument) -> set[str]:
    """Walk through all of it, with every store and every inspector that conditions can tell apart."""
    asked: set[str] = set()
    named = sorted(
        {word for word in ("has_fryer", "fridges", "kind") if word in msgspec.json.encode(document).decode()}
    )
    speaks_of_roles = b'"role_is"' in msgspec.json.encode(document)
    everything = {question.id for question in document.questions()}
    looked_at = [every_answer(question) for question in list(document.questions())[:3]]
    stores = list(product(VALUES, repeat=len(named)))
    for roles in ROLES if speaks_of_roles else [()]:
        for store in stores:
            attributes = {name: value for name, value in zip(named, store, strict=True) if value is not None}
            for chosen in product(*looked_at):
                given = {(one.question, 0): one for one in chosen if one is not None}
                for part in lay_out(document, given, Circumstances(attributes=attributes, roles=roles)):
                    asked |= {question.id for question in part.asked}
                if asked == everything:
                    return asked
    return asked


def is_within_sight(document: ChecklistDocument) -> bool:
    """Tell whether the oracle can look at all of it within a moment."""
    size = 1
    for question in list(document.questions())[:3]:
        size *= len(every_answer(question))
    text = msgspec.json.encode(document).decode()
    size *= len(VALUES) ** sum(word in text for word in ("has_fryer", "fridges", "kind"))
    return size * (len(ROLES) if "role_is" in text else 1) <= 20_000


def only_roles_of_the_oracle(document: ChecklistDocument) -> bool:
    """Tell whether every role that is named is one that the oracle puts in."""
    text = msgspec.json.encode(document).decode()
    return not any(f'"{role}"' in text for role in ("store_manager", "supervisor", "admin"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_checklists().filter(is_within_sight).filter(only_roles_of_the_oracle))
def test_never_shown_is_exactly_what_no_answers_show(document: ChecklistDocument) -> None:
    found = find_flaws(document)
    if any(flaw.code.startswith("condition_") for flaw in found):
        return
    asked = ever_asked(document)
    told = {flaw.path for flaw in found if flaw.code == "never_shown"}
    for row, section in enumerate(document.sections):
        for line, question in enumerate(section.questions):
            names = {f"sections[{row}].shownIf", f"sections[{row}].questions[{line}].shownIf"}
            if question.id in asked:
                assert not told & names, question.id
            elif not hangs_on_untold(question, section, told, document):
                assert told & names, question.id


def hangs_on_untold(
    question: Question, section: Section, told: set[str], document: ChecklistDocument
) -> bool:
    """Tell whether a question hangs on one that is told of: the root is told, not what follows from it."""
    text = msgspec.json.encode((question.shown_if, section.shown_if)).decode()
    for row, other in enumerate(document.sections):
        for line, one in enumerate(other.questions):
            names = {f"sections[{row}].shownIf", f"sections[{row}].questions[{line}].shownIf"}
            if f'"{one.id}"' in text and told & names:
                return True
            is_named = f'"{one.id}"' in text and one.id != question.id
            if is_named and hangs_on_untold(one, other, told, document):
                return True
    return False


def long_chain(length: int, last: dict[str, Any]) -> ChecklistDocument:
    words = {"zh": "字", "en": "words"}
    asked: list[dict[str, Any]] = [{"kind": "yes_no", "id": "q0", "text": words}]
    for number in range(1, length):
        shown_if = {"when": "option_is", "question": f"q{number - 1}", "options": ["yes"]}
        asked.append({"kind": "yes_no", "id": f"q{number}", "text": words, "shownIf": shown_if})
    asked.append({"kind": "yes_no", "id": "last", "text": words, "shownIf": last})
    shape = {"name": words, "sections": [{"id": "s", "title": words, "questions": asked}]}
    return msgspec.convert(shape, ChecklistDocument)


def test_a_chain_through_a_whole_checklist_is_followed_to_its_end() -> None:
    def is_option(id: str, option: str) -> dict[str, Any]:
        return {"when": "option_is", "question": id, "options": [option]}

    possible = long_chain(400, is_option("q399", "no"))
    assert find_flaws(possible) == []
    against = {"when": "all", "of": [is_option("q399", "yes"), is_option("q7", "no")]}
    [flaw] = find_flaws(long_chain(400, against))
    assert (flaw.path, flaw.code) == ("sections[0].questions[400].shownIf", "never_shown")


def test_a_form_of_485_questions_is_looked_through_while_somebody_types() -> None:
    report = understand(shared_form("xlsforms_odk/whova_form.xlsx"), "whova_form.xlsx")
    document = msgspec.convert(report.document, ChecklistDocument)
    assert sum(1 for _ in document.questions()) == 485
    begin = time.process_time()
    found = list(flaws_of(document))
    assert time.process_time() - begin < 1
    assert "never_shown" not in {flaw.problem.code for flaw in found}
