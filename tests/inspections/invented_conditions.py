"""Invented conditions, possible and impossible ones."""

from collections.abc import Sequence
from typing import get_args

from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy

from backend.checklists.condition import (
    AllHold,
    Answered,
    AnyHolds,
    AttributeIs,
    AttributePresent,
    Comparison,
    Condition,
    HasFailed,
    HoldsNot,
    NumberIs,
    OptionIs,
    OptionIsNot,
    RoleIs,
)
from backend.people.schemas import Role

ATTRIBUTES = ("has_fryer", "fridges", "kind")


def conditions(
    questions: Sequence[str], options: Sequence[str], readings: Sequence[str]
) -> SearchStrategy[Condition]:
    """Conditions about any question at all, nested a little."""
    question = some.sampled_from(questions)
    chosen = some.lists(some.sampled_from(options), min_size=1, max_size=3).map(tuple)
    attribute = some.sampled_from(ATTRIBUTES)
    values = some.lists(some.sampled_from([True, False, 0, 1, 3, "", "small"]), min_size=1, max_size=2)
    leaf: SearchStrategy[Condition] = some.one_of(
        some.builds(OptionIs, question=question, options=chosen),
        some.builds(OptionIsNot, question=question, options=chosen),
        some.builds(
            NumberIs,
            question=question,
            comparison=some.sampled_from(get_args(Comparison)),
            number=some.sampled_from(readings),
        ),
        some.builds(Answered, question=question),
        some.builds(HasFailed, question=question),
        some.builds(AttributeIs, attribute=attribute, values=values.map(tuple)),
        some.builds(AttributePresent, attribute=attribute),
        some.builds(
            RoleIs, roles=some.lists(some.sampled_from(list(Role)), min_size=1, max_size=2).map(tuple)
        ),
    )
    several = lambda inner: some.lists(inner, min_size=1, max_size=3).map(tuple)  # noqa: E731
    return some.recursive(
        leaf,
        lambda inner: some.one_of(
            some.builds(AllHold, of=several(inner)),
            some.builds(AnyHolds, of=several(inner)),
            some.builds(HoldsNot, of=inner),
        ),
        max_leaves=4,
    )
