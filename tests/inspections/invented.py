"""Invented checklists and answers, right and wrong ones, for Hypothesis."""

from dataclasses import dataclass

from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy

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
QUESTIONS = [f"q{number}" for number in range(12)]
OPTIONS = ["a", "b", "c", "yes", "no"]
READINGS = ["-0.0", "0", "4", "4.0", "4.0001", "-18", "-18.5", "5", "05", "999999999.9999", "-0.0001"]


@dataclass(frozen=True)
class Filled:
    """A checklist and answers to it."""

    document: ChecklistDocument
    answers: list[Answer]


def filled(*, unique: bool = True) -> SearchStrategy[Filled]:
    answers = some.lists(given_answers(), max_size=20, unique_by=place if unique else None)
    return some.builds(Filled, documents(), answers)


def place(answer: Answer) -> tuple[str, int]:
    return answer.question, answer.instance


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
        "weight": draw(some.integers(0, 5) | some.just(1000)),
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
        points=some.integers(-3, 7) | some.sampled_from([-10_000, 10_000]),
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


def given_answers() -> SearchStrategy[Answer]:
    """Answers of which most fit their question by chance and some do not."""
    return some.builds(
        Answer,
        question=some.sampled_from([*QUESTIONS, "ghost"]),
        instance=some.just(0) | some.integers(0, 3),
        not_applicable=some.integers(0, 5).map(lambda number: number == 0),
        option=some.none() | some.sampled_from(OPTIONS),
        options=some.lists(some.sampled_from(OPTIONS), max_size=4).map(tuple),
        number=some.none() | some.sampled_from(READINGS),
        text=some.none() | some.sampled_from(["", " \u3000\n", "\u00a0", "\x1f", "fine", "好"]),
        note=some.none() | some.sampled_from(["", " \t", "broken", "坏"]),
        photos=some.lists(some.sampled_from(["a" * 64, "b" * 64, "c" * 64]), max_size=3).map(tuple),
    )
