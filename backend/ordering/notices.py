"""Who hears of an order: whoever placed it, and the manager of the store when it needs somebody."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.notify import notify
from backend.notifications.texts import Param
from backend.notifications.words.ordering import Kind
from backend.ordering.held.schemas import PassedLimits
from backend.ordering.held.wording import say_limits
from backend.ordering.life.rules import order_rules
from backend.ordering.reading import number_of
from backend.ordering.spoken_day import spoken_day
from backend.people.access import people_at
from backend.people.schemas import Role
from backend.wire import Bilingual

SPOKEN = """
    SELECT placed.id, placed.number, placed.store, placed_by, delivery_on, store.name AS store_name,
        supplier.name AS supplier_name
    FROM order_placed AS placed JOIN store ON store.id = placed.store
        JOIN supplier ON supplier.id = placed.supplier
    WHERE placed.id = $1
"""


SAID = """
    SELECT 1 FROM order_placed AS placed JOIN order_line AS line ON line."order" = placed.id
        JOIN order_deed ON order_deed."order" = placed.id
        JOIN order_deed_line AS said ON said.deed = order_deed.id AND said.product = line.product
    WHERE placed.id = $1
"""
CONFIRMED_LESS = f"""
    {SAID} AND kind = 'confirmation' AND (said.packs < line.packs OR said.arrives_on > placed.delivery_on)
"""
RECEIVED_LESS = f"""
    {SAID} AND kind = 'receipt'
        AND (said.base_units < line.packs * line.pack_base_units OR said.reason IS NOT NULL)
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


async def tell_order_held(event: Happening) -> None:
    """Ask whoever may approve, so that it is decided on the phone; say which limits it passed."""
    approvers = await people_at(await store_of(event), (await order_rules()).approver_role)
    limits = await limits_of(event)
    if limits is None:
        await tell(Kind.order_held, event, to=approvers, by=event.person)
    else:
        said: Param = msgspec.to_builtins(limits)
        await tell(Kind.order_beyond, event, to=approvers, by=event.person, limits=said)


async def tell_order_approved(event: Happening) -> None:
    """Tell whoever ordered that it goes out."""
    await tell(Kind.order_approved, event, by=event.person)


async def tell_order_rejected(event: Happening) -> None:
    """Tell whoever ordered why it does not go out."""
    await tell(Kind.order_rejected, event, by=event.person, reason=str(event.payload.get("note", "")))


async def tell_order_cancelled(event: Happening) -> None:
    """Tell whoever ordered and the manager; the supplier reads it in a letter."""
    await tell(Kind.order_cancelled, event, managers=True, by=event.person)


async def tell_order_confirmed(event: Happening) -> None:
    """Put a whole confirmation into the inbox; push what will be less or later."""
    short = bool(await fetch(CONFIRMED_LESS, event.subject))
    kind = Kind.order_confirmed_short if short else Kind.order_confirmed
    await tell(kind, event, push=short, managers=short)


async def tell_order_shipped(event: Happening) -> None:
    """Put into the inbox that the goods are on their way."""
    await tell(Kind.order_shipped, event, push=False)


async def tell_order_received(event: Happening) -> None:
    """Push what came short; put the rest into the inbox."""
    short = bool(await fetch(RECEIVED_LESS, event.subject))
    kind = Kind.order_short if short else Kind.order_received
    await tell(kind, event, push=short, managers=short, by=event.person)


async def limits_of(event: Happening) -> Bilingual | None:
    """Say which limits an order passed; nobody kept that of one held by an older version."""
    [order] = await fetch("SELECT beyond, currency FROM order_placed WHERE id = $1", event.subject)
    if order["beyond"] is None:
        return None
    return say_limits(msgspec.convert(order["beyond"], PassedLimits), order["currency"])


async def store_of(event: Happening) -> UUID:
    """Return the store of an order."""
    [row] = await fetch("SELECT store FROM order_placed WHERE id = $1", event.subject)
    store: UUID = row["store"]
    return store


async def tell(
    kind: Kind,
    event: Happening,
    *,
    push: bool = True,
    managers: bool = False,
    to: list[UUID] | None = None,
    by: UUID | None = None,
    **words: Param,
) -> None:
    """Tell of one order, in words that fit every kind."""
    [order] = await fetch(SPOKEN, event.subject)
    people: list[UUID] = [order["placed_by"]] if to is None else to
    if managers:
        people += await people_at(order["store"], Role.store_manager)
    params: dict[str, Param] = {
        "store": order["store_name"],
        "supplier": order["supplier_name"],
        "number": number_of(order["number"]),
        "delivery": spoken_day(order["delivery_on"]),
        **words,
    }
    bundle = f"{kind}:{order['id']}"
    link = f"/orders/{order['id']}"
    await notify(people, kind, params, link=link, store=order["store"], bundle=bundle, push=push, by=by)
