"""Invented checklists and answers, right and wrong ones, for Hypothesis."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

from backend.checklists.document import (
    Answer,
    Band,
    BarcodeQuestion,
    ChecklistDocument,
    ChoiceQuestion,
    DateTimeQuestion,
    Evidence,
    InformationQuestion,
    Limits,
    LocationQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Option,
    PhotoQuestion,
    Position,
    Question,
    RedLine,
    Section,
    SignatureQuestion,
    SliderQuestion,
    TemperatureQuestion,
    TextQuestion,
    YesNoQuestion,
)
from backend.checklists.visibility import NOWHERE, Circumstances
from backend.people.schemas import Role
from backend.wire import Bilingual
from tests.inspections.invented_conditions import ATTRIBUTES, conditions

WORDS = Bilingual(zh="字", en="words")
QUESTIONS = [f"q{number}" for number in range(8)]
OPTIONS = ["a", "b", "c", "yes", "no"]
READINGS = ["-0.0", "0", "4", "4.0", "4.04", "4.0400", "-18.5", "-18", "05", "999999999.9999"]
WRITTEN = ["", " \u3000\n", "\u00a0", "\x1f", "fine", "坏"]
MOMENTS = ["2026-11-25", "10:30", "2026-11-25T10:30"]
# One strategy for all: a recursive one that is made anew for each draw confuses Hypothesis over long runs.
CONDITIONS = conditions(QUESTIONS, OPTIONS, READINGS)
HERE = Position(latitude_e7=312304160, longitude_e7=1214737010, accuracy_metres=8)
PHOTOS = ["a" * 64, "b" * 64, "c" * 64]


PLAIN: dict[str, Callable[..., Question]] = {
    "text": TextQuestion,
    "photo": PhotoQuestion,
    "signature": SignatureQuestion,
    "barcode": BarcodeQuestion,
    "location": LocationQuestion,
    "information": InformationQuestion,
}


@dataclass(frozen=True)
class Filled:
    """A checklist and answers to it."""

    document: ChecklistDocument
    answers: list[Answer]
    circumstances: Circumstances = NOWHERE


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
    return Filled(document, draw(some.permutations(answers)), draw(circumstances()))


def circumstances() -> SearchStrategy[Circumstances]:
    return some.builds(
        Circumstances,
        attributes=some.dictionaries(
            some.sampled_from(list(ATTRIBUTES)), some.sampled_from([True, False, 0, 1, 3, "", "small"])
        ),
        roles=some.lists(some.sampled_from(list(Role)), max_size=2).map(tuple),
    )


@some.composite
def documents(draw: some.DrawFn) -> ChecklistDocument:
    ids = draw(some.lists(some.sampled_from(QUESTIONS), unique=True))
    cuts = sorted(draw(some.lists(some.integers(0, len(ids)), max_size=3)))
    starts, ends = [0, *cuts], [*cuts, len(ids)]
    sections = [
        Section(
            id=f"s{number}",
            title=WORDS,
            weight=draw(some.sampled_from([0, 1, 40, 60])),
            pass_mark_hundredths=draw(mark()),
            must_pass=draw(some.booleans()),
            deduction_cap=draw(some.none() | some.integers(0, 9)),
            repeats=draw(some.booleans()),
            min_instances=draw(some.integers(0, 2)),
            max_instances=draw(some.integers(1, 3)),
            shown_if=draw(some.none() | some.none() | CONDITIONS),
            questions=tuple(draw(questions(id)) for id in ids[start:end]),
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return ChecklistDocument(
        name=WORDS,
        unanswered=draw(some.sampled_from(["zero", "exclude"])),
        repeats=draw(some.sampled_from(["pooled", "mean_of_instances"])),
        mode=draw(some.sampled_from(["points", "weighted_sections", "deduction"])),
        base=draw(some.sampled_from([1, 7, 100])),
        pass_mark_hundredths=draw(mark()),
        bands=tuple(
            Band(id=f"b{bound}", label=WORDS, from_hundredths=bound)
            for bound in draw(some.lists(some.sampled_from([0, 3333, 6000, 9999]), unique=True))
        ),
        sections=tuple(sections),
    )


@some.composite
def questions(draw: some.DrawFn, id: str) -> Question:
    shared = {
        "id": id,
        "text": WORDS,
        "weight": draw(some.sampled_from([0, 1, 2, 5, 1000])),
        "required": draw(some.booleans()),
        "red_line": draw(some.sampled_from([None, None, None, *get_args(RedLine)])),
        "cap_hundredths": draw(some.none() | some.sampled_from([0, 3333, 6000, 10_000])),
        "deduction": draw(some.sampled_from([0, 1, 3, 50])),
        "deduction_cap": draw(some.none() | some.integers(0, 7)),
        "shown_if": draw(some.none() | some.none() | CONDITIONS),
        "allow_not_applicable": draw(some.booleans()),
        "evidence": draw(evidence()),
    }
    options = tuple(draw(some.lists(offered(), max_size=4, unique_by=lambda option: option.id)))
    limits = draw(some.builds(Limits, min=bound(), max=bound()))
    match draw(
        some.sampled_from(
            ["choice", "multi_choice", "yes_no", "number", "temperature", "slider", "date_time", *PLAIN]
        )
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
        case "slider":
            low, step = draw(some.integers(0, 3)), draw(some.integers(1, 3))
            return SliderQuestion(**shared, limits=limits, min=low, max=low + step * 3, step=step)
        case "date_time":
            return DateTimeQuestion(**shared, asks=draw(some.sampled_from(["date", "time", "date_time"])))
        case plain:
            return PLAIN[plain](**shared)


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
        case SliderQuestion():
            return replace(answer, number=str(draw(some.integers(0, 13))))
        case DateTimeQuestion():
            return replace(answer, moment=draw(some.sampled_from(MOMENTS)))
        case LocationQuestion():
            return replace(answer, position=draw(some.none() | some.just(HERE)))
        case TextQuestion() | SignatureQuestion() | BarcodeQuestion():
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
        moment=some.none() | some.sampled_from(MOMENTS),
        position=some.none() | some.just(HERE),
    )


def mark() -> SearchStrategy[int | None]:
    return some.none() | some.sampled_from([0, 5000, 8500, 10_000])
