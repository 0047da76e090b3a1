"""Which lots a store may still hold, read off its ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from backend.database import fetch
from backend.stock.fefo import LotLeft, left_of
from backend.stock.ledger import Holding
from backend.stock.schemas import LotOut

# Nothing from before the shelf was empty is there any more: a count of zero says so, and so does the book
# since the newest count. What it said before that, the count has put right.
LOTS = """
    SELECT entry.product, lot.expires_on,
        sum(CASE WHEN kind = 'waste' THEN -lot.base_units ELSE lot.base_units END)::int AS base_units
    FROM unnest($2::uuid[], $4::bigint[], $5::timestamptz[]) AS held(product, base_units, counted_at)
    CROSS JOIN LATERAL (
        SELECT max(effective_at) AS at FROM stock_entry
        WHERE store = $1 AND product = held.product AND kind = 'count' AND base_units = 0
            AND effective_at <= $3
    ) AS empty
    CROSS JOIN LATERAL (
        SELECT max(effective_at) AS at FROM (
            SELECT effective_at, held.base_units - sum(base_units) OVER ()
                + sum(base_units) OVER (ORDER BY effective_at) AS left_then
            FROM stock_entry
            WHERE store = $1 AND product = held.product AND kind <> 'count' AND effective_at <= $3
                AND effective_at > coalesce(held.counted_at, '-infinity')
        ) AS book WHERE left_then <= 0
    ) AS gone
    LEFT JOIN LATERAL (
        SELECT effective_at AS at FROM stock_entry AS counted
        WHERE store = $1 AND product = held.product AND kind = 'count' AND effective_at <= $3
            AND effective_at >= coalesce(greatest(empty.at, gone.at), '-infinity')
            AND EXISTS (SELECT FROM lot WHERE lot.entry = counted.id)
        ORDER BY effective_at DESC LIMIT 1
    ) AS named ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(greatest(empty.at, gone.at, named.at), '-infinity') AS at
    ) AS since
    JOIN stock_entry AS entry ON entry.store = $1 AND entry.product = held.product
        AND effective_at <= $3 AND effective_at >= since.at
        AND (effective_at > since.at OR kind = 'count' AND effective_at = named.at)
    JOIN lot ON lot.entry = entry.id
    GROUP BY entry.product, lot.expires_on
"""


async def lots_left(store: UUID, held: Mapping[UUID, Holding], at: datetime) -> dict[UUID, list[LotLeft]]:
    """Tell per product what is left of which lot.

    The newest count that named lots says what there was; receipts after it add theirs, and waste that names
    a lot takes from that one. A count without lots says nothing about dates, but one of zero: all gone.
    """
    rows = await fetch(
        LOTS,
        store,
        list(held),
        at,
        [holding.base_units for holding in held.values()],
        [holding.counted_at for holding in held.values()],
    )
    came: dict[UUID, list[LotLeft]] = {}
    for row in rows:
        came.setdefault(row["product"], []).append(LotLeft(row["expires_on"], row["base_units"]))
    return {product: left_of(held[product].base_units, lots) for product, lots in came.items()}


def lots_out(lots: Sequence[LotLeft]) -> list[LotOut]:
    """Word lots for the wire."""
    return [LotOut(expires_on=lot.expires_on, base_units=lot.base_units) for lot in lots]
