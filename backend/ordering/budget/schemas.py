"""What crosses the wire about budgets."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.ordering.budget.span import Period
from backend.wire import Bilingual, Document

Money = Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$(?!\n)")]


class BudgetRules(Document):
    """Over which days a budget runs, and what becomes of an order beyond it."""

    period: Period = "week"
    over: Literal["warn", "approve", "refuse"] = "warn"
    currency: Currency = "CNY"


class BudgetRulesIn(Document):
    """The choice of HQ, made on a version."""

    based_on: int
    rules: BudgetRules


class StoreBudgetIn(Document):
    """What a store may spend in each period; None for as much as it needs."""

    amount_minor: Money | None


class StoreBudget(Document):
    """What a store may spend, and what its orders for these days come to."""

    store: UUID
    code: str
    name: Bilingual
    amount_minor: int | None
    spent_minor: int


class Budgets(Document):
    """The budgets of every store for the days that run now."""

    version: int
    rules: BudgetRules
    from_on: date
    to_on: date
    stores: list[StoreBudget]


class BudgetLeft(Document):
    """The budget that one delivery falls under, without the order that is being written."""

    amount_minor: int
    spent_minor: int
    from_on: date
    to_on: date
    over: Literal["warn", "approve", "refuse"]
