"""What is on its way to a store."""

from datetime import date
from uuid import UUID

from backend.database import fetch


async def on_order(store: UUID, today: date) -> dict[UUID, dict[date, int]]:
    """Tell per product how many base units arrive on which day.

    What the supplier confirmed counts, less or later than ordered as it may be. An order that nobody took in
    counts up to and with its delivery day: until the store's midnight the goods may still be on the lorry,
    and from the next day on a count has to say what came. What is received lies in the ledger.
    """
    rows = await fetch(
        """
        SELECT line.product, coalesce(said.arrives_on, delivery_on) AS arrives_on,
            sum(coalesce(said.base_units, line.packs::bigint * pack_base_units))::bigint AS base_units
        FROM order_placed JOIN order_line AS line ON line."order" = order_placed.id
            LEFT JOIN order_deed ON order_deed."order" = order_placed.id AND kind = 'confirmation'
            LEFT JOIN order_deed_line AS said ON said.deed = order_deed.id AND said.product = line.product
        WHERE order_placed.store = $1 AND coalesce(said.arrives_on, delivery_on) >= $2
            AND status IN ('held', 'placed', 'sent', 'confirmed', 'shipped')
        GROUP BY line.product, coalesce(said.arrives_on, delivery_on)
        """,
        store,
        today,
    )
    arrivals: dict[UUID, dict[date, int]] = {}
    for row in rows:
        arrivals.setdefault(row["product"], {})[row["arrives_on"]] = row["base_units"]
    return arrivals
