"""Tell a store that a cut-off is near and it has not ordered; one that needs nothing is left in peace."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.notify import notify
from backend.notifications.words.ordering import Kind
from backend.ordering.consolidation.reading import has_order, orders_between
from backend.ordering.offers import make_offers
from backend.ordering.spoken_day import spoken_day
from backend.people.access import StoreRow, people_at
from backend.people.schemas import Role
from backend.products.suppliers import suppliers_of


async def tell_store_to_order(event: Happening) -> None:
    """Push to the people of the store, unless the order came meanwhile or nothing is needed.

    Who was asked by HQ is told in any case: somebody looked and wants an order.
    """
    assert event.store is not None, "a reminder is about a store"
    day = date.fromisoformat(str(event.payload["delivery_on"]))
    orders = await orders_between(day, day, event.subject, event.store)
    rows = await fetch("SELECT * FROM store WHERE id = $1 AND NOT closed", event.store)
    suppliers = await suppliers_of(event.store, event.subject)
    if has_order(orders.get((event.store, event.subject, day), [])) or not rows or not suppliers:
        return
    store, asked = msgspec.convert(rows[0], StoreRow), event.payload["kind"] == "asked"
    [offer] = await make_offers(store, suppliers, datetime.now(UTC), day)
    needed = sum(line.suggestion.packs > 0 for line in offer.lines)
    if not asked and needed == 0:
        return
    closes = datetime.fromisoformat(str(event.payload["cut_off_at"])).astimezone(ZoneInfo(store.time_zone))
    await notify(
        await people_at(store.id, Role.staff, Role.store_manager),
        Kind.order_asked if asked else Kind.order_due,
        {
            "store": store.name,
            "supplier": suppliers[0].name,
            "delivery": spoken_day(day),
            "count": needed,
            "time": closes.strftime("%H:%M"),
        },
        link=f"/orders/{store.id}/{event.subject}",
        store=store.id,
        bundle=f"order_{event.payload['kind']}:{store.id}:{event.subject}:{day}",
        by=event.person,
    )
