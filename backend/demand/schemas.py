"""What crosses the wire about what was sold."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from backend.wire import Document

Units = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Money = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000_000)]
Sku = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class UsageLineIn(Document):
    """What was sold or used of one product, in base units."""

    sku: Sku
    base_units: Units
    out_of_stock: bool = False


class UsageDayIn(Document):
    """One day of a store, whole: what is not in it was not sold."""

    lines: Annotated[list[UsageLineIn], msgspec.Meta(max_length=20_000)]
    revenue_minor: Money | None = None


class UsageDayOut(Document):
    """What is kept of the day."""

    store: UUID
    lines: int
    revenue_minor: int | None


class UnsoldLot(Document):
    """How much of a lot expires before the store can sell it, as it has sold until now."""

    product: UUID
    expires_on: date
    base_units: int
