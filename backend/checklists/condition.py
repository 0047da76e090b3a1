"""When a question or a section is asked: a condition that is chosen, never programmed.

A condition speaks of earlier questions only. An answer that was not given, or whose question is itself
hidden, makes every leaf about it false; where the question repeats, one of its instances is enough.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from backend.checklists.bounds import AttributeName, AttributeNumber, AttributeWord, Key
from backend.people.schemas import Role
from backend.wire import Decimals, Document

Comparison = Literal["below", "at_most", "equal", "not_equal", "at_least", "above"]
AttributeValue = bool | AttributeNumber | AttributeWord


class ConditionBase(Document, tag_field="when"):
    """What every condition has: the word that tells which it is."""


class AllHold(ConditionBase, tag="all", kw_only=True):
    """Every one of these holds."""

    of: Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1, max_length=20)]


class AnyHolds(ConditionBase, tag="any", kw_only=True):
    """At least one of these holds."""

    of: Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1, max_length=20)]


class HoldsNot(ConditionBase, tag="not", kw_only=True):
    """This one does not hold."""

    of: Condition


class OptionIs(ConditionBase, tag="option_is", kw_only=True):
    """One of these options was chosen; yes and no are options too."""

    question: Key
    options: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1, max_length=30)]


class OptionIsNot(ConditionBase, tag="option_is_not", kw_only=True):
    """The question was answered, and with none of these options."""

    question: Key
    options: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1, max_length=30)]


class NumberIs(ConditionBase, tag="number_is", kw_only=True):
    """A number, temperature or slider compares like this."""

    question: Key
    comparison: Comparison
    number: Decimals


class Answered(ConditionBase, tag="answered", kw_only=True):
    """The question was answered, whatever with."""

    question: Key


class HasFailed(ConditionBase, tag="failed", kw_only=True):
    """The answer failed."""

    question: Key


class AttributeIs(ConditionBase, tag="attribute_is", kw_only=True):
    """An attribute of the store has one of these values; true is not 1."""

    attribute: AttributeName
    values: Annotated[tuple[AttributeValue, ...], msgspec.Meta(min_length=1, max_length=30)]


class AttributePresent(ConditionBase, tag="attribute_present", kw_only=True):
    """The store has this attribute, and it is neither false nor 0 nor empty."""

    attribute: AttributeName


class RoleIs(ConditionBase, tag="role_is", kw_only=True):
    """Whoever answers has one of these roles."""

    roles: Annotated[tuple[Role, ...], msgspec.Meta(min_length=1, max_length=5)]


AboutAnswer = OptionIs | OptionIsNot | NumberIs | Answered | HasFailed
Condition = (
    AllHold
    | AnyHolds
    | HoldsNot
    | OptionIs
    | OptionIsNot
    | NumberIs
    | Answered
    | HasFailed
    | AttributeIs
    | AttributePresent
    | RoleIs
)
