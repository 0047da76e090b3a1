"""Take a delivery in: what came goes into the ledger, what did not is written beside the order."""

from collections.abc import Iterator
from uuid import UUID

from backend.database import transaction
from backend.ordering.after.measure import keep_measures
from backend.ordering.life.keep import (
    DeedLine,
    OrderDoing,
    keep_order_deed,
    next_status,
    open_order,
    was_done,
)
from backend.ordering.life.schemas import ReceiptIn
from backend.ordering.reading import get_order
from backend.ordering.schemas import OrderOut
from backend.people.access import require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.stock.deeds import Line, doing, keep_deed
from backend.wire import Sent

MAY_RECEIVE = (Role.staff, Role.store_manager)


async def receive_order(
    id: UUID, order: UUID, person: SignedIn, sent: Sent[ReceiptIn]
) -> tuple[OrderOut, bool]:
    """Keep a receipt; it takes effect when it was made, so that a late one lands before a later count.

    A second receipt of an order is `OutOfDate`: goods are booked in once.
    """
    draft = sent.document
    deed = OrderDoing(
        id=id,
        order=order,
        kind="receipt",
        person=person.id,
        clocks=draft,
        fingerprint=sent.fingerprint,
        note=draft.note,
        lines=[received_line(draft, row) for row in range(len(draft.lines))],
    )
    async with transaction():
        placed = await open_order(order)
        await require_reach(person, placed.store, *MAY_RECEIVE)
        new = not await was_done(deed)
        if new:
            next_status(deed, placed)
            check_lines(draft, placed)
            await keep_order_deed(deed, placed)
            await keep_measures(placed, draft)
            await book_in(id, placed.store, person, sent)
    return await get_order(person, order), new


def received_line(draft: ReceiptIn, row: int) -> DeedLine:
    """Make the line of a receipt."""
    line = draft.lines[row]
    return DeedLine(
        product=line.product,
        base_units=line.base_units,
        reason=line.reason,
        temperature_tenths=line.temperature_tenths,
        photos=line.photos,
        price_minor=line.price_minor,
        pack_base_units=line.pack_base_units,
    )


async def book_in(id: UUID, store: UUID, person: SignedIn, sent: Sent[ReceiptIn]) -> None:
    """Write what came into the ledger, with its lots, under the id of the receipt."""
    draft = sent.document
    lines = [
        Line(product=line.product, base_units=line.base_units, lots=line.lots)
        for line in draft.lines
        if line.base_units
    ]
    photos = list(dict.fromkeys(photo for line in draft.lines for photo in line.photos))
    await keep_deed(
        doing(
            id,
            store,
            person,
            sent,
            kind="receipt",
            entry="receipt",
            lines=lines,
            note=draft.note,
            photos=photos,
        )
    )


def check_lines(draft: ReceiptIn, order: OrderOut) -> None:
    """Raise `Unacceptable` unless every line of the order is answered once, and what is short says why."""
    wrong = list(receipt_problems(draft, order))
    if wrong:
        raise Unacceptable(fields=wrong)


def receipt_problems(draft: ReceiptIn, order: OrderOut) -> Iterator[FieldProblem]:
    """Go through the lines as they were sent, then through those that were not."""
    ordered = {line.product: line for line in order.order_lines}
    seen: set[UUID] = set()
    for row, said in enumerate(draft.lines):
        line = ordered.get(said.product)
        if line is None or said.product in seen:
            yield FieldProblem(f"lines[{row}].product", "This is not a line of the order.", "not-ordered")
        elif said.base_units < line.packs * line.pack_base_units and said.reason is None:
            yield FieldProblem(f"lines[{row}].reason", "Say why it is less.", "required")
        seen.add(said.product)
    for product in ordered.keys() - seen:
        yield FieldProblem("lines", f"{ordered[product].name.en} is not answered.", "missing")
