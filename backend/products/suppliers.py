"""Suppliers as verbs need them."""

from datetime import time
from uuid import UUID

import msgspec

from backend.database import fetch


class SupplierRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who fills orders, on which weekdays, and until when to order."""

    id: UUID
    name: dict[str, str]
    email: str | None
    delivery_weekdays: list[int]
    cut_off: time
    lead_days: int
    grace_minutes: int
    minimum_order_minor: int
    currency: str


async def delivering_suppliers(supplier: UUID | None = None) -> list[SupplierRow]:
    """List the suppliers that deliver on any day at all, or only the given one of them."""
    rows = await fetch(
        """
        SELECT id, name, email, delivery_weekdays, cut_off, lead_days, grace_minutes, minimum_order_minor,
            currency
        FROM supplier
        WHERE ($1::uuid IS NULL OR id = $1) AND jsonb_array_length(delivery_weekdays) > 0 ORDER BY code
        """,
        supplier,
    )
    return [msgspec.convert(row, SupplierRow) for row in rows]
