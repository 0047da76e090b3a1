"""What a store holds, read off its ledger."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from backend.database import fetch


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger says of one product, in base units; never counted when `counted_at` is None."""

    product: UUID
    base_units: int
    counted_at: datetime | None


class ParRow(msgspec.Struct, frozen=True, kw_only=True):
    """The level to fill up to and the cushion inside it, in base units."""

    product: UUID
    base_units: int
    safety_units: int


async def on_hand(store: UUID, products: Sequence[UUID], at: datetime) -> dict[UUID, Holding]:
    """Tell what a store holds of each product at a moment: the newest count and what changed after it.

    Entries count by the time they took effect, so a receipt that is recorded late still lands before a count
    that was made after it. A change of the very moment of a count is already in the count.
    """
    rows = await fetch(
        """
        SELECT wanted.product, newest.effective_at AS counted_at,
            (coalesce(newest.base_units, 0) + coalesce(later.change, 0))::bigint AS base_units
        FROM unnest($2::uuid[]) AS wanted(product)
        LEFT JOIN LATERAL (
            SELECT base_units, effective_at FROM stock_entry
            WHERE store = $1 AND product = wanted.product AND kind = 'count' AND effective_at <= $3
            ORDER BY effective_at DESC, recorded_at DESC, id DESC LIMIT 1
        ) AS newest ON true
        LEFT JOIN LATERAL (
            SELECT sum(base_units) AS change FROM stock_entry
            WHERE store = $1 AND product = wanted.product AND kind <> 'count' AND effective_at <= $3
                AND effective_at > coalesce(newest.effective_at, '-infinity')
        ) AS later ON true
        """,
        store,
        list(products),
        at,
    )
    return {row["product"]: msgspec.convert(row, Holding) for row in rows}


async def par_levels(store: UUID) -> dict[UUID, ParRow]:
    """Return the par level of every product that has one in a store."""
    rows = await fetch("SELECT product, base_units, safety_units FROM par_level WHERE store = $1", store)
    return {row["product"]: msgspec.convert(row, ParRow) for row in rows}
