"""Keep what was counted place by place, and add it up once every place of a product was counted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, NotFound, Unacceptable
from backend.stock.adding_up import Part, add_up, newest_parts, other_count
from backend.stock.deeds import Doing, Line, write_lines
from backend.stock.schemas import CountLineIn, LotIn, OtherCount, PlacesIn, PlacesOut, SeenPlace

MAY_ARRANGE = (Role.staff, Role.store_manager, Role.hq)


async def places_of(store: UUID, products: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Return where products lie, in the order in which one walks."""
    rows = await fetch(
        """
        SELECT product, array_agg(place ORDER BY position, place) AS places FROM shelf_place
        WHERE store = $1 AND product = ANY($2) GROUP BY product
        """,
        store,
        list(products),
    )
    return {row["product"]: row["places"] for row in rows}


def settle_places(said: Sequence[CountLineIn], places: Mapping[UUID, list[str]]) -> list[Line]:
    """Make lines by place, where the product still lies in all the places that were named.

    A phone may not know yet that it was moved: then what it saw is taken together as all there is.
    """
    moved = {line.product for line in said if line.place not in ("", *places.get(line.product, ()))}
    lines = [
        Line(
            product=line.product,
            base_units=line.base_units,
            at=line.counted_at,
            lots=line.lots,
            place=line.place,
        )
        for line in said
        if line.product not in moved
    ]
    for product in moved:
        mine = [line for line in said if line.product == product]
        lots = tuple(lot for line in mine for lot in line.lots)
        ats = [line.counted_at for line in mine if line.counted_at is not None]
        units = sum(line.base_units for line in mine)
        lines.append(Line(product=product, base_units=units, at=max(ats, default=None), lots=lots))
    return lines


async def keep_parts(deed: Doing, places: Mapping[UUID, list[str]]) -> None:
    """Write what was seen in each place, and a line of the ledger for every product that is now whole."""
    said = [line for line in deed.lines if line.place]
    if not said:
        return
    # Of two phones at once one waits, so that the second one sees what the first wrote.
    await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"count {deed.store}")
    now = datetime.now(UTC)
    seen_at = [min(line.at or deed.both_clocks.estimated_at, now) for line in said]
    await fetch(
        """
        INSERT INTO place_count (id, deed, store, product, place, base_units, counted_at, lots)
        SELECT id, $1, $2, product, place, base_units, counted_at, lots
        FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::timestamptz[], $8::jsonb[])
            AS line(id, product, place, base_units, counted_at, lots)
        """,
        deed.id,
        deed.store,
        [uuid7() for _ in said],
        [line.product for line in said],
        [line.place for line in said],
        [line.base_units for line in said],
        seen_at,
        [msgspec.json.encode(list(line.lots)).decode() for line in said],
    )
    products = list(dict.fromkeys(line.product for line in said))
    parts, lots = await parts_of(deed.store, products)
    whole = []
    for product in products:
        total = add_up(places[product], parts[product])
        if total is not None:
            newest = newest_parts(part for part in parts[product] if part.place in places[product])
            dated = tuple(lot for part in newest.values() for lot in lots[part.order])
            whole.append(Line(product=product, base_units=total[0], at=total[1], lots=dated))
    await write_lines(replace(deed, lines=whole), now)


async def parts_of(
    store: UUID, products: Sequence[UUID]
) -> tuple[dict[UUID, list[Part]], dict[int, list[LotIn]]]:
    """Read the counts by place of the last days, and the lots that each of them named."""
    rows = await fetch(
        """
        SELECT product, place, base_units, counted_at, seq AS order, person.name AS by, lots
        FROM place_count JOIN stock_deed ON stock_deed.id = place_count.deed
            JOIN person ON person.id = stock_deed.person
        WHERE place_count.store = $1 AND product = ANY($2) AND counted_at > now() - interval '3 days'
        """,
        store,
        list(products),
    )
    parts: dict[UUID, list[Part]] = {product: [] for product in products}
    lots: dict[int, list[LotIn]] = {}
    for row in rows:
        product, dated = row.pop("product"), row.pop("lots")
        lots[row["order"]] = msgspec.convert(dated, list[LotIn])
        parts[product].append(msgspec.convert(row, Part))
    return parts, lots


def places_out(places: Sequence[str], parts: Sequence[Part]) -> list[SeenPlace]:
    """Tell of each place what was seen there last, by whom, and what somebody else saw."""
    newest = newest_parts(parts)
    return [place_out(place, newest.get(place), parts) for place in places]


def place_out(place: str, seen: Part | None, parts: Sequence[Part]) -> SeenPlace:
    """Tell it of one place."""
    if seen is None:
        return SeenPlace(place=place)
    other = other_count(parts, seen)
    return SeenPlace(
        place=place,
        base_units=seen.base_units,
        counted_at=seen.counted_at,
        by=seen.by,
        other=None
        if other is None
        else OtherCount(base_units=other.base_units, counted_at=other.counted_at, by=other.by),
    )


async def arrange(store: UUID, product: UUID, person: SignedIn, wanted: PlacesIn) -> PlacesOut:
    """Keep where a product lies in a store, in the order of walking; the same again is nothing new."""
    places = [place.strip() for place in wanted.places]
    if len(set(places)) < len(places) or not all(places):
        raise Unacceptable(fields=[FieldProblem("places", "Name every place once.", "twice")])
    async with transaction():
        await load_store(person, store, *MAY_ARRANGE)
        if not await fetch("SELECT 1 FROM product WHERE id = $1", product):
            raise NotFound()
        await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"count {store}")
        if (await places_of(store, [product])).get(product, []) != places:
            await write_places(store, product, places)
            payload: dict[str, Any] = {"places": places}
            await record("product.arranged", product, store=store, person=person.id, payload=payload)
    return PlacesOut(product=product, places=places)


async def write_places(store: UUID, product: UUID, places: Sequence[str]) -> None:
    """Put the places in the place of those there were; within one place the order of products stays."""
    await fetch("DELETE FROM shelf_place WHERE store = $1 AND product = $2", store, product)
    await fetch(
        """
        INSERT INTO shelf_place (id, store, product, place, position)
        SELECT id, $1, $2, place, $5 + row FROM unnest($3::uuid[], $4::text[])
            WITH ORDINALITY AS given(id, place, row)
        """,
        store,
        product,
        [uuid7() for _ in places],
        list(places),
        0,
    )
