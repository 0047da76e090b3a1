"""What answers, a store and an inspector could make hold: for each of them every difference it can make."""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

from msgspec.structs import replace

from backend.checklists.answer import Answer
from backend.checklists.condition import (
    AboutAnswer,
    AttributeIs,
    AttributePresent,
    AttributeValue,
    Condition,
    HasFailed,
    NumberIs,
    OptionIs,
    OptionIsNot,
    RoleIs,
)
from backend.checklists.judgement import ten_thousandths
from backend.checklists.question import (
    ChoiceQuestion,
    DateTimeQuestion,
    MeasuredQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Option,
    Question,
    SliderQuestion,
    TemperatureQuestion,
    YesNoQuestion,
)
from backend.checklists.visibility import has_value, is_so
from backend.people.schemas import Role

# What one answer makes hold, of everything that is asked about it.
Effect = frozenset[Condition]
# Of so many options every choice is tried; beyond it nobody is told what may be right.
MOST_OPTIONS = 8


def effects_of_answers(question: Question, leaves: Sequence[Condition]) -> list[Effect] | None:
    """Return what the answers to a question could make hold, each once; None if they are too many to try."""
    answers = tried(question, leaves)
    if answers is None:
        return None
    about = [leaf for leaf in leaves if isinstance(leaf, AboutAnswer)]
    return distinct(frozenset(leaf for leaf in about if is_so(leaf, question, answer)) for answer in answers)


def effects_of_values(name: str, leaves: Sequence[Condition]) -> list[Effect]:
    """Return what the values of an attribute could make hold, each once."""
    return distinct(
        frozenset(leaf for leaf in leaves if value_makes(leaf, name, value))
        for value in values_of(name, leaves)
    )


def effects_of_roles(leaves: Sequence[Condition]) -> list[Effect]:
    """Return what the roles of an inspector, who may have several, could make hold, each once."""
    asked = [leaf for leaf in leaves if isinstance(leaf, RoleIs)]
    return distinct(
        frozenset(leaf for leaf in asked if not set(leaf.roles).isdisjoint(roles))
        for roles in casts_of(asked)
    )


def distinct(effects: Iterable[Effect]) -> list[Effect]:
    """Keep of equal effects the first."""
    return list(dict.fromkeys(effects))


def value_makes(leaf: Condition, name: str, value: AttributeValue | None) -> bool:
    """Tell whether an attribute with this value makes a leaf hold."""
    match leaf:
        case AttributeIs():
            return value is not None and has_value({name: value}, name, leaf.values)
        case AttributePresent():
            return bool(value)
        case _:
            return False


def tried(question: Question, leaves: Sequence[Condition]) -> list[Answer | None] | None:
    """Return an answer of every sort that the leaves could tell apart, and none at all."""
    blank = Answer(question=question.id)
    answers: list[Answer | None] = [None]
    if question.allow_not_applicable:
        answers.append(replace(blank, not_applicable=True))
    match question:
        case ChoiceQuestion():
            answers += [replace(blank, option=option.id) for option in question.options]
        case MultiChoiceQuestion():
            alike = told_apart(question, leaves)
            if len(alike) > MOST_OPTIONS:
                return None
            sizes = range(1, len(alike) + 1)
            chosen = chain.from_iterable(combinations(alike, size) for size in sizes)
            answers += [replace(blank, options=options) for options in chosen]
        case YesNoQuestion():
            answers += [replace(blank, option="yes"), replace(blank, option="no")]
        case NumberQuestion() | TemperatureQuestion() | SliderQuestion():
            answers += [replace(blank, number=number) for number in readings(question, leaves)]
        case DateTimeQuestion():
            answers.append(replace(blank, moment="2000-01-01"))
        case _:
            answers.append(replace(blank, text="x", photos=("0" * 64,)))
    return answers


def told_apart(question: MultiChoiceQuestion, leaves: Sequence[Condition]) -> list[str]:
    """Return one option of every sort: options that fail alike and are named alike are of one sort."""
    naming = [leaf for leaf in leaves if isinstance(leaf, OptionIs | OptionIsNot)]
    looks_at_failure = any(isinstance(leaf, HasFailed) for leaf in leaves)

    def sort_of(option: Option) -> tuple[bool, tuple[bool, ...]]:
        return looks_at_failure and option.failed, tuple(option.id in leaf.options for leaf in naming)

    return list({sort_of(option): option.id for option in reversed(question.options)}.values())


def readings(question: MeasuredQuestion, leaves: Sequence[Condition]) -> list[str]:
    """Return a number at, just below and just above everything it is compared with."""
    compared = [leaf.number for leaf in leaves if isinstance(leaf, NumberIs)]
    bounds = [ten_thousandths(one) for one in (*compared, question.limits.min, question.limits.max)]
    if isinstance(question, SliderQuestion):
        return [str(mark) for mark in marks_near(question, bounds)]
    points = {bound + step for bound in bounds if bound is not None for step in (-1, 0, 1)} or {0}
    return [decimals(point) for point in sorted(points)]


def marks_near(question: SliderQuestion, bounds: Sequence[int | None]) -> list[int]:
    """Return the marks of a slider on both sides of every bound, and both its ends."""
    marks = range(question.min, question.max + 1, question.step)
    if not marks:
        return []
    places = {0, len(marks) - 1}
    for bound in bounds:
        if bound is not None:
            place = (bound // 10_000 - question.min) // question.step
            places |= {place - 1, place, place + 1}
    return [marks[place] for place in sorted(places) if 0 <= place < len(marks)]


def decimals(point: int) -> str:
    """Write ten-thousandths down."""
    sign = "-" if point < 0 else ""
    return f"{sign}{abs(point) // 10_000}.{abs(point) % 10_000:04d}"


def values_of(name: str, leaves: Sequence[Condition]) -> list[AttributeValue | None]:
    """Return every value of an attribute that is named, one that is not, and none."""
    named = [
        value
        for leaf in leaves
        if isinstance(leaf, AttributeIs) and leaf.attribute == name
        for value in leaf.values
    ]
    others: list[AttributeValue | None] = [None, True, "something else entirely"]
    return [*named, *others]


def casts_of(leaves: Sequence[RoleIs]) -> list[tuple[Role, ...]]:
    """Return every set of the roles that are named, since one person may hold several."""
    named = sorted({role for leaf in leaves for role in leaf.roles})
    return list(chain.from_iterable(combinations(named, size) for size in range(len(named) + 1)))
