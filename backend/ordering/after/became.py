"""What became of goods that somebody ordered otherwise than suggested: pure, in base units.

A store sells its oldest goods first, so whatever leaves it between two counts is taken from what lay there
before the delivery, then from the delivery, then from what came after it: first what was sold or used, then
what went to another store, and what was written off is of what remained. No waste entry names its lot, so
nothing better is known. What was sold or used is what the two counts and the ledger between them leave over;
without a count after the delivery it is what the store says it sold day by day. Where neither is there, or
they contradict one another, nobody knows, and that is the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Basis = Literal["counts", "usage"]
Unknown = Literal["not_counted", "not_counted_before", "not_counted_after", "contradicts", "came_otherwise"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What the ledger says of one product around one delivery."""

    received: int
    opening: int | None  # the count before the delivery; None: there is none that is recent
    closing: int | None  # the last count before the next delivery
    used: int | None  # what was sold day by day; None: some day is missing
    wasted: int = 0
    came: int = 0  # from elsewhere, and what was found
    went: int = 0  # to other stores, and what was missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Became:
    """Where the goods of one delivery are; the parts add up to what was received."""

    basis: Basis
    used: int
    wasted: int
    went: int
    left: int


def what_became(seen: Seen) -> Became | Unknown:
    """Follow a delivery through the store, or say why nobody can."""
    if seen.opening is None:
        return "not_counted_before"
    there = max(0, seen.opening) + seen.received + seen.came
    if seen.closing is not None:
        basis: Basis = "counts"
        used = there - seen.went - seen.wasted - seen.closing
    elif seen.used is not None:
        basis, used = "usage", seen.used
    else:
        return "not_counted_after"
    if used < 0 or used + seen.went + seen.wasted > there:
        return "contradicts"
    layers = [max(0, seen.opening), seen.received, seen.came]
    of_used, of_went, of_wasted = (take(layers, units) for units in (used, seen.went, seen.wasted))
    return Became(basis=basis, used=of_used[1], went=of_went[1], wasted=of_wasted[1], left=layers[1])


def take(layers: list[int], units: int) -> Sequence[int]:
    """Take units off the layers, the first one first; tell how much came from each."""
    taken: list[int] = []
    for at, there in enumerate(layers):
        taken.append(min(there, units))
        layers[at] -= taken[at]
        units -= taken[at]
    return taken
