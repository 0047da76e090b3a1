"""What a store has left of its budget for one delivery, and whether an order may go beyond it."""

from datetime import date
from uuid import UUID

from backend.database import fetch
from backend.ordering.budget.schemas import BudgetLeft, BudgetRules
from backend.ordering.budget.span import days_of, is_over
from backend.problems import FieldProblem, Unacceptable
from backend.stores.settings import read_setting

NAME = "ordering-budget"
# What was refused, rejected or cancelled costs nothing.
SPENT = "status NOT IN ('refused', 'rejected', 'cancelled')"


async def budget_left(store: UUID, currency: str, delivery_on: date) -> BudgetLeft | None:
    """Return the budget of a delivery; None where the store has none in the supplier's currency."""
    rules = await read_setting(NAME, BudgetRules)
    rows = await fetch("SELECT amount_minor FROM order_budget WHERE store = $1", store)
    if not rows or rules.currency != currency:
        return None
    first, last = days_of(delivery_on, rules.period)
    [spent] = await fetch(
        f"""
        SELECT coalesce(sum(total_minor), 0)::bigint AS minor FROM order_placed
        WHERE store = $1 AND delivery_on BETWEEN $2 AND $3 AND currency = $4 AND {SPENT}
        """,  # noqa: S608
        store,
        first,
        last,
        currency,
    )
    return BudgetLeft(
        amount_minor=rows[0]["amount_minor"],
        spent_minor=spent["minor"],
        from_on=first,
        to_on=last,
        over=rules.over,
    )


def keep_within(left: BudgetLeft | None, order_minor: int) -> bool:
    """Tell whether an order has to wait for a yes; raises `Unacceptable` where the company allows no more."""
    if left is None or not is_over(left.amount_minor, left.spent_minor, order_minor):
        return False
    if left.over == "refuse":
        title = f"The budget until {left.to_on} does not allow this order."
        raise Unacceptable(title, fields=[FieldProblem("lines", title, "over-budget")])
    return left.over == "approve"
