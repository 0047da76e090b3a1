"""What is on its way to a store."""

from datetime import date
from uuid import UUID

from backend.database import fetch


async def on_order(store: UUID, today: date) -> dict[UUID, dict[date, int]]:
    """Tell per product how many base units arrive on which day.

    Nobody books goods in yet, so an order counts up to and with its delivery day: until the store's midnight
    the goods may still be on the lorry, and from the next day on a count has to say what came. What a
    supplier refused is not on its way.
    """
    rows = await fetch(
        """
        SELECT product, delivery_on, sum(packs::bigint * pack_base_units)::bigint AS base_units
        FROM order_placed JOIN order_line ON order_line."order" = order_placed.id
        WHERE store = $1 AND delivery_on >= $2 AND status <> 'refused' GROUP BY product, delivery_on
        """,
        store,
        today,
    )
    arrivals: dict[UUID, dict[date, int]] = {}
    for row in rows:
        arrivals.setdefault(row["product"], {})[row["delivery_on"]] = row["base_units"]
    return arrivals
