"""Who hears of an order: whoever placed it, and the manager of the store when it needs somebody."""

from uuid import UUID

from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.notify import notify
from backend.notifications.texts import Param
from backend.notifications.words.ordering import Kind
from backend.ordering.reading import number_of
from backend.people.access import people_at
from backend.people.schemas import Role

SPOKEN = """
    SELECT placed.id, placed.number, placed.store, placed_by, delivery_on, store.name AS store_name,
        supplier.name AS supplier_name
    FROM order_placed AS placed JOIN store ON store.id = placed.store
        JOIN supplier ON supplier.id = placed.supplier
    WHERE placed.id = $1
"""


async def tell_order_sent(event: Happening) -> None:
    """Put into the inbox of whoever ordered that the supplier has it."""
    await tell(Kind.order_sent, event, push=False)


async def tell_order_moved(event: Happening) -> None:
    """Tell whoever ordered that it will come on another day."""
    await tell(Kind.order_moved, event)


async def tell_order_refused(event: Happening) -> None:
    """Tell whoever ordered, and the manager, that the supplier does not have it."""
    await tell(Kind.order_refused, event, managers=True, reason=str(event.payload.get("reason", "")))


async def tell(
    kind: Kind, event: Happening, *, push: bool = True, managers: bool = False, **words: Param
) -> None:
    """Tell of one order, in words that fit every kind."""
    [order] = await fetch(SPOKEN, event.subject)
    people: list[UUID] = [order["placed_by"]]
    if managers:
        people += await people_at(order["store"], Role.store_manager)
    params: dict[str, Param] = {
        "store": order["store_name"],
        "supplier": order["supplier_name"],
        "number": number_of(order["number"]),
        "delivery": order["delivery_on"].isoformat(),
        **words,
    }
    bundle = f"{kind}:{order['id']}"
    link = f"/orders/{order['id']}"
    await notify(people, kind, params, link=link, store=order["store"], bundle=bundle, push=push)
