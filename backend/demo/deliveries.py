"""How the orders of the demo arrived: most in full on the day, some short, late or dearer, one not at all."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.demo.company import signed_in, store_coded, store_id
from backend.demo.names import demo_chance, demo_id
from backend.demo.orders import Ordering
from backend.demo.replies import sent, stamps
from backend.issues.deeds.cancel import cancel_issue
from backend.issues.deeds.schemas import ReasonIn
from backend.ordering.life.receive import receive_order
from backend.ordering.life.schemas import ReceiptIn, ReceivedLineIn
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderLineOut
from backend.stock.keeping import throw_away
from backend.stock.schemas import WasteIn, WasteLineIn

DOOR_OPENS = time(6, 30)
SETTLED_WITHIN = timedelta(hours=30)
RIVERSIDE = "R001"  # its newest deliveries are plain: what is open there is told by its visits
CREDITED = "供应商已补开红字发票，货款已扣。"


class Arrival(NamedTuple):
    """One order that came, and what was unusual about it."""

    ordering: Ordering
    at: datetime
    late: bool
    short: bool
    dearer: bool


def arrivals(placed: list[Ordering], anchor: datetime) -> Iterator[Arrival]:
    """Go through the orders from the newest on; of other stores than Riverside the newest has not come."""
    due = [one for one in placed if not one.refused and door_at(one, 0) < anchor - timedelta(hours=26)]
    newest = sorted(due, key=lambda one: (one.delivery_on, one.name), reverse=True)
    missing = next((one for one in newest if one.habit.store != RIVERSIDE), None)
    for rank, ordering in enumerate(one for one in newest if one is not missing):
        plain = ordering.habit.store == RIVERSIDE and rank < 10
        late = rank % 9 == 4 and not plain
        yield Arrival(
            ordering=ordering,
            at=door_at(ordering, int(late)),
            late=late,
            short=rank % 8 == 3 and not plain,
            dearer=rank % 7 == 2,
        )


def door_at(ordering: Ordering, days_late: int) -> datetime:
    """The moment at which the lorry stands at the back door."""
    zone = ZoneInfo(store_coded(ordering.habit.store).time_zone)
    day = ordering.delivery_on + timedelta(days=days_late)
    minutes = demo_chance(f"arrival of {ordering.name}").randint(0, 150)
    return datetime.combine(day, DOOR_OPENS, zone) + timedelta(minutes=minutes)


def deeds_of(
    arrival: Arrival, anchor: datetime
) -> Iterator[tuple[datetime, Callable[[], Awaitable[object]]]]:
    """What people did about one delivery: took it in, wrote off what was too much, settled what was short."""
    yield arrival.at, partial(take_in, arrival)
    evening = arrival.at + timedelta(hours=13)
    if evening < anchor:
        yield evening, partial(write_off, arrival, evening)
    settled = arrival.at + SETTLED_WITHIN
    if arrival.short and settled < anchor:
        yield settled, partial(settle_shortage, arrival, settled)


async def take_in(arrival: Arrival) -> None:
    """Take the delivery in as the store's phone would."""
    order = await load_order(arrival.ordering.id)
    if order is None or order.status == "received":
        return
    lines = [line_in(line, arrival, at) for at, line in enumerate(order.order_lines)]
    document = ReceiptIn(lines=tuple(lines), **stamps(arrival.at))
    person = signed_in(arrival.ordering.habit.person)
    await receive_order(receipt_id(arrival), order.id, person, sent(document))


def line_in(line: OrderLineOut, arrival: Arrival, at: int) -> ReceivedLineIn:
    """What came of one line: the first is short or dearer where the delivery is."""
    ordered = line.packs * line.pack_base_units
    short = arrival.short and at == 0
    return ReceivedLineIn(
        product=line.product,
        base_units=ordered // 2 if short else ordered,
        reason="short" if short else None,
        temperature_tenths=demo_chance(f"{arrival.ordering.name} {line.sku}").randint(18, 52)
        if line.storage_class == "chilled"
        else None,
        price_minor=line.price_minor * 103 // 5000 * 50 if arrival.dearer and at == 0 else None,
    )


async def write_off(arrival: Arrival, at: datetime) -> None:
    """Throw away some of what was ordered beyond the suggestion, now and then."""
    order = await load_order(arrival.ordering.id)
    if order is None or await fetch("SELECT 1 FROM stock_deed WHERE id = $1", waste_id(arrival)):
        return
    chance = demo_chance(f"waste of {arrival.ordering.name}")
    more = [line for line in order.order_lines if line.packs > (line.suggested_packs or 0)]
    lines = [
        WasteLineIn(product=line.product, base_units=chance.randint(1, 3))
        for line in more
        if line.received_units and chance.random() < 0.6
    ]
    if lines:
        document = WasteIn(reason="damaged", lines=tuple(lines), **stamps(at))
        person = signed_in(arrival.ordering.habit.person)
        await throw_away(waste_id(arrival), store_id(arrival.ordering.habit.store), person, sent(document))


async def settle_shortage(arrival: Arrival, at: datetime) -> None:
    """Let HQ close the issue of an older shortage: the supplier has paid for it."""
    issue = shortage_of(arrival)
    if await fetch("SELECT 1 FROM issue WHERE id = $1 AND status <> 'cancelled'", issue):
        document = ReasonIn(reason=CREDITED, **stamps(at))
        await cancel_issue(
            issue, demo_id(f"credit for {arrival.ordering.name}", at), signed_in("chen"), sent(document)
        )


def shortage_of(arrival: Arrival) -> UUID:
    """The issue that a delivery with differences raises."""
    return uuid5(arrival.ordering.id, "shortage")


def receipt_id(arrival: Arrival) -> UUID:
    """The id that the store's phone made up."""
    return demo_id(f"receipt of {arrival.ordering.name}", arrival.at)


def waste_id(arrival: Arrival) -> UUID:
    """The id that the store's phone made up."""
    return demo_id(f"waste of {arrival.ordering.name}", arrival.at)


async def put_shortages_into_the_past(came: dict[UUID, datetime]) -> None:
    """Set the clocks of shortage issues back to when the goods came; the worker raised them at load."""
    await fetch(
        """
        UPDATE issue SET raised_at = came.at, due_at = due_at - (raised_at - came.at),
            warn_at = warn_at - (raised_at - came.at), answer_by = answer_by - (raised_at - came.at),
            reply_by = reply_by - (raised_at - came.at), look_at = look_at - (raised_at - came.at)
        FROM unnest($1::uuid[], $2::timestamptz[]) AS came(id, at)
        WHERE came.id = issue.id AND raised_at > came.at + interval '1 hour'
        """,
        list(came),
        list(came.values()),
    )
