"""Read orders: one with its lines and its way to the supplier, or a page of cards."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from backend.database import fetch
from backend.ordering.left_out import read_left_out
from backend.ordering.raised import raised_by_receipt
from backend.ordering.schemas import DispatchOut, OrderCard, OrderDeedOut, OrderLineOut, OrderOut, OrderPage
from backend.people.access import reachable_store_ids, require_reach
from backend.people.person import SignedIn
from backend.problems import BadDocument, FieldProblem, NotFound
from backend.wire import build

PAGE = 50
NEWEST_OF_ALL = 2**63 - 1
CARD = """
    SELECT placed.id, placed.number, placed.store, store.name AS store_name, placed.supplier,
        supplier.name AS supplier_name, delivery_on, asked_for_on, delivery_on <> asked_for_on AS moved,
        extra, status, counted.lines, total_minor, placed.currency, person.name AS placed_by_name,
        received_at, placed.issue, placed.cut_off_at, placed.beyond
    FROM order_placed AS placed
        JOIN store ON store.id = placed.store
        JOIN supplier ON supplier.id = placed.supplier
        JOIN person ON person.id = placed.placed_by
        CROSS JOIN LATERAL (
            SELECT count(*) AS lines FROM order_line WHERE order_line."order" = placed.id
        ) AS counted
"""
LINES = """
    SELECT line.product, sku, name, base_unit, line.packs, pack_base_units, price_minor, seen_price_minor,
        line.reason,
        coalesce(suggested_packs, (suggestion ->> 'packs')::int) AS suggested_packs,
        suggestion -> 'words' AS words, storage_class,
        said.packs AS confirmed_packs, said.arrives_on,
        got.base_units AS received_units, got.reason AS short_reason, got.temperature_tenths,
        got.delivered_price_minor, got.delivered_pack_units,
        coalesce(got.photos, '[]') AS photos
    FROM order_line AS line JOIN product ON product.id = line.product
        LEFT JOIN order_deed AS answer ON answer."order" = line."order" AND answer.kind = 'confirmation'
        LEFT JOIN order_deed_line AS said ON said.deed = answer.id AND said.product = line.product
        LEFT JOIN order_deed AS receipt ON receipt."order" = line."order" AND receipt.kind = 'receipt'
        LEFT JOIN order_deed_line AS got ON got.deed = receipt.id AND got.product = line.product
    WHERE line."order" = $1 ORDER BY sku
"""
DEEDS = """
    SELECT kind, person.name AS by, note, received_at AS at
    FROM order_deed LEFT JOIN person ON person.id = order_deed.person WHERE "order" = $1
    ORDER BY received_at, order_deed.id
"""
UNENDED = "status IN ('held', 'placed', 'sent', 'refused', 'confirmed', 'shipped')"
# Placed by a store, and not at its supplier yet; an index holds just these.
UNSENT = "status IN ('held', 'placed', 'refused')"
NEWEST = "SELECT id FROM order_placed WHERE number < $1 AND {wanted} ORDER BY number DESC LIMIT $2"
# One short walk down an index per store: a company's whole history is never sorted for one page.
NEWEST_OF_STORES = """
    SELECT newest.id FROM unnest($3::uuid[]) AS reached(store) CROSS JOIN LATERAL (
        SELECT id, number FROM order_placed WHERE store = reached.store AND number < $1 AND {wanted}
        ORDER BY number DESC LIMIT $2
    ) AS newest ORDER BY newest.number DESC LIMIT $2
