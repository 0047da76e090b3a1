"""Read what the deliveries of some days came to: three sums per page, however many orders there are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.ordering.after.measures import permille
from backend.ordering.after.schemas import AfterDelivery, DeliveryResult, SupplierDeliveries, SupplierResult
from backend.ordering.reading import number_of
from backend.people.access import reachable_store_ids, require_reach
from backend.people.person import SignedIn
from backend.problems import BadDocument, FieldProblem, NotFound
from backend.wire import build

USUAL, LONGEST = timedelta(days=27), timedelta(days=400)
MOST = 500
AWAITED = "status IN ('placed', 'sent', 'confirmed', 'shipped')"
SUMS = """
    SELECT delivered.supplier, supplier.name AS supplier_name, delivered.currency, count(*) AS deliveries,
        count(*) FILTER (WHERE days_late > 0) AS late, coalesce(sum(days_late), 0)::bigint AS days_late,
        sum(lines)::bigint AS lines, sum(full_lines)::bigint AS full_lines,
        sum(ordered_units)::bigint AS ordered_units, sum(received_units)::bigint AS received_units,
        sum(price_changes)::bigint AS price_changes,
        sum(price_change_minor)::bigint AS price_change_minor
    FROM delivered JOIN supplier ON supplier.id = delivered.supplier
    WHERE delivery_on BETWEEN $1 AND $2 AND ($3::uuid[] IS NULL OR store = ANY($3))
    GROUP BY delivered.supplier, supplier.name, supplier.code, delivered.currency ORDER BY supplier.code
"""
CHANGED = """
    SELECT supplier, count(*) AS changed, count(*) FILTER (WHERE wasted > 0) AS changed_wasted,
        count(*) FILTER (WHERE ran_out_on IS NOT NULL) AS changed_ran_out,
        count(*) FILTER (WHERE basis = 'unknown') AS changed_unknown
    FROM override_outcome
    WHERE ended_on BETWEEN $1 AND $2 AND ($3::uuid[] IS NULL OR store = ANY($3)) GROUP BY supplier
"""
COUNTS = ("changed", "changed_wasted", "changed_ran_out", "changed_unknown")
# A delivery day is over at the store's own midnight.
NOT_RECEIVED = f"""
    SELECT placed.supplier, supplier.name AS supplier_name, placed.currency, count(*) AS not_received,
        sum((now() AT TIME ZONE time_zone)::date - delivery_on)::bigint AS days_late
    FROM order_placed AS placed JOIN store ON store.id = placed.store
        JOIN supplier ON supplier.id = placed.supplier
    WHERE {AWAITED} AND delivery_on BETWEEN $1 AND $2
        AND delivery_on < (now() AT TIME ZONE time_zone)::date
        AND ($3::uuid[] IS NULL OR placed.store = ANY($3))
    GROUP BY placed.supplier, supplier.name, supplier.code, placed.currency ORDER BY supplier.code
"""  # noqa: S608
DELIVERY = f"""
    SELECT placed.id AS "order", number, placed.store, store.code AS store_code, store.name AS store_name,
        placed.delivery_on, delivered.received_at, placed.currency,
        coalesce(days_late, (now() AT TIME ZONE time_zone)::date - placed.delivery_on) AS days_late,
        coalesce(lines, (SELECT count(*) FROM order_line WHERE order_line."order" = placed.id)) AS lines,
        full_lines, ordered_units, received_units, coalesce(price_changes, 0) AS price_changes,
        coalesce(price_change_minor, 0) AS price_change_minor, supplier.name AS supplier_name
    FROM order_placed AS placed JOIN store ON store.id = placed.store
        JOIN supplier ON supplier.id = placed.supplier
        LEFT JOIN delivered ON delivered."order" = placed.id
    WHERE placed.delivery_on BETWEEN $1 AND $2 AND ($3::uuid[] IS NULL OR placed.store = ANY($3))
        AND (delivered."order" IS NOT NULL
            OR {AWAITED} AND placed.delivery_on < (now() AT TIME ZONE time_zone)::date)
