"""Invented checklists and answers, right and wrong ones, for Hypothesis."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

from backend.checklists.document import (
    Answer,
    ChecklistDocument,
    ChoiceQuestion,
    Evidence,
    Limits,
    MultiChoiceQuestion,
    NumberQuestion,
    Option,
    PhotoQuestion,
    Question,
    Section,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)
from backend.wire import Bilingual

WORDS = Bilingual(zh="字", en="words")
QUESTIONS = [f"q{number}" for number in range(8)]
OPTIONS = ["a", "b", "c", "yes", "no"]
READINGS = ["-0.0", "0", "4", "4.0", "4.04", "4.0400", "-18.5", "-18", "05", "999999999.9999"]
WRITTEN = ["", " \u3000\n", "\u00a0", "\x1f", "fine", "坏"]
PHOTOS = ["a" * 64, "b" * 64, "c" * 64]


@dataclass(frozen=True)
class Filled:
    """A checklist and answers to it."""

    document: ChecklistDocument
    answers: list[Answer]


def every_case(test: Callable[[Filled], None]) -> Callable[[], None]:
    """Try a test on invented cases, without a deadline: a busy machine is no failure."""
    tried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    return tried(given(filled())(test))


@some.composite
def filled(draw: some.DrawFn, *, unique: bool = True) -> Filled:
    """A checklist with answers of which most fit; unless unique, a question may be answered twice."""
    document = draw(documents())
    answers = [
        draw(fitting_answer(question, instance))
        for section in document.sections
        for instance in range(draw(some.integers(1, 3)) if section.repeats else 1)
        for question in section.questions
        if draw(some.integers(0, 4))
    ]
    answers += draw(some.lists(wild_answer(), max_size=2))
    if unique:
        answers = list({(answer.question, answer.instance): answer for answer in answers}.values())
    return Filled(document, draw(some.permutations(answers)))


@some.composite
def documents(draw: some.DrawFn) -> ChecklistDocument:
    ids = draw(some.lists(some.sampled_from(QUESTIONS), unique=True))
    cuts = sorted(draw(some.lists(some.integers(0, len(ids)), max_size=3)))
    starts, ends = [0, *cuts], [*cuts, len(ids)]
    sections = [
        Section(
            id=f"s{number}",
            title=WORDS,
            repeats=draw(some.booleans()),
            questions=tuple(draw(questions(id)) for id in ids[start:end]),
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return ChecklistDocument(
        name=WORDS,
        unanswered=draw(some.sampled_from(["zero", "exclude"])),
        repeats=draw(some.sampled_from(["pooled", "mean_of_instances"])),
        pass_mark_hundredths=draw(some.none() | some.sampled_from([0, 5000, 8500, 10000])),
        sections=tuple(sections),
    )


@some.composite
def questions(draw: some.DrawFn, id: str) -> Question:
    shared = {
        "id": id,
        "text": WORDS,
        "weight": draw(some.sampled_from([0, 1, 2, 5, 1000])),
        "required": draw(some.booleans()),
        "red_line": draw(some.sampled_from([None, "flag", "fail_inspection"])),
        "allow_not_applicable": draw(some.booleans()),
        "evidence": draw(evidence()),
    }
    options = tuple(draw(some.lists(offered(), max_size=4, unique_by=lambda option: option.id)))
    limits = draw(some.builds(Limits, min=bound(), max=bound()))
    match draw(
        some.sampled_from(["choice", "multi_choice", "yes_no", "number", "temperature", "text", "photo"])
    ):
        case "choice":
            return ChoiceQuestion(**shared, options=options)
        case "multi_choice":
            return MultiChoiceQuestion(**shared, options=options)
        case "yes_no":
            return YesNoQuestion(**shared, passes=draw(some.sampled_from(["yes", "no"])))
        case "number":
            return NumberQuestion(**shared, limits=limits)
        case "temperature":
            return TemperatureQuestion(**shared, limits=limits)
        case "text":
            return TextQuestion(**shared)
        case _:
            return PhotoQuestion(**shared)


def offered() -> SearchStrategy[Option]:
    return some.builds(
        Option,
        id=some.sampled_from(OPTIONS),
        label=some.just(WORDS),
        points=some.sampled_from([-10_000, -3, -1, 0, 1, 2, 7, 10_000]),
        scored=some.booleans(),
        failed=some.booleans(),
    )


def evidence() -> SearchStrategy[Evidence]:
    return some.builds(
        Evidence,
        photos=some.sampled_from(["never", "optional", "on_fail", "always"]),
        count=some.integers(1, 3),
        note_on_fail=some.booleans(),
    )


def bound() -> SearchStrategy[str | None]:
    return some.none() | some.sampled_from(READINGS)


@some.composite
def fitting_answer(draw: some.DrawFn, question: Question, instance: int) -> Answer:
    """An answer that its question understands, with or without the evidence it asks for."""
    answer = Answer(
        question=question.id,
        instance=instance,
        not_applicable=question.allow_not_applicable and draw(some.booleans()),
        note=draw(some.none() | some.sampled_from(WRITTEN)),
        photos=tuple(draw(some.lists(some.sampled_from(PHOTOS), max_size=3))),
    )
    if answer.not_applicable:
        return answer
    match question:
        case ChoiceQuestion(options=(_, *_)):
            return replace(answer, option=draw(some.sampled_from(question.options)).id)
        case MultiChoiceQuestion(options=(_, *_)):
            chosen = draw(some.lists(some.sampled_from(question.options), max_size=4))
            return replace(answer, options=tuple(option.id for option in chosen))
        case YesNoQuestion():
            return replace(answer, option=draw(some.sampled_from(["yes", "no"])))
        case NumberQuestion() | TemperatureQuestion():
            return replace(answer, number=draw(some.sampled_from(READINGS)))
        case TextQuestion():
            return replace(answer, text=draw(some.sampled_from(WRITTEN)))
        case _:
            return answer


def wild_answer() -> SearchStrategy[Answer]:
    """An answer that fits a question only by chance."""
    return some.builds(
        Answer,
        question=some.sampled_from([*QUESTIONS, "ghost"]),
        instance=some.integers(0, 3),
        not_applicable=some.booleans(),
        option=some.none() | some.sampled_from(OPTIONS),
        options=some.lists(some.sampled_from(OPTIONS), max_size=2).map(tuple),
        number=some.none() | some.sampled_from(READINGS),
        text=some.none() | some.sampled_from(WRITTEN),
    )