"""


async def list_orders(
    person: SignedIn, store: UUID | None = None, before: str | None = None, *, unsent: bool = False
) -> OrderPage:
    """List a page of the orders within reach, newest first, going on before the `next` of the page before."""
    if store is not None:
        await require_reach(person, store)
    stores = [store] if store is not None else await reachable_store_ids(person)
    rows = await newest(stores, PAGE + 1, read_cursor(before), UNSENT if unsent else "true")
    more = str(rows[PAGE - 1]["number"]) if len(rows) > PAGE else None
    return OrderPage(orders=[card(row) for row in rows[:PAGE]], next=more)


async def newest_orders(stores: list[UUID] | None, limit: int) -> list[OrderCard]:
    """Return the newest orders of the given stores, or of all for None; reach is the caller's to give."""
    return [card(row) for row in await newest(stores, limit, NEWEST_OF_ALL)]


async def newest(
    stores: list[UUID] | None, limit: int, before: int, wanted: str = "true"
) -> list[dict[str, Any]]:
    """Read the newest rows below a number that meet a condition on `order_placed`."""
    which, arguments = (NEWEST, []) if stores is None else (NEWEST_OF_STORES, [stores])
    return await fetch(
        f"{CARD} WHERE placed.id IN ({which.format(wanted=wanted)}) ORDER BY placed.number DESC",
        before,
        limit,
        *arguments,
    )


def read_cursor(before: str | None) -> int:
    """Read where a page ended; raises `BadDocument` for anything else."""
    if before is None:
        return NEWEST_OF_ALL
    if not (before.isascii() and before.isdigit() and len(before) <= 18):
        raise BadDocument(fields=[FieldProblem("before", "Use the `next` of the page before.")])
    return int(before)


async def get_order(person: SignedIn, id: UUID) -> OrderOut:
    """Read an order within reach with what stays inside the company, else raise `NotFound`."""
    order = await load_order(id)
    await require_reach(person, order.store if order else None)
    if order is None:
        raise NotFound()
    return await add_inside(person, order)


async def add_inside(person: SignedIn, order: OrderOut) -> OrderOut:
    """Add to an order what stays inside the company; reach is the caller's to check."""
    raised = await raised_by_receipt(person, order.id) if order.status == "received" else []
    return replace(order, left_out=await read_left_out(order.id), raised=tuple(raised))


async def load_order(id: UUID) -> OrderOut | None:
    """Load an order with its lines and every try to send it; reach is the caller's to check."""
    rows = await fetch(f"{CARD} WHERE placed.id = $1", id)
    if not rows:
        return None
    lines = await fetch(LINES, id)
    tries = await fetch(
        'SELECT channel, outcome, detail, at FROM dispatch WHERE "order" = $1 ORDER BY at, id', id
    )
    deeds = await fetch(DEEDS, id)
    row = rows[0]
    return build(
        OrderOut,
        {
            **row,
            "number": number_of(row["number"]),
            "order_lines": [build(OrderLineOut, line) for line in lines],
            "dispatches": [build(DispatchOut, one) for one in tries],
            "deeds": [build(OrderDeedOut, one) for one in deeds],
        },
    )


async def orders_for(store: UUID, supplier: UUID | None, today: date) -> list[OrderCard]:
    """List a store's orders that are not past their delivery day, oldest first."""
    return await cards_where(
        "placed.store = $1 AND ($2::uuid IS NULL OR placed.supplier = $2) AND delivery_on >= $3",
        store,
        supplier,
        today,
    )


async def cards_where(condition: str, *arguments: object, limit: int = 500) -> list[OrderCard]:
    """Return cards by a condition of ours on `placed`, by delivery day; reach is the caller's to give."""
    rows = await fetch(
        f"{CARD} WHERE {condition} ORDER BY delivery_on, placed.number LIMIT {limit}", *arguments
    )
    return [card(row) for row in rows]


def card(row: dict[str, Any]) -> OrderCard:
    """Make the card of a row of `CARD`."""
    shown = {name: value for name, value in row.items() if name not in ("issue", "cut_off_at", "beyond")}
    return build(OrderCard, {**shown, "number": number_of(row["number"])})


def number_of(serial: int) -> str:
    """Write an order's number as the store and the supplier read it."""
    return f"O-{serial:06d}"
