"""Could a question ever be asked? A search for answers, a store and an inspector that make it show.

What is undecided is decided one at a time, and a way is given up as soon as it cannot show the question any
more, so that a checklist of hundreds of conditions takes milliseconds. Sound in one direction only: what is
called never shown is never shown; what is too much to search is let pass.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from backend.checklists.condition import (
    AboutAnswer,
    AllHold,
    AnyHolds,
    AttributeIs,
    AttributePresent,
    Condition,
    HoldsNot,
)
from backend.checklists.document import ChecklistDocument, Question, Section
from backend.checklists.trying import Effect, effects_of_answers, effects_of_roles, effects_of_values

# Conditions looked at: for one question, and for all of a checklist together.
MOST_STEPS, ALL_STEPS, FEWEST_STEPS = 20_000, 200_000, 500

# What can be decided: ("question", id), ("attribute", name) or ("role", "").
Variable = tuple[str, str]
World = dict[Variable, Effect]


@dataclass(frozen=True, slots=True)
class Holder:
    """What has a condition: a question, or a whole section where `question` is null."""

    path: str
    row: int
    question: str | None
    condition: Condition
    looks_at: frozenset[str]
    questions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What has to hold, what that hangs on from top to bottom, and what each variable could do."""

    goal: tuple[Condition, ...]
    above: Mapping[str, tuple[Condition, ...]]
    effects: Mapping[Variable, list[Effect]]


@dataclass(slots=True)
class Seeker:
    """The search through one checklist; what showed a question helps to show what hangs on it."""

    document: ChecklistDocument
    places: dict[str, tuple[int, Section, Question]] = field(init=False)
    order: dict[str, int] = field(init=False)
    shown_by: dict[str, World] = field(default_factory=dict)
    effects: dict[tuple[Variable, Effect], list[Effect] | None] = field(default_factory=dict)
    steps: int = 0

    def __post_init__(self) -> None:
        self.places = {}
        for row, section in enumerate(self.document.sections):
            for question in section.questions:
                self.places.setdefault(question.id, (row, section, question))
        self.order = {id: number for number, id in enumerate(self.places)}

    def could_be_asked(self, holder: Holder) -> bool:
        """Tell whether something makes it show; True where that is too much to search.

        Every question that the holder looks at has to be sound and to come before it.
        """
        problem = self.problem_of(holder)
        if not holder.questions or problem is None:
            return True
        most = self.steps + max(FEWEST_STEPS, min(MOST_STEPS, ALL_STEPS - self.steps))
        hint = self.hint_for(holder, problem)
        for start in [hint, {}] if hint else [hint]:
            world = self.search(problem, start, most)
            if world is None:
                return True
            if world:
                self.shown_by |= dict.fromkeys(holder.questions, world[0])
                return True
        return False

    def problem_of(self, holder: Holder) -> Problem | None:
        """Gather what a holder depends on; None where that is too much to search."""
        section = self.document.sections[holder.row]
        goal: tuple[Condition, ...] = (holder.condition,)
        if holder.question is not None and section.shown_if is not None:
            goal = (section.shown_if, holder.condition)
        above: dict[str, tuple[Condition, ...]] = {}
        waiting = list(goal)
        while waiting:
            for leaf in all_leaves(waiting.pop()):
                if (
                    isinstance(leaf, AboutAnswer)
                    and leaf.question not in above
                    and leaf.question in self.places
                ):
                    row, own, question = self.places[leaf.question]
                    if own.repeats and row != holder.row:
                        return None
                    conditions = (own.shown_if, question.shown_if)
                    above[leaf.question] = tuple(one for one in conditions if one is not None)
                    waiting += above[leaf.question]
        ordered = {id: above[id] for id in sorted(above, key=self.order.__getitem__)}
        effects = self.effects_in(chain(goal, *above.values()))
        return None if effects is None else Problem(goal, ordered, effects)

    def effects_in(self, conditions: Iterable[Condition]) -> dict[Variable, list[Effect]] | None:
        """Return what each variable could do to these conditions."""
        asked: dict[Variable, dict[Condition, None]] = {}
        for leaf in chain.from_iterable(map(all_leaves, conditions)):
            asked.setdefault(variable_of(leaf), {})[leaf] = None
        found: dict[Variable, list[Effect]] = {}
        for variable, leaves in asked.items():
            key = (variable, frozenset(leaves))
            if key not in self.effects:
                self.effects[key] = self.effects_on(variable, list(leaves))
            effects = self.effects[key]
            if effects is None:
                return None
            found[variable] = effects
        return found

    def effects_on(self, variable: Variable, leaves: list[Condition]) -> list[Effect] | None:
        """Return what one variable could do to the leaves about it."""
        match variable:
            case ("question", id):
                place = self.places.get(id)
                return [frozenset()] if place is None else effects_of_answers(place[2], leaves)
            case ("attribute", name):
                return effects_of_values(name, leaves)
            case _:
                return effects_of_roles(leaves)

    def hint_for(self, holder: Holder, problem: Problem) -> World:
        """Return what showed the questions that a holder looks at, as far as it is possible here too."""
        known = {
            variable: effect
            for id in sorted(holder.looks_at | holder.questions)
            for variable, effect in self.shown_by.get(id, {}).items()
        }
        return {
            variable: effect
            for variable, effect in known.items()
            if effect in problem.effects.get(variable, ())
        }

    def search(self, problem: Problem, start: World, most: int) -> list[World] | None:
        """Return a world that reaches the goal in a list, an empty list if there is none, None if too far."""
        waiting = [start]
        while waiting:
            world = waiting.pop()
            self.steps += 1 + len(problem.above)
            if self.steps > most:
                return None
            asked: dict[str, bool | None] = {}
            for id, conditions in problem.above.items():
                asked[id] = all_of(truth(one, world, asked) for one in conditions)
            match all_of(truth(one, world, asked) for one in problem.goal):
                case True:
                    return [world]
                case None:
                    leaf = undecided(problem, world, asked)
                    variable = variable_of(leaf)
                    effects = sorted(problem.effects[variable], key=lambda effect: leaf in effect)
                    waiting += [world | {variable: effect} for effect in effects]
        return []


