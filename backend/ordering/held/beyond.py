"""Which limits an order passes, and by how much: pure."""

from backend.ordering.budget.schemas import BudgetLeft
from backend.ordering.chosen import Chosen, total_minor
from backend.ordering.held.schemas import FarLine, PassedAmount, PassedBudget, PassedLimits
from backend.ordering.life.lifecycle import is_far
from backend.ordering.life.schemas import OrderRules


def limits_passed(
    rules: OrderRules, over_budget: BudgetLeft | None, chosen: list[Chosen], *, extra: bool
) -> PassedLimits | None:
    """Name every limit that an order is beyond, or None; an extra one has no suggestion to be far from."""
    far = () if extra else far_lines(chosen, rules.approve_deviation_percent)
    amount = amount_passed(rules.approve_above_minor, total_minor(chosen))
    if amount is None and over_budget is None and not far:
        return None
    return PassedLimits(
        amount=amount,
        far_lines=far,
        far_percent=rules.approve_deviation_percent if far else None,
        budget=budget_passed(over_budget, total_minor(chosen)) if over_budget else None,
    )


def amount_passed(limit: int | None, order: int) -> PassedAmount | None:
    """Compare what an order costs with the limit, in minor units; exactly the limit is not beyond it."""
    return PassedAmount(order_minor=order, limit_minor=limit) if limit is not None and order > limit else None


def far_lines(chosen: list[Chosen], percent: int | None) -> tuple[FarLine, ...]:
    """Pick the lines that are far from what the server suggests, the furthest first."""
    if percent is None:
        return ()
    far = [line for line in chosen if is_far(line.sent.packs, line.offered.suggestion.packs, percent)]
    far.sort(key=lambda line: -abs(line.sent.packs - line.offered.suggestion.packs))
    return tuple(
        FarLine(
            product=line.sent.product,
            name=line.offered.name,
            packs=line.sent.packs,
            suggested_packs=line.offered.suggestion.packs,
        )
        for line in far
    )


def budget_passed(left: BudgetLeft, order: int) -> PassedBudget:
    """Keep the budget as the order found it."""
    return PassedBudget(
        amount_minor=left.amount_minor,
        spent_minor=left.spent_minor,
        order_minor=order,
        from_on=left.from_on,
        to_on=left.to_on,
    )
