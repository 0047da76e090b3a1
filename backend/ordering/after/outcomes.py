"""Read what became of lines that were ordered otherwise than suggested."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.ordering.after.results import Days, stores_of
from backend.ordering.after.schemas import (
    ChangedLine,
    LeftOut,
    LineOutcome,
    OrderOutcomes,
    OutcomeGroup,
    Outcomes,
)
from backend.ordering.after.sentence import Told, say_outcome
from backend.ordering.reading import number_of
from backend.people.access import require_reach
from backend.people.person import SignedIn
from backend.wire import Bilingual, build

MOST = 200
STILL_NEWS = timedelta(days=35)
TOLD = """
    SELECT told.product, told."order", told.reason, told.suggested_packs, told.packs, told.received_units,
        told.basis, told.because, told.used, told.wasted, told.went, told."left", told.ran_out_on,
        told.lasted_units, told.days_out,
        told.ended_on, product.base_unit, product.name
    FROM override_outcome AS told JOIN product ON product.id = told.product
"""
WHERE = """
    ended_on BETWEEN $1 AND $2 AND ($3::uuid[] IS NULL OR told.store = ANY($3))
        AND ($4::uuid IS NULL OR told.supplier = $4) AND ($5::text IS NULL OR coalesce(told.reason, '') = $5)
"""
COUNTS = """
    count(*) AS lines, count(*) FILTER (WHERE wasted > 0) AS wasted,
    count(*) FILTER (WHERE ran_out_on IS NOT NULL) AS ran_out,
    count(*) FILTER (WHERE basis = 'unknown') AS unknown
"""
GROUPS = f"""
    SELECT told.reason, told.store, told.supplier, {COUNTS},
        grouping(told.reason) = 0 AS by_reason, grouping(told.store) = 0 AS by_store,
        (SELECT name FROM store WHERE store.id = told.store) AS store_name,
        (SELECT name FROM supplier WHERE supplier.id = told.supplier) AS supplier_name
    FROM override_outcome AS told WHERE {WHERE}
    GROUP BY GROUPING SETS ((told.reason), (told.store), (told.supplier))
    ORDER BY lines DESC, told.reason, told.store, told.supplier
"""  # noqa: S608
LINES = f"""
    SELECT shown.*, number, store.name AS store_name, supplier.name AS supplier_name
    FROM ({TOLD} WHERE {WHERE}) AS shown JOIN order_placed AS placed ON placed.id = shown."order"
        JOIN store ON store.id = placed.store JOIN supplier ON supplier.id = placed.supplier
    ORDER BY ended_on DESC, number DESC, shown.product LIMIT {MOST + 1}
"""  # noqa: S608


async def read_outcomes(
    person: SignedIn, days: Days, store: UUID | None, supplier: UUID | None, reason: str | None
) -> Outcomes:
    """List what became of changed lines within reach, with sums by reason, store and supplier."""
    asked = (days.first, days.last, await stores_of(person, store), supplier, reason)
    lines = await fetch(LINES, *asked)
    return Outcomes(
        from_on=days.first,
        to_on=days.last,
        groups=[group(row) for row in await fetch(GROUPS, *asked)],
        lines=[changed_line(row) for row in lines[:MOST]],
        more=len(lines) > MOST,
    )


def group(row: Mapping[str, Any]) -> OutcomeGroup:
    """Show the sums of one reason, store or supplier."""
    by = "reason" if row["by_reason"] else "store" if row["by_store"] else "supplier"
    counts = {name: row[name] for name in ("lines", "wasted", "ran_out", "unknown")}
    return build(
        OutcomeGroup,
        {
            **counts,
            "by": by,
            "reason": row["reason"],
            "id": row["store"] or row["supplier"],
            "name": row["store_name"] or row["supplier_name"],
        },
    )


def changed_line(row: Mapping[str, Any]) -> ChangedLine:
    """Show one changed line with what it belongs to."""
    names = {name: Bilingual(**row[name]) for name in ("name", "store_name", "supplier_name")}
    return ChangedLine(
        product=row["product"],
        order=row["order"],
        words=words_of(row),
        number=number_of(row["number"]),
        ended_on=row["ended_on"],
        **names,
    )


async def read_order_outcomes(person: SignedIn, order: UUID) -> OrderOutcomes:
    """Tell what became of the changed lines of one order within reach."""
    rows = await fetch("SELECT store FROM order_placed WHERE id = $1", order)
    await require_reach(person, rows[0]["store"] if rows else None)
    told = await fetch(f'{TOLD} WHERE told."order" = $1 ORDER BY sku', order)
    return OrderOutcomes(
        lines=[line_outcome(row) for row in told],
        left_out=[
            LeftOut(product=row["product"], name=Bilingual(**row["name"]), words=words_of(row))
            for row in told
            if row["packs"] == 0
        ],
    )


async def last_outcomes(store: UUID, supplier: UUID) -> list[LineOutcome]:
    """Tell of each product of a supplier what became of its last changed line, while that is news."""
    rows = await fetch(
        f"""
        SELECT DISTINCT ON (product) * FROM ({TOLD}
            WHERE told.store = $1 AND told.supplier = $2 AND ended_on > $3 AND basis <> 'unknown'
        ) AS news ORDER BY product, ended_on DESC, "order" DESC
        """,  # noqa: S608
        store,
        supplier,
        (datetime.now(UTC) - STILL_NEWS).date(),
    )
    return [line_outcome(row) for row in rows]


def line_outcome(row: Mapping[str, Any]) -> LineOutcome:
    """Say what became of one line."""
    return LineOutcome(product=row["product"], order=row["order"], words=words_of(row))


def words_of(row: Mapping[str, Any]) -> Bilingual:
    """Word what is known of one line."""
    known = {name: row[name] for name in Told.__struct_fields__ if name != "base_unit"}
    return say_outcome(Told(**known, base_unit=Bilingual(**row["base_unit"])))
