"""Place an order: for the delivery it was meant for, else for the next; never dropped, never doubled."""

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from backend.database import fetch, insert_or_nothing, transaction, uuid7
from backend.events.log import record
from backend.ordering.budget.left import budget_left, keep_within
from backend.ordering.check import check_day, check_issue, choose_lines
from backend.ordering.chosen import Chosen, total_minor
from backend.ordering.cut_off import cut_off_at, local_day, settle_delivery
from backend.ordering.held.beyond import limits_passed
from backend.ordering.held.schemas import PassedLimits
from backend.ordering.left_out import write_left_out
from backend.ordering.life.rules import order_rules
from backend.ordering.offers import Offer, calendar_of, make_offers
from backend.ordering.reading import add_inside, load_order, number_of
from backend.ordering.schemas import OrderIn, OrderOut
from backend.ordering.tables import Order
from backend.people.access import StoreRow, load_store, reaches
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, OutOfDate, Unacceptable
from backend.products.suppliers import suppliers_of
from backend.wire import Sent

MAY_ORDER = (Role.staff, Role.store_manager, Role.hq)


class Placing(msgspec.Struct, frozen=True, kw_only=True):
    """An order on its way in."""

    id: UUID
    person: SignedIn
    sent: Sent[OrderIn]
    arrived_at: datetime
    store: StoreRow
    offer: Offer
    chosen: list[Chosen]
    beyond: PassedLimits | None = None

    @property
    def draft(self) -> OrderIn:
        """What the phone sent."""
        return self.sent.document

    @property
    def moved(self) -> bool:
        """Tell whether it got another delivery than the one it was meant for."""
        return self.offer.delivery_on != self.draft.delivery_on


async def place_order(id: UUID, person: SignedIn, sent: Sent[OrderIn]) -> tuple[OrderOut, bool]:
    """Take an order in; tell whether it is new, for a phone that lost the reply sends the same again.

    One that comes after the cut-off and its grace, or means a day without a delivery, moves to the next
    delivery. A second one for the same delivery is `OutOfDate` unless it says that it is extra.
    """
    arrived_at = datetime.now(UTC)
    async with transaction():
        await queue_up(sent.document)
        new = not await is_here(id, person, sent)
        if new:
            await write(await prepare(id, person, sent, arrived_at))
        order = await load_order(id)
    assert order is not None
    return await add_inside(person, order), new


async def queue_up(draft: OrderIn) -> None:
    """Let a store's orders at one supplier in one after the other, so that each sees those before it."""
    await fetch(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"order {draft.store} {draft.supplier}"
    )


async def is_here(id: UUID, person: SignedIn, sent: Sent[OrderIn]) -> bool:
    """Tell whether this very order came before; raises `AlreadySent` when its id holds something else."""
    rows = await fetch("SELECT placed_by, fingerprint FROM order_placed WHERE id = $1", id)
    if not rows:
        return False
    if (rows[0]["placed_by"], rows[0]["fingerprint"]) != (person.id, sent.fingerprint):
        raise AlreadySent()
    return True


async def prepare(id: UUID, person: SignedIn, sent: Sent[OrderIn], arrived_at: datetime) -> Placing:
    """Look everything up that an order needs, and refuse what breaks a rule."""
    draft = sent.document
    store = await load_store(person, draft.store, *MAY_ORDER)
    suppliers = await suppliers_of(store.id, draft.supplier)
    if not suppliers:
        raise Unacceptable(fields=[FieldProblem("supplier", "No such supplier delivers here.", "unknown")])
    calendar = calendar_of(suppliers[0], store)
    check_day(draft, local_day(arrived_at, calendar))
    await check_issue(draft)
    delivery_on = settle_delivery(draft.delivery_on, draft.estimated_at, arrived_at, calendar)
    wanted = [line.product for line in draft.lines] + [one.product for one in draft.left_out]
    [offer] = await make_offers(store, suppliers, arrived_at, delivery_on, wanted)
    chosen = choose_lines(draft, {line.product: line for line in offer.lines})
    return Placing(
        id=id,
        person=person,
        sent=sent,
        arrived_at=arrived_at,
        store=store,
        offer=offer,
        chosen=chosen,
        beyond=await must_wait(person, draft, offer, chosen),
    )


async def must_wait(
    person: SignedIn, draft: OrderIn, offer: Offer, chosen: list[Chosen]
) -> PassedLimits | None:
    """Name the limits for which an order waits for a yes; None within them, and for who may say it."""
    rules = await order_rules()
    left = await budget_left(draft.store, offer.supplier.currency, offer.delivery_on)
    over_budget = left if keep_within(left, total_minor(chosen)) else None
    beyond = limits_passed(rules, over_budget, chosen, extra=draft.extra)
    if beyond is None or await reaches(person, draft.store, rules.approver_role, Role.hq):
        return None
    return beyond


