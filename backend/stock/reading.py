"""Read what a store holds, and the ledger lines that led to it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.people.access import load_store, reaches
from backend.people.person import SignedIn
from backend.problems import NotFound
from backend.products.reading import ASSORTMENT
from backend.stock.by_place import parts_of, places_of, places_out
from backend.stock.keeping import MAY_CORRECT
from backend.stock.ledger import on_hand, par_levels
from backend.stock.lots import lots_left, lots_out
from backend.stock.schemas import LedgerLine, StockHistory, StockLine, StockSheet
from backend.wire import Bilingual, build

LINES = 200
LATE = timedelta(hours=1)
# What was ever written down is found by hopping from product to product, however long the ledger is.
KEPT = """
    written AS (
        (SELECT product FROM stock_entry WHERE store = $1 ORDER BY product LIMIT 1)
        UNION ALL
        SELECT (
            SELECT entry.product FROM stock_entry AS entry
            WHERE store = $1 AND entry.product > written.product ORDER BY entry.product LIMIT 1
        ) FROM written WHERE product IS NOT NULL
    ),
    kept AS (
        SELECT sold.id FROM sold JOIN pack ON pack.product = sold.id AND pack.active
        UNION SELECT sold.id FROM sold JOIN line ON line.product = sold.id AND line.listed
        UNION SELECT sold.id FROM sold JOIN par_level ON par_level.product = sold.id AND store = $1
        UNION SELECT sold.id FROM sold JOIN shelf_place ON shelf_place.product = sold.id AND store = $1
        UNION SELECT product FROM written WHERE product IS NOT NULL
    )
"""


async def read_stock(store_id: UUID, person: SignedIn) -> StockSheet:
    """List what a store can get or still holds, by the place where it lies.

    A company's range has tens of thousands of products that no supplier brings here and nobody keeps here.
    """
    store = await load_store(person, store_id)
    at = datetime.now(UTC)
    rows = await fetch(
        f"""
        WITH RECURSIVE {ASSORTMENT}, {KEPT}
        SELECT product.id AS product, product.sku, product.name, product.base_unit, product.storage_class,
            coalesce(lying.places, '{{}}') AS lies_in,
            ARRAY(SELECT code FROM barcode WHERE barcode.product = product.id ORDER BY code) AS barcodes
        FROM kept JOIN product ON product.id = kept.id LEFT JOIN (
            SELECT product, array_agg(place ORDER BY position, place) AS places, min(position) AS position
            FROM shelf_place WHERE store = $1 GROUP BY product
        ) AS lying ON lying.product = product.id
        ORDER BY lying.places[1] NULLS LAST, position, product.sku
        """,  # noqa: S608
        store.id,
    )
    held = await on_hand(store.id, [row["product"] for row in rows], at)
    levels, lots = await par_levels(store.id), await lots_left(store.id, held, at)
    parts, _ = await parts_of(store.id, [row["product"] for row in rows])
    lines = []
    for row in rows:
        lies_in: list[str] = row.pop("lies_in")
        row |= {"place": next(iter(lies_in), ""), "places": places_out(lies_in, parts[row["product"]])}
        holding, level = held[row["product"]], levels.get(row["product"])
        more = {"on_hand": holding.base_units, "counted_at": holding.counted_at}
        dates = lots_out(lots.get(row["product"], []))
        par = level.base_units if level else None
        lines.append(build(StockLine, row | more | {"par": par, "lots": dates}))
    return StockSheet(
        store=store.id,
        store_name=Bilingual(**store.name),
        lines=lines,
        may_correct=await reaches(person, store.id, *MAY_CORRECT),
    )


async def read_history(store_id: UUID, product: UUID, person: SignedIn, at: datetime | None) -> StockHistory:
    """Tell what a store held of a product at a moment (now, unless said) and by which lines of the ledger."""
    store = await load_store(person, store_id)
    moment = at or datetime.now(UTC)
    known = await fetch("SELECT name, base_unit FROM product WHERE id = $1", product)
    if not known:
        raise NotFound()
    held = await on_hand(store.id, [product], moment)
    rows = await ledger_rows(store.id, product, moment)
    lots = await lots_left(store.id, held, moment)
    return StockHistory(
        product=product,
        name=Bilingual(**known[0]["name"]),
        base_unit=Bilingual(**known[0]["base_unit"]),
        at=moment,
        on_hand=held[product].base_units,
        counted_at=held[product].counted_at,
        places=(await places_of(store.id, [product])).get(product, []),
        lots=lots_out(lots.get(product, [])),
        lines=await with_balance(store.id, product, rows[:LINES]),
        more=len(rows) > LINES,
    )


async def ledger_rows(store: UUID, product: UUID, at: datetime) -> list[dict[str, Any]]:
    """Read the newest lines in the order in which they took effect, a count after changes of its moment."""
    return await fetch(
        """
        SELECT entry.kind, entry.base_units, effective_at, recorded_at, person.name AS person_name,
            coalesce(reason, '') AS reason, coalesce(note, '') AS note, coalesce(photos, '[]') AS photos,
            issue, inspection,
            coalesce((SELECT jsonb_agg(
                jsonb_build_object('expiresOn', expires_on, 'baseUnits', lot.base_units) ORDER BY expires_on)
                FROM lot WHERE lot.entry = entry.id), '[]') AS lots
        FROM stock_entry AS entry LEFT JOIN person ON person.id = entry.person
            LEFT JOIN stock_deed ON stock_deed.id = entry.deed
        WHERE entry.store = $1 AND entry.product = $2 AND effective_at <= $3
        ORDER BY effective_at DESC, (entry.kind = 'count') DESC, recorded_at DESC, entry.id DESC LIMIT $4
        """,
        store,
        product,
        at,
        LINES + 1,
    )


async def with_balance(store: UUID, product: UUID, rows: list[dict[str, Any]]) -> list[LedgerLine]:
    """Add up from what was on hand before the oldest of the lines; a count says what there is."""
    if not rows:
        return []
    before = rows[-1]["effective_at"] - timedelta(microseconds=1)
    balance = (await on_hand(store, [product], before))[product].base_units
    lines: list[LedgerLine] = []
    for row in reversed(rows):
        balance = row["base_units"] if row["kind"] == "count" else balance + row["base_units"]
        is_late = row["recorded_at"] - row["effective_at"] > LATE
        lines.append(build(LedgerLine, row | {"after": balance, "is_late": is_late}))
    return lines[::-1]
