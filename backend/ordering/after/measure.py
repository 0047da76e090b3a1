"""Keep what a delivery came to against its order, with its receipt."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from backend.database import fetch
from backend.ordering.after.measures import DeliveredLine, days_late, fill, price_change
from backend.ordering.cut_off import delivery_after
from backend.ordering.life.schemas import ReceiptIn
from backend.ordering.offers import calendar_of
from backend.ordering.schemas import OrderOut
from backend.ordering.tables import Delivered
from backend.people.access import StoreRow
from backend.products.suppliers import suppliers_of

NO_LONGER_COMES = timedelta(days=7)  # a supplier that was dropped meanwhile: its goods last a week


async def keep_measures(order: OrderOut, receipt: ReceiptIn) -> None:
    """Write what a receipt says about fill rate, lateness and prices, in the caller's transaction."""
    [row] = await fetch("SELECT * FROM store WHERE id = $1", order.store)
    store, now = msgspec.convert(row, StoreRow), datetime.now(UTC)
    received_at = min(receipt.estimated_at, now)
    lines = delivered_lines(order, receipt)
    filled, changes = fill(lines), [change for line in lines if (change := price_change(line))]
    comes = await suppliers_of(store.id, order.supplier)
    until = [delivery_after(order.delivery_on, calendar_of(one, store)) for one in comes]
    await Delivered.insert(
        Delivered(
            order=order.id,
            store=order.store,
            supplier=order.supplier,
            delivery_on=order.delivery_on,
            received_at=received_at,
            days_late=days_late(order.delivery_on, received_at, now, ZoneInfo(store.time_zone)),
            lines=filled.lines,
            full_lines=filled.full_lines,
            ordered_units=filled.ordered_units,
            received_units=filled.received_units,
            price_changes=sum(change.per_unit for change in changes),
            price_change_minor=sum(change.value_minor for change in changes),
            currency=order.currency,
            covers_until=until[0] if until else order.delivery_on + NO_LONGER_COMES,
        )
    )


def delivered_lines(order: OrderOut, receipt: ReceiptIn) -> list[DeliveredLine]:
    """Lay the lines of a receipt beside those of its order."""
    came = {line.product: line for line in receipt.lines}
    return [
        DeliveredLine(
            packs=line.packs,
            pack_base_units=line.pack_base_units,
            price_minor=line.price_minor,
            received_units=came[line.product].base_units,
            delivered_price_minor=came[line.product].price_minor,
            delivered_pack_units=came[line.product].pack_base_units,
        )
        for line in order.order_lines
    ]
