"""Could a question ever be asked? Every answer that makes a difference to its conditions is tried."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, product

from msgspec.structs import replace

from backend.checklists.answer import Answer
from backend.checklists.condition import (
    AboutAnswer,
    AllHold,
    AnyHolds,
    AttributeIs,
    AttributePresent,
    AttributeValue,
    Condition,
    HoldsNot,
    NumberIs,
    OptionIs,
    OptionIsNot,
    RoleIs,
)
from backend.checklists.document import ChecklistDocument, Section
from backend.checklists.judgement import ten_thousandths
from backend.checklists.question import (
    ChoiceQuestion,
    DateTimeQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Question,
    SliderQuestion,
    TemperatureQuestion,
    YesNoQuestion,
)
from backend.checklists.visibility import Circumstances, lay_out
from backend.people.schemas import Role

# Beyond this nobody is told; a condition that is so large may be right.
MOST_TRIES = 20_000
MOST_SUBSET = 6


@dataclass(frozen=True, slots=True)
class Holder:
    """What has a condition: a question, or a whole section where `question` is null."""

    path: str
    row: int
    question: str | None
    condition: Condition
    looks_at: frozenset[str]
    questions: frozenset[str]


def could_be_asked(document: ChecklistDocument, holder: Holder) -> bool:
    """Tell whether some answers, some store and some inspector make it show; True if that is too much to try.

    The checklist is cut down to what the condition depends on, and each combination is laid out by the very
    function that lays out a walk.
    """
    if not holder.questions:
        return True
    needed = depends_on(document, holder)
    cut = cut_down(document, holder, needed)
    if cut is None:
        return True
    leaves = list(chain.from_iterable(all_leaves(condition) for condition in conditions_in(cut)))
    questions = [question for question in cut.questions() if question.id in needed]
    worlds: list[Sequence[object]] = [tried(question, leaves) for question in questions]
    names = sorted({leaf.attribute for leaf in leaves if isinstance(leaf, AttributeIs | AttributePresent)})
    worlds += [values_of(name, leaves) for name in names]
    worlds.append(casts_of(leaves))
    if size_of(worlds) > MOST_TRIES:
        return True
    wanted = holder.question or min(holder.questions)
    return any(shows(cut, wanted, questions, names, world) for world in product(*worlds))


def depends_on(document: ChecklistDocument, holder: Holder) -> set[str]:
    """Return the questions whose answers decide, directly or through their own conditions."""
    by_id = {
        question.id: (section, question) for section in document.sections for question in section.questions
    }
    above = document.sections[holder.row].shown_if
    waiting = [condition for condition in (holder.condition, above) if condition is not None]
    needed: set[str] = set()
    while waiting:
        for leaf in all_leaves(waiting.pop()):
            if isinstance(leaf, AboutAnswer) and leaf.question not in needed and leaf.question in by_id:
                needed.add(leaf.question)
                section, question = by_id[leaf.question]
                waiting += [one for one in (section.shown_if, question.shown_if) if one is not None]
    return needed


def cut_down(document: ChecklistDocument, holder: Holder, needed: set[str]) -> ChecklistDocument | None:
    """Keep only what decides; None where another repeating section does, of which any instance would do."""
    kept: list[Section] = []
    for row, section in enumerate(document.sections):
        own = row == holder.row
        stays = holder.questions if own and holder.question is not None else frozenset()
        if own and holder.question is None:
            stays = frozenset({min(holder.questions)}) if holder.questions else frozenset()
        questions = tuple(
            replace(question, shown_if=None)
            if own and holder.question is None and question.id in stays
            else question
            for question in section.questions
            if question.id in needed or question.id in stays
        )
        if section.repeats and not own and any(question.id in needed for question in questions):
            return None
        if questions:
            kept.append(replace(section, repeats=False, questions=questions))
    return replace(document, sections=tuple(kept))


def conditions_in(document: ChecklistDocument) -> Iterator[Condition]:
    """Return every condition of a document."""
    for section in document.sections:
        if section.shown_if is not None:
            yield section.shown_if
        yield from (question.shown_if for question in section.questions if question.shown_if is not None)


def all_leaves(condition: Condition) -> Iterator[Condition]:
    """Return what a condition is put together from."""
    match condition:
        case AllHold() | AnyHolds():
            yield from chain.from_iterable(map(all_leaves, condition.of))
        case HoldsNot():
            yield from all_leaves(condition.of)
        case _:
            yield condition


def shows(
    cut: ChecklistDocument,
    wanted: str | None,
    questions: Sequence[Question],
    names: Sequence[str],
    world: Sequence[object],
) -> bool:
    """Lay one combination out and look."""
    answers = {
        (question.id, 0): answer
        for question, answer in zip(questions, world, strict=False)
        if isinstance(answer, Answer)
    }
    values = world[len(questions) : len(questions) + len(names)]
    attributes: dict[str, AttributeValue] = {
        name: value for name, value in zip(names, values, strict=True) if isinstance(value, bool | int | str)
    }
    cast = world[-1]
    roles = cast if isinstance(cast, tuple) else ()
    parts = lay_out(cut, answers, Circumstances(attributes=attributes, roles=roles))
    return any(question.id == wanted for part in parts for question in part.asked)


def size_of(worlds: Sequence[Sequence[object]]) -> int:
    """Return how many combinations there are."""
    size = 1
    for world in worlds:
        size *= len(world)
    return size


def tried(question: Question, leaves: Sequence[Condition]) -> list[Answer | None]:
    """Return an answer of every sort that the leaves could tell apart, and none at all."""
    blank = Answer(question=question.id)
    answers: list[Answer | None] = [None]
    if question.allow_not_applicable:
        answers.append(replace(blank, not_applicable=True))
    match question:
        case ChoiceQuestion():
            answers += [replace(blank, option=option.id) for option in question.options]
        case MultiChoiceQuestion():
            answers += [replace(blank, options=chosen) for chosen in subsets(question, leaves)]
        case YesNoQuestion():
            answers += [replace(blank, option="yes"), replace(blank, option="no")]
        case NumberQuestion() | TemperatureQuestion() | SliderQuestion():
            answers += [replace(blank, number=number) for number in readings(question, leaves)]
        case DateTimeQuestion():
            answers.append(replace(blank, moment="2000-01-01"))
        case _:
            answers.append(replace(blank, text="x", photos=("0" * 64,)))
    return answers


def subsets(question: MultiChoiceQuestion, leaves: Sequence[Condition]) -> list[tuple[str, ...]]:
    """Return every choice among the options that are named, with one of each sort that is not."""
    named = {
        option
        for leaf in leaves
        if isinstance(leaf, OptionIs | OptionIsNot) and leaf.question == question.id
        for option in leaf.options
    }
    of_note = [option.id for option in question.options if option.id in named]
    for failed in (True, False):
        others = (
            option.id for option in question.options if option.id not in named and option.failed is failed
        )
        of_note += islice(others, 1)
    sizes = range(1, len(of_note) + 1) if len(of_note) <= MOST_SUBSET else range(1, 3)
    chosen = list(chain.from_iterable(combinations(of_note, size) for size in sizes))
    return chosen if len(of_note) <= MOST_SUBSET else [*chosen, tuple(of_note)]


def readings(
    question: NumberQuestion | TemperatureQuestion | SliderQuestion, leaves: Sequence[Condition]
) -> list[str]:
    """Return a number at, just below and just above everything it is compared with."""
    compared = [leaf.number for leaf in leaves if isinstance(leaf, NumberIs) and leaf.question == question.id]
    bounds = [ten_thousandths(one) for one in (*compared, question.limits.min, question.limits.max)]
    if isinstance(question, SliderQuestion):
        marks = list(range(question.min, question.max + 1, question.step))
        near = {bound // 10_000 for bound in bounds if bound is not None}
        close = [mark for mark in marks if any(abs(mark - one) <= question.step for one in near)]
        return [str(mark) for mark in dict.fromkeys([*marks[:1], *close, *marks[-1:]])]
    points = {bound + step for bound in bounds if bound is not None for step in (-1, 0, 1)} or {0}
    return [decimals(point) for point in sorted(points)]


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


def casts_of(leaves: Sequence[Condition]) -> list[tuple[Role, ...]]:
    """Return every set of the roles that are named, since one person may hold several."""
    named = sorted({role for leaf in leaves if isinstance(leaf, RoleIs) for role in leaf.roles})
    return list(chain.from_iterable(combinations(named, size) for size in range(len(named) + 1)))
