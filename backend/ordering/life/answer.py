"""The supplier's answer to an order: what it will bring and when, and that it is on its way."""

from collections.abc import Iterator
from uuid import UUID

from backend.database import fetch
from backend.ordering.life.keep import DeedLine, OrderDoing, keep_order_deed, open_order, was_done
from backend.ordering.life.schemas import ConfirmationIn, ShipmentIn
from backend.ordering.schemas import OrderOut
from backend.problems import FieldProblem, NotFound, Unacceptable
from backend.wire import Sent

# Whether the supplier may know of an order: not while it waits for a yes, nor if it never got one.
LET_OUT = """
    placed.status NOT IN ('held', 'rejected') AND (
        placed.status <> 'cancelled'
        OR NOT EXISTS (SELECT FROM event WHERE subject = placed.id AND name = 'order.held')
        OR EXISTS (SELECT FROM order_deed WHERE "order" = placed.id AND kind = 'approval'))
"""


async def confirm_order(id: UUID, order: UUID, supplier: UUID, sent: Sent[ConfirmationIn]) -> None:
    """Keep what a supplier will bring, in the caller's transaction; what it does not name comes whole."""
    draft = sent.document
    placed = await own_order(order, supplier)
    deed = OrderDoing(
        id=id,
        order=order,
        kind="confirmation",
        person=None,
        clocks=draft,
        fingerprint=sent.fingerprint,
        note=draft.note,
        lines=confirmed_lines(draft, placed),
    )
    if not await was_done(deed):
        await keep_order_deed(deed, placed)


async def ship_order(id: UUID, order: UUID, supplier: UUID, sent: Sent[ShipmentIn]) -> None:
    """Keep that an order is on its way, in the caller's transaction."""
    draft = sent.document
    placed = await own_order(order, supplier)
    deed = OrderDoing(
        id=id,
        order=order,
        kind="shipment",
        person=None,
        clocks=draft,
        fingerprint=sent.fingerprint,
        note=draft.note,
    )
    if not await was_done(deed):
        await keep_order_deed(deed, placed)


async def own_order(order: UUID, supplier: UUID) -> OrderOut:
    """Open an order of this supplier; another's is not there, and neither is one nobody approved yet."""
    placed = await open_order(order)
    sql = f"SELECT FROM order_placed AS placed WHERE id = $1 AND supplier = $2 AND {LET_OUT}"
    if not await fetch(sql, order, supplier):
        raise NotFound()
    return placed


def confirmed_lines(draft: ConfirmationIn, order: OrderOut) -> list[DeedLine]:
    """Say for every line what will come; raises `Unacceptable` naming what does not fit."""
    wrong = list(confirmation_problems(draft, order))
    if wrong:
        raise Unacceptable(fields=wrong)
    named = {line.product: line for line in draft.lines}
    lines: list[DeedLine] = []
    for line in order.order_lines:
        said = named.get(line.product)
        packs = said.packs if said else line.packs
        lines.append(
            DeedLine(
                product=line.product,
                packs=packs,
                base_units=packs * line.pack_base_units,
                arrives_on=said.arrives_on if said else None,
            )
        )
    return lines


def confirmation_problems(draft: ConfirmationIn, order: OrderOut) -> Iterator[FieldProblem]:
    """Go through the lines as they were sent."""
    ordered = {line.product: line.packs for line in order.order_lines}
    seen: set[UUID] = set()
    for row, line in enumerate(draft.lines):
        if line.product not in ordered or line.product in seen:
            yield FieldProblem(f"lines[{row}].product", "This is not a line of the order.", "not-ordered")
        elif line.packs > ordered[line.product]:
            yield FieldProblem(f"lines[{row}].packs", "This is more than was ordered.", "too-many")
        elif line.arrives_on is not None and line.arrives_on < order.delivery_on:
            yield FieldProblem(f"lines[{row}].arrivesOn", "This is before the delivery.", "too-early")
        seen.add(line.product)
