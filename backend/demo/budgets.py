"""What the stores of the demo may order in a week; one of them as much as it needs."""

from backend.demo.company import store_id
from backend.demo.story import company
from backend.ordering.tables import OrderBudget

WEEKLY = {"flagship": 900_000, "standard": 600_000, "small": 350_000}
WITHOUT = "N005"


async def give_budgets() -> None:
    """Give every store but one a budget by its kind; what HQ changed since stays."""
    rows = [
        OrderBudget(store=store_id(store.code), amount_minor=WEEKLY[str(store.attributes["kind"])])
        for store in company().stores
        if store.code != WITHOUT
    ]
    await OrderBudget.insert(*rows).on_conflict(action="DO NOTHING")
