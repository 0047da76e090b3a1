"""What a store could order now: each supplier's next delivery, and every product with its suggestion."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from backend.demand.averages import sum_days
from backend.demand.forecast import Forecast, forecast
from backend.ordering.cut_off import Calendar, delivery_after, next_delivery
from backend.ordering.on_order import on_order
from backend.ordering.outlook import UP_FROM_HALF_A_PACK, UP_FROM_THE_FIRST_UNIT, Outlook, Terms
from backend.ordering.schemas import SheetLine, Suggestion
from backend.ordering.suggest import fill_to_par, suggest
from backend.people.access import StoreRow
from backend.products.reading import PackRow, packs_of
from backend.products.suppliers import SupplierRow
from backend.stock.fefo import expired
from backend.stock.ledger import Holding, ParRow, on_hand, par_levels
from backend.stock.lots import lots_left
from backend.wire import Bilingual

DAY_MINUTES = 24 * 60
LONGEST_LIFE = 60  # days


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
    expected: Mapping[UUID, Forecast]
    expired: Mapping[UUID, int]


class Span(msgspec.Struct, frozen=True):
    """From now to the arrival, and to the one after it; what arrives is for sale on that very day."""

    today: date
    left_of_today: tuple[int, int]  # minutes of how many
    arrival: date
    after: date


async def make_offers(
    store: StoreRow,
    suppliers: Sequence[SupplierRow],
    at: datetime,
    delivery_on: date | None = None,
    only: Sequence[UUID] | None = None,
) -> list[Offer]:
    """Compute what each supplier could bring, with a fixed number of queries for the whole store.

    It is for the next delivery still possible at the moment, or for the given one; `only` asks for some
    products, so that an order of a few lines does not wait for the arithmetic of a whole sheet.
    """
    packs = await packs_of(store.id, [supplier.id for supplier in suppliers], only)
    here = at.astimezone(ZoneInfo(store.time_zone))
    plans = [(supplier, *span_of(supplier, store, here, delivery_on)) for supplier in suppliers]
    held = await on_hand(store.id, list({pack.product for pack in packs}), at)
    lots = await lots_left(store.id, held, at)
    stock = Stock(
        held,
        await par_levels(store.id),
        await on_order(store.id, here.date()),
        await forecast(
            store.id,
            {pack.product: pack.demand_by for pack in packs if pack.demand_by != "par"},
            here.date(),
            max([horizon(span, packs) for _, _, span in plans], default=0),
        ),
        {product: expired(left, here.date()) for product, left in lots.items()},
    )
    return [
        Offer(
            supplier=supplier,
            calendar=calendar,
            delivery_on=span.arrival,
            next_delivery_on=span.after,
            lines=[make_line(pack, stock, span) for pack in packs if pack.supplier == supplier.id],
        )
        for supplier, calendar, span in plans
    ]


def span_of(
    supplier: SupplierRow, store: StoreRow, here: datetime, delivery_on: date | None
) -> tuple[Calendar, Span]:
    """Find the arrival that an order is for and the one after it."""
    calendar = calendar_of(supplier, store)
    arrival = delivery_on or next_delivery(here, calendar)
    gone = here.hour * 60 + here.minute
    return calendar, Span(
        here.date(), (DAY_MINUTES - gone, DAY_MINUTES), arrival, delivery_after(arrival, calendar)
    )


def horizon(span: Span, packs: Sequence[PackRow]) -> int:
    """Count the days that have to be forecast: to the arrival after, and as long as fresh goods keep."""
    keeps = max([days for pack in packs if (days := usable_days(pack))], default=0)
    return max((span.after - span.today).days, (span.arrival - span.today).days + keeps)


def usable_days(pack: PackRow) -> int | None:
    """Return how long goods can be sold after they came; what keeps for months limits no order."""
    days = pack.shelf_life_days
    return days if days is not None and days <= LONGEST_LIFE else None


def make_line(pack: PackRow, stock: Stock, span: Span) -> SheetLine:
    """Compute one product's line: what is there, what comes, and what to order with the arithmetic."""
    held = stock.held[pack.product]
    level = stock.levels.get(pack.product)
    suggestion = suggestion_of(pack, stock, span)
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


def suggestion_of(pack: PackRow, stock: Stock, span: Span) -> Suggestion:
    """Suggest from what will be sold where there is history, else from the par level."""
    held, level = stock.held[pack.product], stock.levels.get(pack.product)
    coming = stock.coming.get(pack.product, {})
    by_arrival = sum(units for day, units in coming.items() if day <= span.arrival)
    in_between = sum(units for day, units in coming.items() if span.arrival < day <= span.after)
    expected = stock.expected.get(pack.product)
    if expected is None:
        return fill_to_par(
            level.base_units if level else None,
            level.safety_units if level else 0,
            terms_of(pack),
            on_hand=held.base_units,
            expired=stock.expired.get(pack.product, 0),
            counted=held.counted_at is not None,
            on_order_by_arrival=by_arrival,
            on_order_after=in_between,
            min_display=pack.min_display,
        )
    outlook = outlook_of(pack, stock, expected, span, by_arrival, in_between)
    return suggest(outlook, terms_of(pack))


def outlook_of(
    pack: PackRow, stock: Stock, expected: Forecast, span: Span, by_arrival: int, in_between: int
) -> Outlook:
    """Add up what will be sold until the arrival, from then to the one after, and while it keeps."""
    held, level = stock.held[pack.product], stock.levels.get(pack.product)
    arrival, after = (span.arrival - span.today).days, (span.after - span.today).days
    days, life = expected.per_day, usable_days(pack)
    until = sum_days(days[:arrival], span.left_of_today) if arrival else 0
    from_then = sum_days(days[arrival:after], (1, 1) if arrival else span.left_of_today)
    return Outlook(
        on_hand=held.base_units,
        counted=held.counted_at is not None,
        expired=stock.expired.get(pack.product, 0),
        on_order_by_arrival=by_arrival,
        on_order_after=in_between,
        demand_until_arrival=until,
        demand_after_arrival=from_then,
        safety_stock=level.safety_units if level else sum_days(days[arrival : arrival + 1], (1, 2)),
        min_display=pack.min_display,
        demand_in_usable_life=None if life is None else sum_days(days[arrival : arrival + life]),
        basis=expected.basis,
        per_thousand=expected.per_thousand,
        sells_until=span.after,
    )


def terms_of(pack: PackRow) -> Terms:
    """Tell how a product may be ordered; of what spoils only half a pack or more makes a whole one."""
    usual = UP_FROM_THE_FIRST_UNIT if pack.storage_class == "ambient" else UP_FROM_HALF_A_PACK
    return Terms(
        pack=pack.base_units,
        multiple=pack.multiple,
        minimum_packs=pack.minimum_packs,
        round_up_from=usual if pack.round_up_from is None else pack.round_up_from,
        capacity=pack.capacity,
        max_order=None if pack.maximum_packs is None else pack.maximum_packs * pack.base_units,
    )


def calendar_of(supplier: SupplierRow, store: StoreRow) -> Calendar:
    """Return a supplier's delivery days in the time zone of a store."""
    return Calendar(
        frozenset(supplier.delivery_weekdays),
        supplier.cut_off,
        supplier.lead_days,
        timedelta(minutes=supplier.grace_minutes),
        ZoneInfo(store.time_zone),
        frozenset(supplier.comes_not_on),
        frozenset(supplier.comes_also_on),
    )
