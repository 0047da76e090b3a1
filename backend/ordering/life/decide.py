"""Say yes or no to an order that waits, or take one back."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, transaction
from backend.ordering.life.keep import OrderDoing, keep_order_deed, open_order, was_done
from backend.ordering.life.rules import order_rules
from backend.ordering.life.schemas import CancellationIn, DecisionIn
from backend.ordering.reading import get_order
from backend.ordering.schemas import OrderOut
from backend.people.access import require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Forbidden, OutOfDate, Unacceptable
from backend.wire import Sent

MAY_CANCEL = (Role.staff, Role.store_manager, Role.hq)


async def decide_order(id: UUID, order: UUID, person: SignedIn, sent: Sent[DecisionIn]) -> OrderOut:
    """Approve or reject an order that waits; nobody decides about their own."""
    draft = sent.document
    if not draft.approved and not draft.note.strip():
        raise Unacceptable(fields=[FieldProblem("note", "Say why not.", "required")])
    deed = OrderDoing(
        id=id,
        order=order,
        kind="approval" if draft.approved else "rejection",
        person=person.id,
        clocks=draft,
        fingerprint=sent.fingerprint,
        note=draft.note,
    )
    async with transaction():
        held = await open_order(order)
        await require_reach(person, held.store, (await order_rules()).approver_role, Role.hq)
        if not await was_done(deed):
            [row] = await fetch("SELECT placed_by FROM order_placed WHERE id = $1", order)
            if row["placed_by"] == person.id:
                raise Forbidden("Somebody else has to approve your own order.")
            await keep_order_deed(deed, held)
    return await get_order(person, order)


async def cancel_order(id: UUID, order: UUID, person: SignedIn, sent: Sent[CancellationIn]) -> OrderOut:
    """Take an order back before its cut-off; what was tapped offline in time counts, as for placing."""
    draft = sent.document
    deed = OrderDoing(
        id=id,
        order=order,
        kind="cancellation",
        person=person.id,
        clocks=draft,
        fingerprint=sent.fingerprint,
        note=draft.note,
    )
    async with transaction():
        held = await open_order(order)
        await require_reach(person, held.store, *MAY_CANCEL)
        if not await was_done(deed):
            await check_in_time(held, draft.estimated_at)
            await keep_order_deed(deed, held)
    return await get_order(person, order)


async def check_in_time(order: OrderOut, tapped_at: datetime) -> None:
    """Raise `OutOfDate` after the cut-off: the supplier has begun to pack."""
    if order.cut_off_at is None or order.status == "held":
        return
    [row] = await fetch(
        "SELECT grace_minutes * interval '1 minute' AS grace FROM supplier WHERE id = $1", order.supplier
    )
    now = datetime.now(UTC)
    if now <= order.cut_off_at or (tapped_at <= order.cut_off_at and now <= order.cut_off_at + row["grace"]):
        return
    title = "The cut-off has passed; call the supplier."
    raise OutOfDate(title, fields=[FieldProblem("order", title, "cut-off-passed")])
