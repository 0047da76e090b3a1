"""Which questions are asked: the conditions of a checklist over the answers, the store and the inspector.

Pure; pwa/src/answering/visibility.ts says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from backend.checklists.answer import Answer
from backend.checklists.condition import (
    AboutAnswer,
    AllHold,
    Answered,
    AnyHolds,
    AttributeIs,
    AttributePresent,
    AttributeValue,
    Comparison,
    Condition,
    HasFailed,
    HoldsNot,
    NumberIs,
    OptionIs,
    OptionIsNot,
    RoleIs,
)
from backend.checklists.document import ChecklistDocument, Section
from backend.checklists.judgement import Standing, judge_answer, reading_of, ten_thousandths
from backend.checklists.question import (
    ChoiceQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Question,
    SliderQuestion,
    TemperatureQuestion,
    YesNoQuestion,
)
from backend.people.schemas import Role
from backend.wire import Document

Given = Mapping[tuple[str, int], Answer]


class Circumstances(Document):
    """Where and by whom a checklist is answered, as far as conditions ask."""

    attributes: dict[str, AttributeValue] = msgspec.field(default_factory=dict)
    roles: tuple[Role, ...] = ()


NOWHERE = Circumstances()


@dataclass(frozen=True, slots=True)
class Part:
    """One instance of a section as it is asked; of a hidden section nothing is."""

    section: Section
    instance: int
    asked: tuple[Question, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked before, with its answer if there is one."""

    question: Question
    section: Section
    instance: int
    answer: Answer | None


@dataclass(slots=True)
class Before:
    """What a condition may look at: everything asked before it."""

    circumstances: Circumstances
    asked: dict[str, list[Asked]] = field(default_factory=dict)
    section: Section | None = None
    instance: int = 0

    def told_of(self, question: str) -> list[Asked]:
        """Return the askings of a question: in the own section only the own instance."""
        return [
            one
            for one in self.asked.get(question, ())
            if one.section is not self.section or one.instance == self.instance
        ]


def lay_out(document: ChecklistDocument, given: Given, circumstances: Circumstances) -> list[Part]:
    """Go through a checklist from top to bottom and decide of every question whether it is asked."""
    before = Before(circumstances)
    parts: list[Part] = []
    for section in document.sections:
        before.section = None
        if section.shown_if is not None and not holds(section.shown_if, before):
            parts.append(Part(section, 0, (), is_hidden=True))
            continue
        before.section = section
        parts += [
            lay_out_instance(section, instance, given, before) for instance in instances_of(section, given)
        ]
    return parts


def lay_out_instance(section: Section, instance: int, given: Given, before: Before) -> Part:
    """Decide what one instance of a section asks."""
    before.instance = instance
    asked: list[Question] = []
    for question in section.questions:
        if question.shown_if is None or holds(question.shown_if, before):
            asked.append(question)
            answer = given.get((question.id, instance))
            before.asked.setdefault(question.id, []).append(Asked(question, section, instance, answer))
    return Part(section, instance, tuple(asked))


def instances_of(section: Section, given: Given) -> list[int]:
    """Return the instances that answers name; a section nobody touched still has its first ones."""
    if not section.repeats:
        return [0]
    ids = {question.id for question in section.questions}
    named = sorted({instance for question, instance in given if question in ids})
    return named or list(range(section.min_instances))


def holds(condition: Condition, before: Before) -> bool:
    """Tell whether a condition holds."""
    match condition:
        case AllHold():
            return all(holds(one, before) for one in condition.of)
        case AnyHolds():
            return any(holds(one, before) for one in condition.of)
        case HoldsNot():
            return not holds(condition.of, before)
        case AttributeIs():
            return has_value(before.circumstances.attributes, condition.attribute, condition.values)
        case AttributePresent():
            return bool(before.circumstances.attributes.get(condition.attribute))
        case RoleIs():
            return not set(condition.roles).isdisjoint(before.circumstances.roles)
        case OptionIs() | OptionIsNot() | NumberIs() | Answered() | HasFailed():
            return any(
                is_so(condition, one.question, one.answer) for one in before.told_of(condition.question)
            )


def has_value(attributes: Mapping[str, AttributeValue], name: str, values: Sequence[AttributeValue]) -> bool:
    """Tell whether an attribute has one of these values; Python's True equals 1, JavaScript's does not."""
    found = attributes.get(name)
    return any(type(value) is type(found) and value == found for value in values)


def is_so(condition: AboutAnswer, question: Question, answer: Answer | None) -> bool:
    """Tell whether one answer is as the condition says."""
    match condition:
        case OptionIs():
            return not chosen_options(question, answer).isdisjoint(condition.options)
        case OptionIsNot():
            chosen = chosen_options(question, answer)
            return bool(chosen) and chosen.isdisjoint(condition.options)
        case NumberIs():
            return compares(
                condition.comparison, measured(question, answer), ten_thousandths(condition.number)
            )
        case Answered():
            return judge_answer(question, answer).standing is not Standing.UNANSWERED
        case HasFailed():
            return bool(judge_answer(question, answer).failures)


def chosen_options(question: Question, answer: Answer | None) -> set[str]:
    """Return the options of a question that an answer chose."""
    if answer is None or answer.not_applicable:
        return set()
    match question:
        case ChoiceQuestion():
            return {option.id for option in question.options if option.id == answer.option}
        case MultiChoiceQuestion():
            return {option.id for option in question.options if option.id in answer.options}
        case YesNoQuestion():
            return {answer.option} & {"yes", "no"} if answer.option is not None else set()
        case _:
            return set()


def measured(question: Question, answer: Answer | None) -> int | None:
    """Return what was measured, in ten-thousandths."""
    if answer is None or answer.not_applicable:
        return None
    match question:
        case NumberQuestion() | TemperatureQuestion() | SliderQuestion():
            return reading_of(question, answer.number)
        case _:
            return None


def compares(comparison: Comparison, reading: int | None, bound: int | None) -> bool:
    """Compare a reading with a bound; where one is missing nothing holds."""
    if reading is None or bound is None:
        return False
    match comparison:
        case "below":
            return reading < bound
        case "at_most":
            return reading <= bound
        case "equal":
            return reading == bound
        case "not_equal":
            return reading != bound
        case "at_least":
            return reading >= bound
        case "above":
            return reading > bound
