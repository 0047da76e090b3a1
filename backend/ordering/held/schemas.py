"""What crosses the wire about the limits that an order passed; kept as they were when it was held."""

from datetime import date
from uuid import UUID

from backend.wire import Bilingual, Document


class PassedAmount(Document):
    """The order costs more than may go out without a yes."""

    order_minor: int
    limit_minor: int


class FarLine(Document):
    """One line is further from its suggestion than may go out without a yes."""

    product: UUID
    name: Bilingual
    packs: int
    suggested_packs: int


class PassedBudget(Document):
    """With this order the store spends more than its budget for these days; spent is without the order."""

    amount_minor: int
    spent_minor: int
    order_minor: int
    from_on: date
    to_on: date


class PassedLimits(Document):
    """Everything for which an order waits."""

    amount: PassedAmount | None = None
    far_lines: tuple[FarLine, ...] = ()
    far_percent: int | None = None
    budget: PassedBudget | None = None
