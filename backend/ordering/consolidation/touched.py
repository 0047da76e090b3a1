"""Tell which open orders hold what a change of assortments takes out of their stores."""

from uuid import UUID

from backend.database import fetch
from backend.ordering.consolidation.schemas import TouchedOrder, TouchedOrders
from backend.ordering.reading import UNENDED, number_of
from backend.people.person import SignedIn
from backend.products.assortments.change import turned_out
from backend.wire import build

SHOWN = 50


async def touched_orders(change: UUID, person: SignedIn) -> TouchedOrders:
    """List orders that are still to come; they stand as placed, whatever becomes of the assortment."""
    pairs = await turned_out(change, person)
    rows = await fetch(
        f"""
        SELECT order_placed.id, order_placed.number, store.name AS store_name, supplier.name AS supplier_name,
            delivery_on, count(*) AS lines
        FROM order_placed JOIN order_line ON order_line."order" = order_placed.id
            JOIN store ON store.id = order_placed.store JOIN supplier ON supplier.id = order_placed.supplier
        WHERE order_placed.store = ANY($3) AND delivery_on >= current_date - 7
            AND {UNENDED}
            AND (order_line.product, order_placed.store) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
        GROUP BY order_placed.id, store.id, supplier.id ORDER BY delivery_on, order_placed.number
        """,  # noqa: S608
        [product for product, _ in pairs],
        [store for _, store in pairs],
        list({store for _, store in pairs}),
    )
    orders = [build(TouchedOrder, {**row, "number": number_of(row["number"])}) for row in rows[:SHOWN]]
    return TouchedOrders(orders=orders, total=len(rows))
