"""What a store could order now: each supplier's next delivery, and every product with its suggestion."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.ordering.cut_off import Calendar, delivery_after, next_delivery
from backend.ordering.on_order import on_order
from backend.ordering.outlook import UP_FROM_HALF_A_PACK, UP_FROM_THE_FIRST_UNIT, Terms
from backend.ordering.schemas import SheetLine
from backend.ordering.suggest import fill_to_par
from backend.people.access import StoreRow
from backend.products.reading import PackRow, packs_of
from backend.products.suppliers import SupplierRow
from backend.stock.ledger import Holding, ParRow, on_hand, par_levels
from backend.wire import Bilingual


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What one supplier can bring on one delivery day, and when it comes again."""

    supplier: SupplierRow
    calendar: Calendar
    delivery_on: date
    next_delivery_on: date
    lines: list[SheetLine]


class Stock(msgspec.Struct, frozen=True):
    """All that a store's lines are computed from."""

    held: Mapping[UUID, Holding]
    levels: Mapping[UUID, ParRow]
    coming: Mapping[UUID, Mapping[date, int]]


async def make_offers(
    store: StoreRow, suppliers: Sequence[SupplierRow], at: datetime, delivery_on: date | None = None
) -> list[Offer]:
    """Compute what each supplier could bring, with a fixed number of queries for the whole store.

    It is for the next delivery still possible at the moment, or for the given one.
    """
    packs = await packs_of([supplier.id for supplier in suppliers])
    today = at.astimezone(ZoneInfo(store.time_zone)).date()
    stock = Stock(
        await on_hand(store.id, list({pack.product for pack in packs}), at),
        await par_levels(store.id),
        await on_order(store.id, today),
    )
    return [make_offer(store, supplier, packs, stock, at, delivery_on) for supplier in suppliers]


def make_offer(
    store: StoreRow,
    supplier: SupplierRow,
    packs: Sequence[PackRow],
    stock: Stock,
    at: datetime,
    delivery_on: date | None,
) -> Offer:
    """Compute one supplier's lines for one delivery."""
    calendar = calendar_of(supplier, store)
    arrival = delivery_on or next_delivery(at, calendar)
    after = delivery_after(arrival, calendar)
    return Offer(
        supplier=supplier,
        calendar=calendar,
        delivery_on=arrival,
        next_delivery_on=after,
        lines=[make_line(pack, stock, arrival, after) for pack in packs if pack.supplier == supplier.id],
    )


def make_line(pack: PackRow, stock: Stock, arrival: date, after: date) -> SheetLine:
    """Compute one product's line: what is there, what comes, and what would fill the shelf."""
    held = stock.held[pack.product]
    level = stock.levels.get(pack.product)
    coming = stock.coming.get(pack.product, {})
    suggestion = fill_to_par(
        level.base_units if level else None,
        level.safety_units if level else 0,
        terms_of(pack),
        on_hand=held.base_units,
        counted=held.counted_at is not None,
        on_order_by_arrival=sum(units for day, units in coming.items() if day <= arrival),
        on_order_after=sum(units for day, units in coming.items() if arrival < day <= after),
    )
    return SheetLine(
        product=pack.product,
        sku=pack.sku,
        name=Bilingual(**pack.name),
        base_unit=Bilingual(**pack.base_unit),
        pack_base_units=pack.base_units,
        price_minor=pack.price_minor,
        minimum_packs=pack.minimum_packs,
        multiple=pack.multiple,
        on_hand=held.base_units,
        on_order=suggestion.on_order,
        par=level.base_units if level else None,
        counted_at=held.counted_at,
        suggestion=suggestion,
    )


def terms_of(pack: PackRow) -> Terms:
    """Tell how a product may be ordered; of what spoils only half a pack or more makes a whole one."""
    dry = pack.storage_class == "ambient"
    return Terms(
        pack=pack.base_units,
        multiple=pack.multiple,
        minimum_packs=pack.minimum_packs,
        round_up_from=UP_FROM_THE_FIRST_UNIT if dry else UP_FROM_HALF_A_PACK,
    )


def calendar_of(supplier: SupplierRow, store: StoreRow) -> Calendar:
    """Return a supplier's delivery days in the time zone of a store."""
    return Calendar(
        frozenset(supplier.delivery_weekdays),
        supplier.cut_off,
        supplier.lead_days,
        timedelta(minutes=supplier.grace_minutes),
        ZoneInfo(store.time_zone),
    )
