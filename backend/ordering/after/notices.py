"""Tell HQ that a delivery was charged otherwise than it was ordered."""

import msgspec

from backend.events.log import Happening
from backend.notifications.notify import notify
from backend.notifications.words.ordering import Kind
from backend.ordering.after.measures import DeliveredLine, price_change
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderLineOut
from backend.people.access import people_at
from backend.people.schemas import Role


async def tell_price_changed(event: Happening) -> None:
    """Tell HQ once per receipt; the store did its part when it typed the price."""
    order = await load_order(event.subject)
    if order is None:
        return
    changed = [line for line in order.order_lines if price_change(delivered(line))]
    if not changed:
        return
    params = {
        "supplier": msgspec.to_builtins(order.supplier_name),
        "store": msgspec.to_builtins(order.store_name),
        "number": order.number,
        "product": msgspec.to_builtins(changed[0].name),
        "count": len(changed),
    }
    await notify(
        await people_at(order.store, Role.hq),
        Kind.order_price,
        params,
        link="/orders/prices",
        bundle=f"{Kind.order_price}:{order.id}",
        by=event.person,
    )


def delivered(line: OrderLineOut) -> DeliveredLine:
    """Return what the arithmetic needs of a line."""
    return DeliveredLine(
        packs=line.packs,
        pack_base_units=line.pack_base_units,
        price_minor=line.price_minor,
        received_units=line.received_units or 0,
        delivered_price_minor=line.delivered_price_minor,
        delivered_pack_units=line.delivered_pack_units,
    )
