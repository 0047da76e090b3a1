"""What keeps an inspection from being submitted; pwa/src/answering/completeness.ts finds the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backend.checklists.document import (
    Answer,
    ChecklistDocument,
    ChoiceQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    PhotoQuestion,
    Question,
    Section,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)
from backend.inspections.judgement import Standing, is_blank, judge_answer, ten_thousandths
from backend.inspections.scoring import instances_of

Code = Literal[
    "unknown_question",
    "unknown_instance",
    "answered_twice",
    "not_applicable_forbidden",
    "wrong_kind",
    "unknown_option",
    "required",
    "photo_missing",
    "note_missing",
]
Value = Literal["option", "options", "number", "text", "photos"]

SENTENCES: Mapping[Code, str] = {
    "unknown_question": "This checklist has no question “{question}”.",
    "unknown_instance": "“{question}” belongs to a section that does not repeat.",
    "answered_twice": "“{question}” is answered twice.",
    "not_applicable_forbidden": "“{question}” cannot be marked as not applicable.",
    "wrong_kind": "“{question}” takes another kind of answer.",
    "unknown_option": "“{question}” does not offer this option.",
    "required": "“{question}” needs an answer.",
    "photo_missing": "“{question}” needs more photos, at least {count}.",
    "note_missing": "“{question}” failed and needs a note.",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that an inspection lacks or has wrong; the phone translates it by its code."""

    code: Code
    path: str
    message: str
    question: str
    instance: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer with its place among the answers sent."""

    index: int
    answer: Answer


Given = Mapping[tuple[str, int], Placed]


def find_flaws(document: ChecklistDocument, answers: Sequence[Answer]) -> list[Flaw]:
    """Find everything that keeps these answers from being submitted.

    First what is wrong with the answers that were sent, in their order, then the questions that
    still need one, in the order of the checklist.
    """
    asked = {
        question.id: (section, question) for section in document.sections for question in section.questions
    }
    given: dict[tuple[str, int], Placed] = {}
    flaws: list[Flaw] = []
    for index, answer in enumerate(answers):
        place = (answer.question, answer.instance)
        if place in given:
            flaws.append(flaw("answered_twice", index, answer, asked_text(asked, answer)))
        else:
            given[place] = Placed(index, answer)
            flaws += flaws_of_answer(asked.get(answer.question), index, answer)
    for section in document.sections:
        flaws += missing_answers(section, given)
    return flaws


def asked_text(asked: Mapping[str, tuple[Section, Question]], answer: Answer) -> str:
    """Return the words of a question, or its id where the checklist does not have it."""
    return asked[answer.question][1].text.en if answer.question in asked else answer.question


def flaws_of_answer(asked: tuple[Section, Question] | None, index: int, answer: Answer) -> Iterator[Flaw]:
    """Find what is wrong with one answer: the first thing that makes no sense, else the evidence it lacks."""
    if asked is None:
        yield flaw("unknown_question", index, answer, answer.question)
        return
    section, question = asked
    nonsense = nonsense_in(section, question, answer)
    if nonsense is not None:
        yield flaw(nonsense, index, answer, question.text.en)
        return
    judgement = judge_answer(question, answer)
    failed = bool(judgement.failures)
    if judgement.standing == Standing.UNANSWERED or (
        judgement.standing == Standing.NOT_APPLICABLE and not failed
    ):
        return
    if len(set(answer.photos)) < photos_needed(question, failed=failed):
        yield flaw("photo_missing", index, answer, question.text.en, question.evidence.count)
    if failed and question.evidence.note_on_fail and is_blank(answer.note):
        yield flaw("note_missing", index, answer, question.text.en)


def nonsense_in(section: Section, question: Question, answer: Answer) -> Code | None:
    """Return why an answer cannot be understood."""
    given = values_given(answer)
    if answer.instance > 0 and not section.repeats:
        return "unknown_instance"
    if answer.not_applicable and not question.allow_not_applicable:
        return "not_applicable_forbidden"
    if given and answer.not_applicable:
        return "wrong_kind"
    if given - {value_taken(question)} or (
        answer.number is not None and ten_thousandths(answer.number) is None
    ):
        return "wrong_kind"
    if not set(options_given(answer)) <= options_offered(question):
        return "unknown_option"
    return None


def values_given(answer: Answer) -> set[Value]:
    """Return in which ways an answer answers; photos are only evidence until a question takes them."""
    filled: dict[Value, bool] = {
        "option": answer.option is not None,
        "options": bool(answer.options),
        "number": answer.number is not None,
        "text": not is_blank(answer.text),
    }
    return {value for value, is_filled in filled.items() if is_filled}


def value_taken(question: Question) -> Value:
    """Return where the answer to a kind of question stands."""
    match question:
        case ChoiceQuestion() | YesNoQuestion():
            return "option"
        case MultiChoiceQuestion():
            return "options"
        case NumberQuestion() | TemperatureQuestion():
            return "number"
        case TextQuestion():
            return "text"
        case PhotoQuestion():
            return "photos"


def options_given(answer: Answer) -> list[str]:
    """Return every option that an answer names."""
    return [*([] if answer.option is None else [answer.option]), *answer.options]


def options_offered(question: Question) -> set[str]:
    """Return the options that a question has."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return {option.id for option in question.options}
        case YesNoQuestion():
            return {"yes", "no"}
        case NumberQuestion() | TemperatureQuestion() | TextQuestion() | PhotoQuestion():
            return set()


def photos_needed(question: Question, *, failed: bool) -> int:
    """Return how many different photos an answer has to come with."""
    rule = question.evidence.photos
    if isinstance(question, PhotoQuestion) or rule == "always" or (rule == "on_fail" and failed):
        return question.evidence.count
    return 0


def missing_answers(section: Section, given: Given) -> Iterator[Flaw]:
    """Find the required questions of a section that nobody answered, in each of its instances."""
    answers = {place: placed.answer for place, placed in given.items()}
    for instance in instances_of(section, answers):
        for question in section.questions:
            placed = given.get((question.id, instance))
            if question.required and (placed is None or says_nothing(question, placed.answer)):
                index = None if placed is None else placed.index
                answer = Answer(question=question.id, instance=instance)
                yield flaw("required", index, answer, question.text.en)


def says_nothing(question: Question, answer: Answer) -> bool:
    """Tell whether an answer was begun and left empty; a note or a photo alone answers no choice."""
    if answer.not_applicable or values_given(answer):
        return False
    return not (isinstance(question, PhotoQuestion) and answer.photos)


def flaw(code: Code, index: int | None, answer: Answer, question: str, count: int = 0) -> Flaw:
    """Describe a flaw in a sentence, at the answer it is found in or at the answers as a whole."""
    return Flaw(
        code=code,
        path="answers" if index is None else f"answers[{index}]",
        message=SENTENCES[code].format(question=question, count=count),
        question=answer.question,
        instance=answer.instance,
    )
