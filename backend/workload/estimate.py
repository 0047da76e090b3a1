"""How many minutes a piece of work takes, and how much of it belongs to one shift: pure arithmetic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from backend.wire import Severity
from backend.workload.rules import WorkloadRules

Kind = Literal["fix", "task", "order", "receive", "arrival", "count"]
MINUTE = 60
Store = TypeVar("Store")


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of open work: what it is, how big, and by when; a task brings its own minutes."""

    kind: Kind
    due_at: datetime
    size: int = 1
    severity: Severity = "medium"
    task_minutes: int = 0
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """From when to when a store's people can work; one that is `ahead` is not the one at hand."""

    opens: datetime
    closes: datetime
    ahead: bool = False


def estimate(work: Work, rules: WorkloadRules) -> int:
    """Return the whole minutes that one piece of work takes, rounded up; no work is ever free."""
    match work.kind:
        case "fix":
            minutes = rules.fix.of(work.severity)
        case "task":
            minutes = work.task_minutes
        case "order":
            minutes = rules.order_minutes + up(work.size * rules.order_line_seconds)
        case "receive" | "arrival":
            minutes = rules.receive_minutes + up(work.size * rules.receive_line_seconds)
        case "count":
            minutes = up(work.size * rules.count_product_seconds)
    return max(1, minutes)


def up(seconds: int) -> int:
    """Return whole minutes, a begun one counted."""
    return -(-seconds // MINUTE)


def belongs(work: Work, shift: Shift) -> bool:
    """Tell whether work falls into a shift: it can be begun in it and is due by its end.

    Of a shift that is still `ahead` only what falls due in it counts: what is late now is done by then.
    """
    can_begin = work.opens_at is None or work.opens_at < shift.closes
    return can_begin and work.due_at <= shift.closes and not (shift.ahead and work.due_at < shift.opens)


def shift_load(works: Iterable[Work], shift: Shift, rules: WorkloadRules) -> int:
    """Return the minutes of all work that belongs to one shift."""
    return sum(estimate(work, rules) for work in works if belongs(work, shift))


@dataclass(frozen=True, slots=True)
class Weight:
    """What a store's shift weighs before more work is sent there, and with it."""

    before: int
    after: int


def over_budget(weights: Mapping[Store, Weight], shift_minutes: int) -> list[Store]:
    """List the stores whose shift more work would carry over the budget, the heaviest first."""
    over = [store for store, weight in weights.items() if weight.after > shift_minutes]
    return sorted(over, key=lambda store: -weights[store].after)
