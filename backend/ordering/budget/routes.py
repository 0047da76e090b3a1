"""Which URL shows and settles what stores may spend on orders."""

from uuid import UUID

from litestar import Router, get, put
from litestar.params import FromPath

from backend.ordering.budget.schemas import BudgetRulesIn, Budgets, StoreBudgetIn
from backend.ordering.budget.settle import choose_budget_rules, give_budget, read_budgets
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/order-budgets", operation_id="getOrderBudgets")
async def get_budgets(person: Person) -> Budgets:
    """Show what every store may spend on orders in the running days, and what it has spent."""
    return await read_budgets(person)


@put("/order-budgets", operation_id="putOrderBudgetRules", body=BudgetRulesIn)
async def put_budget_rules(person: Person, request: Asked) -> Budgets:
    """Settle over which days budgets run, and what becomes of an order beyond one."""
    return await choose_budget_rules(person, (await strictly(request, BudgetRulesIn)).document)


@put("/stores/{store:uuid}/order-budget", operation_id="putOrderBudget", body=StoreBudgetIn)
async def put_store_budget(store: FromPath[UUID], person: Person, request: Asked) -> Budgets:
    """Give a store its budget, or take it away."""
    return await give_budget(person, store, (await strictly(request, StoreBudgetIn)).document)


ROUTES = Router("/", route_handlers=[get_budgets, put_budget_rules, put_store_budget])
