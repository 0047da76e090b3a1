"""Keep a deed about an order, once however often it is sent, and only where the order is ready for it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from backend.database import fetch, insert_or_nothing
from backend.events.log import record
from backend.ordering.life.lifecycle import status_after
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderDeedKind, OrderOut, OrderStatus
from backend.ordering.tables import OrderDeed, OrderDeedLine
from backend.problems import AlreadySent, FieldProblem, NotFound, OutOfDate
from backend.wire import Deed

CHUNK = 1000
EVENTS: Mapping[OrderDeedKind, str] = {
    "approval": "approved",
    "rejection": "rejected",
    "cancellation": "cancelled",
    "confirmation": "confirmed",
    "shipment": "shipped",
    "receipt": "received",
}


class DeedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a deed on its way in."""

    product: UUID
    base_units: int
    packs: int | None = None
    arrives_on: date | None = None
    reason: str | None = None
    temperature_tenths: int | None = None
    photos: Sequence[str] = ()
    price_minor: int | None = None
    pack_base_units: int | None = None


class OrderDoing(msgspec.Struct, frozen=True, kw_only=True):
    """A deed about an order on its way in; `person` is None for the supplier."""

    id: UUID
    order: UUID
    kind: OrderDeedKind
    person: UUID | None
    clocks: Deed
    fingerprint: str
    note: str = ""
    lines: Sequence[DeedLine] = ()


async def open_order(id: UUID) -> OrderOut:
    """Load an order so that no other deed about it happens meanwhile; reach is the caller's to check."""
    await fetch("SELECT 1 FROM order_placed WHERE id = $1 FOR UPDATE", id)
    order = await load_order(id)
    if order is None:
        raise NotFound()
    return order


async def was_done(deed: OrderDoing) -> bool:
    """Tell whether this very deed came before; raises `AlreadySent` when its id holds something else."""
    rows = await fetch('SELECT "order", kind, person, fingerprint FROM order_deed WHERE id = $1', deed.id)
    if not rows:
        return False
    if tuple(rows[0].values()) != (deed.order, deed.kind, deed.person, deed.fingerprint):
        raise AlreadySent()
    return True


async def keep_order_deed(deed: OrderDoing, order: OrderOut) -> None:
    """Write a deed with its lines and its event in the caller's transaction; the status follows."""
    status = next_status(deed, order)
    if not await insert_or_nothing(deed_row(deed)):
        raise AlreadySent()
    rows = [line_row(deed.id, line) for line in deed.lines]
    for start in range(0, len(rows), CHUNK):
        await OrderDeedLine.insert(*rows[start : start + CHUNK])
    await fetch("UPDATE order_placed SET status = $2 WHERE id = $1", order.id, status)
    payload: dict[str, object] = {
        "number": order.number,
        "supplier": order.supplier_name,
        "store": order.store_name,
        "delivery_on": order.delivery_on,
        "deed": deed.id,
        "note": deed.note,
    }
    name = f"order.{EVENTS[deed.kind]}"
    await record(name, order.id, store=order.store, person=deed.person, payload=payload)


def next_status(deed: OrderDoing, order: OrderOut) -> OrderStatus:
    """Return what a deed makes of the order; raises `OutOfDate` where it is not ready for it."""
    status = status_after(deed.kind, order.status)
    if status is None:
        title = f"The order is {order.status}; this can no longer be done."
        raise OutOfDate(title, fields=[FieldProblem("order", title, f"is-{order.status}")])
    return status


def deed_row(deed: OrderDoing) -> OrderDeed:
    """Make the row of a deed."""
    return OrderDeed(
        id=deed.id,
        order=deed.order,
        kind=deed.kind,
        person=deed.person,
        note=deed.note,
        device_at=deed.clocks.device_at,
        estimated_at=deed.clocks.estimated_at,
        received_at=datetime.now(UTC),
        fingerprint=deed.fingerprint,
    )


def line_row(deed: UUID, line: DeedLine) -> OrderDeedLine:
    """Make the row of a line."""
    return OrderDeedLine(
        deed=deed,
        product=line.product,
        packs=line.packs,
        base_units=line.base_units,
        arrives_on=line.arrives_on,
        reason=line.reason,
        temperature_tenths=line.temperature_tenths,
        photos=list(line.photos),
        delivered_price_minor=line.price_minor,
        delivered_pack_units=line.pack_base_units,
    )
