"""Read what all stores ordered: a handful of queries, however many stores and lines there are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.ordering.consolidation.schemas import (
    CompanyDelivery,
    CompanyDeliveryCard,
    DueStore,
    ProductSum,
    StoreOrder,
)
from backend.ordering.consolidation.visits import Visit, visits
from backend.ordering.reading import number_of
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import Bilingual, build

BEFORE, AHEAD = timedelta(days=2), timedelta(days=8)
STANDS = "status NOT IN ('refused', 'rejected', 'cancelled')"
Asked = dict[tuple[UUID, UUID, date], list[dict[str, Any]]]


async def list_deliveries(person: SignedIn, now: datetime | None = None) -> list[CompanyDeliveryCard]:
    """List the deliveries of these days, those that close next first."""
    require_role(person, Role.hq, Role.admin)
    now = now or datetime.now(UTC)
    first, last = (now - BEFORE).date(), (now + AHEAD).date()
    asked = await orders_between(first, last)
    due: dict[tuple[UUID, date], list[tuple[Visit, datetime]]] = defaultdict(list)
    for visit in await visits():
        for day, cut_off in visit.days(first, last):
            due[visit.supplier, day].append((visit, cut_off))
    cards = [card_of(day, stores, asked, now) for (_, day), stores in due.items()]
    return sorted(cards, key=lambda card: (card.closed, card.closes_at, card.supplier))


async def orders_between(
    first: date, last: date, supplier: UUID | None = None, store: UUID | None = None
) -> Asked:
    """Return the orders that stand, of all or of one, by store, supplier and day."""
    rows = await fetch(
        f"""
        SELECT id, number, status, extra, total_minor, store, supplier, delivery_on,
            (SELECT count(*) FROM order_line WHERE "order" = order_placed.id) AS lines
        FROM order_placed
        WHERE delivery_on BETWEEN $1 AND $2 AND {STANDS} AND ($3::uuid IS NULL OR supplier = $3)
            AND ($4::uuid IS NULL OR store = $4)
        ORDER BY number
        """,  # noqa: S608
        first,
        last,
        supplier,
        store,
    )
    asked: Asked = defaultdict(list)
    for row in rows:
        asked[row["store"], row["supplier"], row["delivery_on"]].append(row)
    return asked


def card_of(
    day: date, stores: list[tuple[Visit, datetime]], asked: Asked, now: datetime
) -> CompanyDeliveryCard:
    """Sum one delivery up."""
    visit = stores[0][0]
    orders = [asked.get((one.store, one.supplier, day), []) for one, _ in stores]
    ahead = [cut_off for _, cut_off in stores if cut_off >= now]
    return CompanyDeliveryCard(
        supplier=visit.supplier,
        supplier_name=Bilingual(**visit.supplier_name),
        delivery_on=day,
        closes_at=min(ahead) if ahead else max(cut_off for _, cut_off in stores),
        closed=not ahead,
        due=len(stores),
        ordered=sum(has_order(one) for one in orders),
        total_minor=sum(row["total_minor"] for one in orders for row in one),
        currency=visit.currency,
    )


def has_order(orders: Iterable[dict[str, Any]]) -> bool:
    """Tell whether a store has ordered; an extra order alone is not its order."""
    return any(not row["extra"] for row in orders)


async def read_delivery(
    person: SignedIn, supplier: UUID, day: date, now: datetime | None = None
) -> CompanyDelivery:
    """Read one delivery with every store that it goes to, and what it brings in all."""
    require_role(person, Role.hq, Role.admin)
    now = now or datetime.now(UTC)
    asked = await orders_between(day, day, supplier)
    due = [(visit, at) for visit in await visits(supplier) for on, at in visit.days(day, day) if on == day]
    if not due:
        raise NotFound()
    reminded = await reminders_of(supplier, day)
    card = card_of(day, due, asked, now)
    return CompanyDelivery(
        **{name: getattr(card, name) for name in card.__struct_fields__},
        stores=[
            store_of(visit, at, asked.get((visit.store, supplier, day), []), reminded) for visit, at in due
        ],
        products=await product_sums(supplier, day),
    )


async def reminders_of(supplier: UUID, day: date) -> dict[UUID, datetime]:
    """Return when each store was last reminded of a delivery."""
    rows = await fetch(
        """
        SELECT store, max(at) AS at FROM order_reminder
        WHERE supplier = $1 AND delivery_on = $2 GROUP BY store
        """,
        supplier,
        day,
    )
    return {row["store"]: row["at"] for row in rows}


def store_of(
    visit: Visit, cut_off: datetime, orders: list[dict[str, Any]], reminded: dict[UUID, datetime]
) -> DueStore:
    """Show one store of a delivery."""
    return DueStore(
        store=visit.store,
        code=visit.store_code,
        name=Bilingual(**visit.store_name),
        cut_off_at=cut_off,
        orders=[
            StoreOrder(
                id=row["id"],
                number=number_of(row["number"]),
                status=row["status"],
                extra=row["extra"],
                lines=row["lines"],
                total_minor=row["total_minor"],
            )
            for row in orders
        ],
        missing=not has_order(orders),
        reminded_at=reminded.get(visit.store),
    )


async def product_sums(supplier: UUID, day: date) -> list[ProductSum]:
    """Add up what all stores ordered, for the kitchen or the warehouse; what waits for a yes counts too."""
    rows = await fetch(
        f"""
        SELECT product, sku, product.name, base_unit, sum(packs)::bigint AS packs,
            sum(packs::bigint * pack_base_units)::bigint AS base_units, count(DISTINCT store) AS stores
        FROM order_placed JOIN order_line ON "order" = order_placed.id
            JOIN product ON product.id = product
        WHERE supplier = $1 AND delivery_on = $2 AND {STANDS}
        GROUP BY product, sku, product.name, base_unit ORDER BY sku
        """,  # noqa: S608
        supplier,
        day,
    )
    return [build(ProductSum, row) for row in rows]