def undecided(problem: Problem, world: World, asked: Mapping[str, bool | None]) -> Condition:
    """Return a leaf that has to be decided: of the goal, or of what a question in it hangs on."""
    conditions = problem.goal
    while True:
        leaf = next(
            leaf
            for one in conditions
            if truth(one, world, asked) is None
            for leaf in all_leaves(one)
            if truth(leaf, world, asked) is None
        )
        if not isinstance(leaf, AboutAnswer) or asked.get(leaf.question, True) is not None:
            return leaf
        conditions = problem.above[leaf.question]


def truth(condition: Condition, world: World, asked: Mapping[str, bool | None]) -> bool | None:
    """Tell whether a condition holds; None while that is undecided."""
    match condition:
        case AllHold():
            return all_of(truth(one, world, asked) for one in condition.of)
        case AnyHolds():
            return negation(all_of(negation(truth(one, world, asked)) for one in condition.of))
        case HoldsNot():
            return negation(truth(condition.of, world, asked))
        case _:
            is_asked = asked.get(condition.question, True) if isinstance(condition, AboutAnswer) else True
            effect = world.get(variable_of(condition))
            if is_asked is False or (effect is not None and condition not in effect):
                return False
            return None if effect is None else is_asked


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """Tell whether all are true: one that is false decides, one that is undecided leaves it open."""
    whole: bool | None = True
    for one in truths:
        if one is False:
            return False
        whole = None if one is None else whole
    return whole


def negation(truth: bool | None) -> bool | None:
    """Turn a truth round; what is undecided stays so."""
    return None if truth is None else not truth


def variable_of(leaf: Condition) -> Variable:
    """Return what a leaf is about."""
    if isinstance(leaf, AboutAnswer):
        return "question", leaf.question
    if isinstance(leaf, AttributeIs | AttributePresent):
        return "attribute", leaf.attribute
    return "role", ""


def all_leaves(condition: Condition) -> Iterator[Condition]:
    """Return what a condition is put together from."""
    match condition:
        case AllHold() | AnyHolds():
            yield from chain.from_iterable(map(all_leaves, condition.of))
        case HoldsNot():
            yield from all_leaves(condition.of)
        case _:
            yield condition
