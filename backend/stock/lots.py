"""Which lots a store may still hold, read off its ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from backend.database import fetch
from backend.stock.fefo import LotLeft, left_of
from backend.stock.ledger import Holding
from backend.stock.schemas import LotOut


async def lots_left(store: UUID, held: Mapping[UUID, Holding], at: datetime) -> dict[UUID, list[LotLeft]]:
    """Tell per product what is left of which lot.

    The newest count that named lots says what there was; receipts after it add theirs, and waste that names
    a lot takes from that one. A count without lots says nothing about dates.
    """
    rows = await fetch(
        """
        WITH wanted AS (SELECT unnest($2::uuid[]) AS product),
        named AS (
            SELECT wanted.product, max(entry.effective_at) AS since FROM wanted
                JOIN stock_entry AS entry ON entry.product = wanted.product AND entry.store = $1
            WHERE kind = 'count' AND effective_at <= $3
                AND EXISTS (SELECT FROM lot WHERE lot.entry = entry.id)
            GROUP BY wanted.product
        )
        SELECT entry.product, lot.expires_on,
            sum(CASE WHEN kind = 'waste' THEN -lot.base_units ELSE lot.base_units END)::int AS base_units
        FROM wanted JOIN stock_entry AS entry ON entry.product = wanted.product AND entry.store = $1
            JOIN lot ON lot.entry = entry.id LEFT JOIN named ON named.product = wanted.product
        WHERE effective_at <= $3 AND (named.since IS NULL OR effective_at > named.since
            OR kind = 'count' AND effective_at = named.since)
        GROUP BY entry.product, lot.expires_on
        """,
        store,
        list(held),
        at,
    )
    came: dict[UUID, list[LotLeft]] = {}
    for row in rows:
        came.setdefault(row["product"], []).append(LotLeft(row["expires_on"], row["base_units"]))
    return {product: left_of(held[product].base_units, lots) for product, lots in came.items()}


def lots_out(lots: Sequence[LotLeft]) -> list[LotOut]:
    """Word lots for the wire."""
    return [LotOut(expires_on=lot.expires_on, base_units=lot.base_units) for lot in lots]
