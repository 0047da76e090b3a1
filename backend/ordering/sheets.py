"""The order sheet: everything needed to order from one supplier, also offline."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.ordering.after.outcomes import last_outcomes
from backend.ordering.budget.left import budget_left
from backend.ordering.cut_off import cut_off_at
from backend.ordering.last import last_orders
from backend.ordering.life.rules import order_rules
from backend.ordering.offers import Offer, make_offers
from backend.ordering.reading import orders_for
from backend.ordering.schemas import OrderCard, OrderSheet, SheetCard
from backend.ordering.together.edit import edits_beside
from backend.people.access import StoreRow, load_store
from backend.people.person import SignedIn
from backend.problems import NotFound
from backend.products.suppliers import suppliers_of
from backend.wire import Bilingual

OVER = ("refused", "rejected", "cancelled")


async def get_sheet(person: SignedIn, store_id: UUID, supplier_id: UUID) -> OrderSheet:
    """Read a store's sheet for the next delivery of a supplier that can still be ordered."""
    store = await load_store(person, store_id)
    at = datetime.now(UTC)
    offers = await make_offers(store, await suppliers_of(store.id, supplier_id), at)
    if not offers:
        raise NotFound()
    offer = offers[0]
    supplier = offer.supplier
    placed = placed_for(offer, await open_orders(store, at, supplier.id))
    standing = [order.id for order in placed if order.status not in OVER]
    return OrderSheet(
        store=store.id,
        store_name=Bilingual(**store.name),
        supplier=supplier.id,
        supplier_name=Bilingual(**supplier.name),
        delivery_on=offer.delivery_on,
        cut_off_at=cut_off_at(offer.delivery_on, offer.calendar),
        next_delivery_on=offer.next_delivery_on,
        grace_minutes=supplier.grace_minutes,
        minimum_order_minor=supplier.minimum_order_minor,
        currency=supplier.currency,
        lines=offer.lines,
        placed=placed,
        warn_from_percent=(await order_rules()).warn_deviation_percent,
        last_orders=tuple(await last_orders(store.id, supplier.id)),
        budget=await budget_left(store.id, supplier.currency, offer.delivery_on),
        edits=tuple(await edits_beside(store.id, supplier.id, offer.delivery_on, standing)),
        outcomes=tuple(await last_outcomes(store.id, supplier.id)),
    )


async def list_sheets(person: SignedIn, store_id: UUID) -> list[SheetCard]:
    """List what a store could order now, the nearest cut-off first."""
    store = await load_store(person, store_id)
    at = datetime.now(UTC)
    offers = await make_offers(store, await suppliers_of(store.id), at)
    orders = await open_orders(store, at)
    cards = [sheet_card(store, offer, orders) for offer in offers]
    return sorted(cards, key=lambda card: card.cut_off_at)


def sheet_card(store: StoreRow, offer: Offer, orders: list[OrderCard]) -> SheetCard:
    """Sum a sheet up."""
    supplier = offer.supplier
    wanted = [line for line in offer.lines if line.suggestion.packs]
    return SheetCard(
        store=store.id,
        store_name=Bilingual(**store.name),
        supplier=supplier.id,
        supplier_name=Bilingual(**supplier.name),
        delivery_on=offer.delivery_on,
        cut_off_at=cut_off_at(offer.delivery_on, offer.calendar),
        suggested_lines=len(wanted),
        suggested_minor=sum(line.suggestion.packs * line.price_minor for line in wanted),
        currency=supplier.currency,
        placed=placed_for(offer, orders),
    )


async def open_orders(store: StoreRow, at: datetime, supplier: UUID | None = None) -> list[OrderCard]:
    """List a store's orders whose delivery day is not over there."""
    return await orders_for(store.id, supplier, at.astimezone(ZoneInfo(store.time_zone)).date())


def placed_for(offer: Offer, orders: list[OrderCard]) -> list[OrderCard]:
    """Pick the orders that were already placed for the very delivery of an offer."""
    return [
        order
        for order in orders
        if order.supplier == offer.supplier.id and order.delivery_on == offer.delivery_on
    ]