"""  # noqa: S608
ORDER_BY = "ORDER BY placed.delivery_on DESC, number DESC"
ALL_DELIVERIES = f"{DELIVERY} {ORDER_BY}"
DELIVERIES = f"{DELIVERY} AND placed.supplier = $4 {ORDER_BY} LIMIT $5"


class Days(msgspec.Struct, frozen=True):
    """From one delivery day to another, both included."""

    first: date
    last: date


def days_between(first: date | None, last: date | None) -> Days:
    """Take the days that were asked for, or the last four weeks; raises `BadDocument` for too many."""
    to_on = last or datetime.now(UTC).date()
    from_on = first or to_on - USUAL
    if not timedelta(0) <= to_on - from_on <= LONGEST:
        raise BadDocument(fields=[FieldProblem("last", f"Ask for 1 to {LONGEST.days} days.", "too-long")])
    return Days(from_on, to_on)


async def read_after_delivery(person: SignedIn, days: Days, store: UUID | None) -> AfterDelivery:
    """Sum up supplier by supplier what came of the orders within reach."""
    stores = await stores_of(person, store)
    return AfterDelivery(from_on=days.first, to_on=days.last, suppliers=await supplier_results(days, stores))


async def stores_of(person: SignedIn, store: UUID | None) -> list[UUID] | None:
    """Return the stores that are looked at: one within reach, or all of them."""
    if store is None:
        return await reachable_store_ids(person)
    await require_reach(person, store)
    return [store]


async def supplier_results(days: Days, stores: list[UUID] | None) -> list[SupplierResult]:
    """Lay what was received and what was not received beside each other."""
    rows = await fetch(SUMS, days.first, days.last, stores)
    missing = {
        (row["supplier"], row["currency"]): row
        for row in await fetch(NOT_RECEIVED, days.first, days.last, stores)
    }
    changed = {row["supplier"]: row for row in await fetch(CHANGED, days.first, days.last, stores)}
    both = [(row, missing.pop((row["supplier"], row["currency"]), None)) for row in rows]
    some = both + [(None, row) for row in missing.values()]
    return [result(row, late, changed) for row, late in some]


def result(
    row: dict[str, Any] | None, missing: dict[str, Any] | None, changed: dict[UUID, dict[str, Any]]
) -> SupplierResult:
    """Show one supplier; of nothing received there is no rate, and what is not received is late."""
    some = row or missing
    assert some is not None, "a supplier of nothing is not in the list"
    shown = dict.fromkeys(
        (
            *("deliveries", "late", "days_late", "lines", "full_lines", "ordered_units", "received_units"),
            *("price_changes", "price_change_minor"),
        ),
        0,
    ) | dict(row or {})
    shown |= {name: some[name] for name in ("supplier", "supplier_name", "currency")}
    shown["not_received"] = missing["not_received"] if missing else 0
    shown["days_late"] += missing["days_late"] if missing else 0
    shown["fill_permille"] = permille(shown.pop("received_units"), shown.pop("ordered_units"))
    shown["full_permille"] = permille(shown["full_lines"], shown["lines"])
    shown |= {name: changed.get(some["supplier"], {}).get(name, 0) for name in COUNTS}
    return build(SupplierResult, shown)


async def read_deliveries(
    person: SignedIn, supplier: UUID, days: Days, store: UUID | None
) -> SupplierDeliveries:
    """List the deliveries of one supplier within reach, the newest first."""
    known = await fetch("SELECT name FROM supplier WHERE id = $1", supplier)
    stores = await stores_of(person, store)
    if not known:
        raise NotFound()
    found = await delivery_results(supplier, days, stores)
    return build(
        SupplierDeliveries,
        {
            "supplier": supplier,
            "supplier_name": known[0]["name"],
            "from_on": days.first,
            "to_on": days.last,
            "deliveries": found[:MOST],
            "more": len(found) > MOST,
        },
    )


async def delivery_results(
    supplier: UUID, days: Days, stores: list[UUID] | None, most: int = MOST
) -> list[DeliveryResult]:
    """Read one supplier's deliveries with what each came to, one more than are shown."""
    rows = await fetch(DELIVERIES, days.first, days.last, stores, supplier, most + 1)
    return [delivery_result(row) for row in rows]


def delivery_result(row: dict[str, Any]) -> DeliveryResult:
    """Show one delivery."""
    row.pop("supplier_name")
    ordered, received = row.pop("ordered_units"), row.pop("received_units")
    share = None if ordered is None else permille(received, ordered)
    return build(DeliveryResult, {**row, "number": number_of(row["number"]), "fill_permille": share})