async def write(placing: Placing) -> None:
    """Write an order, its lines and its events."""
    order = order_row(placing, extra=await is_extra(placing))
    if not await insert_or_nothing(order):
        if await is_here(placing.id, placing.person, placing.sent):
            return
        raise taken(placing.draft.delivery_on)
    await write_lines(placing)
    if not order.extra:
        await write_left_out(placing.id, placing.draft, placing.offer.lines)
    [row] = await fetch("SELECT number FROM order_placed WHERE id = $1", placing.id)
    await tell(placing, order, number_of(row["number"]))


async def is_extra(placing: Placing) -> bool:
    """Tell whether an order stands beside another of the same delivery; raises `OutOfDate` if it should not.

    An order that had to move is never dropped: beside one that was meant for that day it is an extra one.
    But two that were meant for the same delivery stay one, also when the first has moved.
    """
    if placing.draft.extra:
        return True
    rows = await fetch(
        """
        SELECT delivery_on, asked_for_on, extra FROM order_placed
        WHERE store = $1 AND supplier = $2 AND status NOT IN ('refused', 'rejected', 'cancelled')
            AND delivery_on >= $4
            AND (delivery_on = ANY($3) OR asked_for_on = $4)
        """,
        placing.store.id,
        placing.offer.supplier.id,
        [placing.offer.delivery_on, placing.draft.delivery_on],
        placing.draft.delivery_on,
    )
    asked = placing.draft.delivery_on
    for row in rows:
        if row["delivery_on"] == asked and not row["extra"]:
            raise taken(asked)
        if row["asked_for_on"] == asked and row["delivery_on"] != asked:
            raise taken(asked)
    return placing.moved and any(row["delivery_on"] == placing.offer.delivery_on for row in rows)


def taken(delivery_on: date) -> OutOfDate:
    """Say that there is an order for a delivery."""
    title = f"An order for the delivery of {delivery_on} was already placed. Send this one as an extra order."
    return OutOfDate(title, fields=[FieldProblem("deliveryOn", title, "already-ordered")])


def order_row(placing: Placing, *, extra: bool) -> Order:
    """Make the row of an order; its total is the server's own."""
    draft = placing.draft
    return Order(
        id=placing.id,
        store=placing.store.id,
        supplier=placing.offer.supplier.id,
        delivery_on=placing.offer.delivery_on,
        asked_for_on=draft.delivery_on,
        extra=extra,
        issue=draft.issue,
        placed_by=placing.person.id,
        device_at=draft.device_at,
        estimated_at=draft.estimated_at,
        received_at=placing.arrived_at,
        status="held" if placing.beyond else "placed",
        beyond=msgspec.to_builtins(placing.beyond),
        cut_off_at=cut_off_at(placing.offer.delivery_on, placing.offer.calendar),
        total_minor=total_minor(placing.chosen),
        currency=placing.offer.supplier.currency,
        fingerprint=placing.sent.fingerprint,
    )


async def write_lines(placing: Placing) -> None:
    """Write all lines with one statement, each with the suggestion as the server computes it now."""
    await fetch(
        """
        INSERT INTO order_line (id, "order", product, packs, pack_base_units, price_minor, seen_price_minor,
            suggested_packs, suggestion, reason)
        SELECT id, $1, product, packs, pack_base_units, price_minor, seen_price_minor, suggested_packs,
            suggestion, reason
        FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[],
            $9::jsonb[], $10::text[]) AS line(id, product, packs, pack_base_units, price_minor,
            seen_price_minor, suggested_packs, suggestion, reason)
        """,
        placing.id,
        *zip(*(line_row(line) for line in placing.chosen), strict=True),
    )


def line_row(line: Chosen) -> tuple[object, ...]:
    """Return what is written of a line; the price that was seen, only where it was another."""
    sent, offered = line.sent, line.offered
    return (
        uuid7(),
        sent.product,
        sent.packs,
        offered.pack_base_units,
        offered.price_minor,
        None if sent.price_minor == offered.price_minor else sent.price_minor,
        sent.suggested_packs,
        msgspec.json.encode(offered.suggestion).decode(),
        sent.reason,
    )


async def tell(placing: Placing, order: Order, number: str) -> None:
    """Record that an order was placed and, when it got another delivery, that it moved."""
    payload: dict[str, object] = {
        "number": number,
        "supplier": placing.offer.supplier.name,
        "store": placing.store.name,
        "delivery_on": placing.offer.delivery_on,
        "asked_for_on": placing.draft.delivery_on,
        "extra": order.extra,
        "issue": placing.draft.issue,
        "placed_by": placing.person.id,
    }
    names = ["order.placed", *(["order.moved"] if placing.moved else [])]
    names += ["order.held"] if placing.beyond else []
    for name in names:
        await record(name, placing.id, store=placing.store.id, person=placing.person.id, payload=payload)
