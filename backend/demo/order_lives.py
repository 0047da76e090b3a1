"""What people and suppliers of the demo did about the orders that are in the middle of their life."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from backend.database import transaction
from backend.demo.company import person_at, signed_in
from backend.demo.names import demo_id
from backend.demo.open_orders import CONFIRMED, LOADED, Opened
from backend.demo.orders import place
from backend.demo.replies import sent, stamps
from backend.demo.shelves import supplier_id
from backend.ordering.cut_off import delivery_after
from backend.ordering.life.answer import confirm_order, ship_order
from backend.ordering.life.decide import cancel_order, decide_order
from backend.ordering.life.receive import receive_order
from backend.ordering.life.schemas import (
    CancellationIn,
    ConfirmationIn,
    ConfirmedLineIn,
    DecisionIn,
    ReceiptIn,
    ReceivedLineIn,
    ShipmentIn,
)
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderLineOut
from backend.people.schemas import Role

WHY_NOT = "马拉松补给点用不了这么多，茶改 30 箱、水改 40 箱再报一次。"
TAKEN_BACK = "校运会改期，先取消。"
HALF = "这一种产线检修，只能先送一半。"
NEXT_TIME = "其中一种缺货，下一趟补送。"
AT_THE_DOOR = "司机当场确认少货，已拍送货单。"


def deeds_about(opened: Opened) -> Iterator[tuple[datetime, Callable[[], Awaitable[object]]]]:
    """What people did about one open order, beginning with placing it."""
    placed_at, closed_at = opened.ordering.placed_at, opened.closed_at
    yield placed_at, partial(place, opened.ordering)
    match opened.order.state:
        case "held" | "sent":
            return
        case "rejected":
            at = placed_at + timedelta(minutes=50)
            yield at, partial(reject, opened, at)
        case "cancelled":
            at = placed_at + timedelta(minutes=12)
            yield at, partial(take_back, opened, at)
        case "less" | "later":
            at = placed_at + timedelta(minutes=75)
            yield at, partial(confirm, opened, at)
        case "shipped" | "short":
            yield closed_at + CONFIRMED, partial(confirm, opened, closed_at + CONFIRMED)
            yield closed_at + LOADED, partial(ship, opened, closed_at + LOADED)
    if opened.order.state == "short":
        yield opened.arrived_at, partial(receive_short, opened)


async def reject(opened: Opened, at: datetime) -> None:
    """Say no to an order beyond the limit."""
    manager = signed_in(person_at(opened.order.store, Role.store_manager))
    said = DecisionIn(approved=False, note=WHY_NOT, **stamps(at))
    await decide_order(deed_id(opened, "rejection", at), opened.id, manager, sent(said))


async def take_back(opened: Opened, at: datetime) -> None:
    """Cancel an order that nobody has approved yet, so that no letter has to follow another."""
    said = CancellationIn(note=TAKEN_BACK, **stamps(at))
    person = signed_in(opened.order.person)
    await cancel_order(deed_id(opened, "cancellation", at), opened.id, person, sent(said))


async def confirm(opened: Opened, at: datetime) -> None:
    """Answer as the supplier does by its link: whole, less of one line, or one line with the next lorry."""
    lines: tuple[ConfirmedLineIn, ...] = ()
    note, line = "", await largest_line(opened)
    match opened.order.state:
        case "less":
            lines, note = (ConfirmedLineIn(product=line.product, packs=line.packs // 2),), HALF
        case "later":
            after = delivery_after(opened.ordering.delivery_on, opened.calendar)
            lines = (ConfirmedLineIn(product=line.product, packs=line.packs, arrives_on=after),)
            note = NEXT_TIME
    said = ConfirmationIn(lines=lines, note=note, **stamps(at))
    supplier = supplier_id(opened.order.supplier)
    async with transaction():
        await confirm_order(deed_id(opened, "confirmation", at), opened.id, supplier, sent(said))


async def ship(opened: Opened, at: datetime) -> None:
    """Say as the supplier that the lorry is loaded."""
    supplier = supplier_id(opened.order.supplier)
    async with transaction():
        await ship_order(deed_id(opened, "shipment", at), opened.id, supplier, sent(ShipmentIn(**stamps(at))))


async def receive_short(opened: Opened) -> None:
    """Take in what came; of the largest line half is missing."""
    order, short = await load_order(opened.id), await largest_line(opened)
    assert order is not None
    lines = tuple(
        ReceivedLineIn(
            product=line.product,
            base_units=line.packs * line.pack_base_units // (2 if line.product == short.product else 1),
            reason="short" if line.product == short.product else None,
            temperature_tenths=36 if line.storage_class == "chilled" else None,
        )
        for line in order.order_lines
    )
    said = ReceiptIn(lines=lines, note=AT_THE_DOOR, **stamps(opened.arrived_at))
    id = deed_id(opened, "receipt", opened.arrived_at)
    await receive_order(id, opened.id, signed_in(opened.order.person), sent(said))


async def largest_line(opened: Opened) -> OrderLineOut:
    """The line with the most packs."""
    order = await load_order(opened.id)
    assert order is not None
    return max(order.order_lines, key=lambda line: line.packs)


def deed_id(opened: Opened, kind: str, at: datetime) -> UUID:
    """The id that somebody's phone or page made up."""
    return demo_id(f"{kind} of {opened.ordering.name}", at)
