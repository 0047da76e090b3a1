"""Conditions that make no sense, and questions that nobody could ever be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.checklists.condition import (
    AboutAnswer,
    AllHold,
    Answered,
    AnyHolds,
    Condition,
    HasFailed,
    HoldsNot,
    NumberIs,
    OptionIs,
    OptionIsNot,
)
from backend.checklists.document import (
    ChecklistDocument,
    ChoiceQuestion,
    InformationQuestion,
    MultiChoiceQuestion,
    NumberQuestion,
    Question,
    Section,
    SliderQuestion,
    TemperatureQuestion,
    YesNoQuestion,
)
from backend.checklists.flaw import ChecklistFlaw, refusal
from backend.checklists.seeking import Holder, Seeker


@dataclass(frozen=True, slots=True)
class Site:
    """Where a question stands: its section's row, and its own number through the whole checklist."""

    row: int
    number: int
    section: Section
    question: Question


def condition_flaws(document: ChecklistDocument) -> Iterator[ChecklistFlaw]:
    """Find conditions about questions that come later or do not exist, circles, and what can never hold."""
    sites = sites_of(document)
    circles = questions_in_circles(document, sites)
    seeker = Seeker(document)
    broken: set[str] = set()
    for holder in holders_of(document, sites):
        flaws = [
            flaw
            for path, leaf in leaves(f"{holder.path}.shownIf", holder.condition)
            for flaw in leaf_flaws(path, leaf, holder, sites, circles)
        ]
        if flaws or not broken.isdisjoint(holder.looks_at | holder.questions):
            broken |= holder.questions
        elif not seeker.could_be_asked(holder):
            message = "No answers could ever make this show."
            flaws = [refusal(f"{holder.path}.shownIf", message, "never_shown")]
            broken |= holder.questions
        yield from flaws


def sites_of(document: ChecklistDocument) -> dict[str, Site]:
    """Return where every question stands; of two with one id the first."""
    sites: dict[str, Site] = {}
    number = 0
    for row, section in enumerate(document.sections):
        for question in section.questions:
            sites.setdefault(question.id, Site(row, number, section, question))
            number += 1
    return sites


def holders_of(document: ChecklistDocument, sites: Mapping[str, Site]) -> Iterator[Holder]:
    """Return everything that has a condition, in the order of the checklist."""
    for row, section in enumerate(document.sections):
        if section.shown_if is not None:
            ids = frozenset(question.id for question in section.questions)
            yield Holder(f"sections[{row}]", row, None, section.shown_if, named_in(section.shown_if), ids)
        for line, question in enumerate(section.questions):
            if question.shown_if is not None:
                looks_at = named_in(question.shown_if)
                path, ids = f"sections[{row}].questions[{line}]", frozenset({question.id})
                yield Holder(path, row, question.id, question.shown_if, looks_at, ids)


def leaves(path: str, condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Return what a condition is put together from, each with its path."""
    match condition:
        case AllHold() | AnyHolds():
            for index, one in enumerate(condition.of):
                yield from leaves(f"{path}.of[{index}]", one)
        case HoldsNot():
            yield from leaves(f"{path}.of", condition.of)
        case _:
            yield path, condition


def named_in(condition: Condition) -> frozenset[str]:
    """Return the questions that a condition looks at."""
    found = (leaf for _, leaf in leaves("", condition))
    return frozenset(leaf.question for leaf in found if isinstance(leaf, AboutAnswer))


def leaf_flaws(
    path: str, leaf: Condition, holder: Holder, sites: Mapping[str, Site], circles: frozenset[str]
) -> Iterator[ChecklistFlaw]:
    """Find what is wrong with one leaf: the question it looks at, or what it asks of it."""
    if not isinstance(leaf, AboutAnswer):
        return
    site = sites.get(leaf.question)
    if site is None:
        message = f"There is no question “{leaf.question}”."
        yield refusal(f"{path}.question", message, "condition_unknown_question")
    elif holder.questions & circles and leaf.question in circles:
        message = "These conditions wait for one another in a circle."
        yield refusal(f"{path}.question", message, "condition_cycle")
    elif not comes_before(site, holder, sites):
        message = "A condition can only look at questions that come before."
        yield refusal(f"{path}.question", message, "condition_later_question")
    else:
        yield from misunderstanding(path, leaf, site.question)


def comes_before(site: Site, holder: Holder, sites: Mapping[str, Site]) -> bool:
    """Tell whether a question is asked before what depends on it."""
    if holder.question is None:
        return site.row < holder.row
    return site.number < sites[holder.question].number


def misunderstanding(path: str, leaf: AboutAnswer, question: Question) -> Iterator[ChecklistFlaw]:
    """Find a leaf that asks of a question what its kind cannot answer."""
    match leaf:
        case OptionIs() | OptionIsNot():
            offered = options_of(question)
            if offered is None:
                yield refusal(f"{path}.question", "This question has no options.", "condition_wrong_kind")
                return
            for index, option in enumerate(leaf.options):
                if option not in offered:
                    message = f"The question does not offer the option “{option}”."
                    yield refusal(f"{path}.options[{index}]", message, "condition_unknown_option")
        case NumberIs():
            if not isinstance(question, NumberQuestion | TemperatureQuestion | SliderQuestion):
                message = "This question has no number to compare."
                yield refusal(f"{path}.question", message, "condition_wrong_kind")
        case Answered() | HasFailed():
            if isinstance(question, InformationQuestion):
                yield refusal(f"{path}.question", "Nobody answers this.", "condition_wrong_kind")


def options_of(question: Question) -> set[str] | None:
    """Return the options that a question offers, if it is of a kind with options."""
    match question:
        case ChoiceQuestion() | MultiChoiceQuestion():
            return {option.id for option in question.options}
        case YesNoQuestion():
            return {"yes", "no"}
        case _:
            return None


def questions_in_circles(document: ChecklistDocument, sites: Mapping[str, Site]) -> frozenset[str]:
    """Return the questions whose conditions, followed from one to the next, lead back to themselves.

    Every circle leads downwards somewhere; where nothing does, nobody has to follow anything.
    """
    edges: dict[str, frozenset[str]] = {}
    for section in document.sections:
        above = frozenset() if section.shown_if is None else named_in(section.shown_if)
        for question in section.questions:
            own = frozenset() if question.shown_if is None else named_in(question.shown_if)
            edges[question.id] = above | own
    if all(sites[named].number < sites[id].number for id in edges for named in edges[id] if named in sites):
        return frozenset()
    return frozenset(id for id in edges if id in reached_from(id, edges))


def reached_from(start: str, edges: Mapping[str, frozenset[str]]) -> set[str]:
    """Follow conditions from one question as far as they lead."""
    seen: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting += edges.get(id, frozenset())
    return seen
