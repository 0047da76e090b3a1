"""What keeps an inspection from being submitted; pwa/src/answering/completeness.ts finds the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backend.checklists.document import Answer, ChecklistDocument, InformationQuestion, Question, Section
from backend.checklists.judgement import Standing, is_blank, judge_answer
from backend.checklists.visibility import NOWHERE, Circumstances, Part, lay_out
from backend.inspections.understanding import Nonsense, nonsense_in, photos_needed, says_nothing

Code = (
    Nonsense
    | Literal[
        "unknown_question",
        "answered_twice",
        "too_few_instances",
        "too_many_instances",
        "required",
        "photo_missing",
        "note_missing",
    ]
)

SENTENCES: Mapping[Code, str] = {
    "unknown_question": "This checklist has no question “{question}”.",
    "unknown_instance": "“{question}” belongs to a section that does not repeat.",
    "answered_twice": "“{question}” is answered twice.",
    "not_applicable_forbidden": "“{question}” cannot be marked as not applicable.",
    "wrong_kind": "“{question}” takes another kind of answer.",
    "unknown_option": "“{question}” does not offer this option.",
    "out_of_range": "“{question}” does not go that far.",
    "too_few_instances": "The section of “{question}” has to be answered at least {count} times.",
    "too_many_instances": "The section of “{question}” may be answered at most {count} times.",
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
Places = set[tuple[str, int]]


def find_flaws(
    document: ChecklistDocument, answers: Sequence[Answer], circumstances: Circumstances = NOWHERE
) -> list[Flaw]:
    """Find everything that keeps these answers from being submitted.

    First what is wrong with the answers that were sent, in their order, then what still needs one, in the
    order of the checklist. Answers to hidden questions are kept and not looked at.
    """
    known = {
        question.id: (section, question) for section in document.sections for question in section.questions
    }
    given: dict[tuple[str, int], Placed] = {}
    twice: set[int] = set()
    for index, answer in enumerate(answers):
        if given.setdefault((answer.question, answer.instance), Placed(index, answer)).index != index:
            twice.add(index)
    first = {place: placed.answer for place, placed in given.items()}
    parts = lay_out(document, first, circumstances)
    asked = {(question.id, part.instance) for part in parts for question in part.asked}
    flaws: list[Flaw] = []
    for index, answer in enumerate(answers):
        if index in twice:
            flaws.append(flaw("answered_twice", index, answer, asked_text(known, answer)))
        else:
            flaws += flaws_of_answer(known.get(answer.question), asked, index, answer)
    for section in document.sections:
        flaws += missing_in(section, [part for part in parts if part.section is section], given)
    return flaws


def asked_text(known: Mapping[str, tuple[Section, Question]], answer: Answer) -> str:
    """Return the words of a question, or its id where the checklist does not have it."""
    return known[answer.question][1].text.en if answer.question in known else answer.question


def flaws_of_answer(
    known: tuple[Section, Question] | None, asked: Places, index: int, answer: Answer
) -> Iterator[Flaw]:
    """Find what is wrong with one answer: the first thing that makes no sense, else the evidence it lacks."""
    if known is None:
        yield flaw("unknown_question", index, answer, answer.question)
        return
    section, question = known
    if answer.instance > 0 and not section.repeats:
        yield flaw("unknown_instance", index, answer, question.text.en)
        return
    if (answer.question, answer.instance) not in asked:
        return
    nonsense = nonsense_in(question, answer)
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


def missing_in(section: Section, parts: Sequence[Part], given: Given) -> Iterator[Flaw]:
    """Find what a section still needs: instances, then the required questions in each of them."""
    yield from flaws_of_number(section, parts)
    for part in parts:
        for question in part.asked:
            placed = given.get((question.id, part.instance))
            needed = question.required and not isinstance(question, InformationQuestion)
            if needed and (placed is None or says_nothing(question, placed.answer)):
                index = None if placed is None else placed.index
                answer = Answer(question=question.id, instance=part.instance)
                yield flaw("required", index, answer, question.text.en)


def flaws_of_number(section: Section, parts: Sequence[Part]) -> Iterator[Flaw]:
    """Find a repeating section with too few or too many instances; it is named by its first question."""
    if not section.repeats or not section.questions or any(part.is_hidden for part in parts):
        return
    first, count = section.questions[0], len(parts)
    if count < section.min_instances:
        answer = Answer(question=first.id, instance=count)
        yield flaw("too_few_instances", None, answer, first.text.en, section.min_instances)
    if count > section.max_instances:
        answer = Answer(question=first.id, instance=parts[section.max_instances].instance)
        yield flaw("too_many_instances", None, answer, first.text.en, section.max_instances)


def flaw(code: Code, index: int | None, answer: Answer, question: str, count: int = 0) -> Flaw:
    """Describe a flaw in a sentence, at the answer it is found in or at the answers as a whole."""
    return Flaw(
        code=code,
        path="answers" if index is None else f"answers[{index}]",
        message=SENTENCES[code].format(question=question, count=count),
        question=answer.question,
        instance=answer.instance,
    )
