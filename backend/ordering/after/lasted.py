"""How a product fared that a store left out of its order: whether what was there lasted; pure.

Nothing of it came, so the question is another one than for changed lines: on how many of the days that the
delivery was for there was none of it. A count of none that nothing followed is none on every day after; else
a day counts on which the store said so. What lasted has to be shown: by a count on the last day, or by the
last count and the sales of every day after it. Where it came by another way meanwhile, or neither count nor
sales reach to the end, nobody knows, and that is the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.ordering.after.became import Basis, Unknown


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """What the ledger and the sales say of a product that a delivery came without."""

    received_on: date
    ended_on: date
    came_on: date | None = None  # when it came by another way, before the end
    counted: int | None = None  # the last count; None: there is none that is recent
    counted_on: date | None = None
    moved: int = 0  # what came and went by the ledger after that count, without sales
    emptied_on: date | None = None  # the first count of none after which none came
    said_out: Sequence[date] = ()  # the days on which the store said that there was none
    sold: int = 0  # after the day of the last count
    sold_days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Lasted:
    """How long what was there lasted: to the end, with something left, or until a day without any."""

    basis: Basis
    left: int = 0
    ran_out_on: date | None = None
    days_out: int = 0


def how_it_lasted(seen: Watched) -> Lasted | Unknown:
    """Tell whether what was there lasted, or why nobody can say."""
    if out := days_without(seen):
        basis: Basis = "counts" if seen.emptied_on else "usage"
        return Lasted(basis=basis, ran_out_on=out[0], days_out=len(out))
    if seen.came_on is not None:
        return "came_otherwise"
    if seen.counted is None or seen.counted_on is None:
        return "not_counted"
    left = seen.counted + seen.moved
    basis = "counts"
    if seen.counted_on < seen.ended_on:
        if seen.sold_days < (seen.ended_on - seen.counted_on).days:
            return "not_counted_after"
        basis, left = "usage", left - seen.sold
    if left < 0:
        return "contradicts"
    if left == 0:
        return Lasted(basis=basis, ran_out_on=seen.ended_on, days_out=1)
    return Lasted(basis=basis, left=left)


def days_without(seen: Watched) -> list[date]:
    """List the days without any, the first one first."""
    days = set(seen.said_out)
    if seen.emptied_on is not None:
        last = min(seen.ended_on, seen.came_on or seen.ended_on)
        first = max(seen.emptied_on, seen.received_on)
        days |= {first + timedelta(days=at) for at in range((last - first).days + 1)}
    return sorted(days)
