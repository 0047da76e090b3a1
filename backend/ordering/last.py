"""What a store ordered from a supplier the last times, to be copied with one tap."""

from uuid import UUID

from backend.database import fetch
from backend.ordering.reading import number_of
from backend.ordering.schemas import LastOrder
from backend.wire import build

HOW_MANY = 3


async def last_orders(store: UUID, supplier: UUID) -> list[LastOrder]:
    """List the newest whole orders, newest first; extra ones and what came to nothing are left out."""
    rows = await fetch(
        """
        SELECT id, number, delivery_on, received_at AS placed_at, (
            SELECT jsonb_agg(jsonb_build_object('product', product, 'packs', packs))
            FROM order_line WHERE order_line."order" = newest.id) AS lines
        FROM (
            SELECT id, number, delivery_on, received_at FROM order_placed
            WHERE store = $1 AND supplier = $2 AND NOT extra AND status NOT IN ('rejected', 'cancelled')
            ORDER BY number DESC LIMIT $3
        ) AS newest ORDER BY number DESC
        """,
        store,
        supplier,
        HOW_MANY,
    )
    return [build(LastOrder, {**row, "number": number_of(row["number"])}) for row in rows]
