"""HQ settles what stores may spend, and sees what they have spent."""

from datetime import UTC, date, datetime
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.ordering.budget.left import NAME, SPENT
from backend.ordering.budget.schemas import BudgetRules, BudgetRulesIn, Budgets, StoreBudget, StoreBudgetIn
from backend.ordering.budget.span import days_of
from backend.people.access import load_store, require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.stores.settings import read_versioned, write_setting
from backend.wire import build


async def read_budgets(person: SignedIn, today: date | None = None) -> Budgets:
    """Read the budgets of all stores beside what their orders for the running days come to."""
    require_role(person, Role.hq, Role.admin)
    version, rules = await read_versioned(NAME, BudgetRules)
    first, last = days_of(today or datetime.now(UTC).date(), rules.period)
    rows = await fetch(
        f"""
        SELECT store.id AS store, code, name, amount_minor, coalesce(spent.minor, 0)::bigint AS spent_minor
        FROM store LEFT JOIN order_budget ON order_budget.store = store.id
            LEFT JOIN (
                SELECT store, sum(total_minor) AS minor FROM order_placed
                WHERE delivery_on BETWEEN $1 AND $2 AND currency = $3 AND {SPENT} GROUP BY store
            ) AS spent ON spent.store = store.id
        WHERE NOT closed ORDER BY code
        """,  # noqa: S608
        first,
        last,
        rules.currency,
    )
    return Budgets(
        version=version,
        rules=rules,
        from_on=first,
        to_on=last,
        stores=[build(StoreBudget, row) for row in rows],
    )


async def choose_budget_rules(person: SignedIn, draft: BudgetRulesIn) -> Budgets:
    """Keep how budgets run; it holds for orders placed from now on."""
    require_role(person, Role.hq, Role.admin)
    async with transaction():
        await write_setting(NAME, draft.rules, based_on=draft.based_on, by=person.id)
    return await read_budgets(person)


async def give_budget(person: SignedIn, store: UUID, draft: StoreBudgetIn) -> Budgets:
    """Give a store its budget, or take it away; the same again is nothing new."""
    async with transaction():
        await load_store(person, store, Role.hq, Role.admin)
        changed = await (take_away(store) if draft.amount_minor is None else put(store, draft.amount_minor))
        if changed:
            payload: dict[str, object] = {"amount_minor": draft.amount_minor}
            await record("budget.given", store, store=store, person=person.id, payload=payload)
    return await read_budgets(person)


async def put(store: UUID, amount_minor: int) -> bool:
    """Write an amount; tell whether it is another one."""
    return bool(
        await fetch(
            """
            INSERT INTO order_budget (store, amount_minor) VALUES ($1, $2)
            ON CONFLICT (store) DO UPDATE SET amount_minor = $2 WHERE order_budget.amount_minor <> $2
            RETURNING store
            """,
            store,
            amount_minor,
        )
    )


async def take_away(store: UUID) -> bool:
    """Let a store spend what it needs; tell whether it had a budget."""
    return bool(await fetch("DELETE FROM order_budget WHERE store = $1 RETURNING store", store))
