"""Try a change of the grid: what it would turn, store by store, before anything is written."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch, insert_or_nothing, transaction
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.products.assortments.grid import SAID, asked, matches, said_in
from backend.products.assortments.nearest import Place, changed, nearest
from backend.products.assortments.schemas import (
    AssortmentChangeCard,
    AssortmentChangeIn,
    AssortmentChangeOut,
    ChangedCell,
)
from backend.products.assortments.tree import Tree, read_tree
from backend.products.desk.known_places import place_problems
from backend.products.desk.product import KEEPERS
from backend.products.tables import AssortmentChange
from backend.wire import Bilingual, Sent, build, fingerprint

MOST = 100_000
EXAMPLES = 40
SayingOf = Mapping[UUID, Mapping[Place, bool]]


async def try_change(id: UUID, person: SignedIn, sent: Sent[AssortmentChangeIn]) -> AssortmentChangeOut:
    """Keep what is wanted and say what it would turn; the grid stays as it is.

    Raises `AlreadySent` for another wish under the same id, `Unacceptable` naming what cannot be.
    """
    require_role(person, *KEEPERS)
    draft = sent.document
    async with transaction():
        products = await products_of(draft)
        await check(draft, products)
        row = AssortmentChange(
            id=id,
            person=person.id,
            wanted=draft.wanted,
            products=[str(product) for product in products],
            places=[
                [place.region and str(place.region), place.store and str(place.store)]
                for place in draft.places
            ],
            fingerprint=sent.fingerprint,
            tried_at=datetime.now(UTC),
        )
        if not await insert_or_nothing(row):
            held = await fetch("SELECT fingerprint FROM assortment_change WHERE id = $1", id)
            if held[0]["fingerprint"] != sent.fingerprint:
                raise AlreadySent()
    return await read_change(id, person)


async def products_of(draft: AssortmentChangeIn) -> list[UUID]:
    """List the products that are named, or all that a filter finds."""
    if draft.matching is None:
        return list(dict.fromkeys(draft.products))
    every = f"SELECT id FROM product WHERE sku > $1 AND {matches(draft.matching)} ORDER BY sku"  # noqa: S608
    return [row["id"] for row in await fetch(every, *asked(draft.matching, ""))]


async def check(draft: AssortmentChangeIn, products: Sequence[UUID]) -> None:
    """Raise `Unacceptable` for places and products that do not exist, for none, and for too many."""
    places = [(place.region, place.store) for place in draft.places]
    wrong = await place_problems("places", places, everywhere=True)
    if draft.wanted == "inherit" and (None, None) in places:
        wrong.append(FieldProblem("places", "Nothing is above the company.", "nothing_above"))
    known = await fetch("SELECT count(*) AS count FROM product WHERE id = ANY($1)", products)
    if not products or known[0]["count"] < len(products):
        wrong.append(FieldProblem("products", "Choose products that exist.", "unknown"))
    if len(products) * len(places) > MOST:
        wrong.append(FieldProblem("products", "That is too much at once.", "too_many"))
    if wrong:
        raise Unacceptable(fields=wrong)


async def read_change(id: UUID, person: SignedIn) -> AssortmentChangeOut:
    """Show a change with what it turns: before it was applied by what holds now, afterwards by what held."""
    require_role(person, *KEEPERS)
    row, tree = await head_of(id), await read_tree()
    products, places = names_of(row)
    said = await said_before(row, products)
    turned = turns(tree, said, places, row["wanted"])
    goods = await fetch("SELECT id, sku, name FROM product WHERE id = ANY($1)", products)
    named = {one["id"]: one for one in goods}
    turned.sort(key=lambda cell: named[cell[0]]["sku"])
    company = Bilingual(zh="全公司", en="Whole company")
    return build(
        AssortmentChangeOut,
        {
            **{
                name: row[name]
                for name in ("id", "status", "wanted", "person_name", "tried_at", "applied_at", "undone_at")
            },
            "products": len(products),
            "places": [tree.names.get(place, company) for place in places],
            "version": version_of(await said_now(products)),
            "turned_in": sum(listed for *_, listed in turned),
            "turned_out": sum(not listed for *_, listed in turned),
            "examples": [
                ChangedCell(
                    sku=named[product]["sku"],
                    product=Bilingual(**named[product]["name"]),
                    store=tree.names[store],
                    listed=listed,
                )
                for product, store, listed in turned[:EXAMPLES]
            ],
        },
    )


def turns(tree: Tree, said: SayingOf, places: Sequence[Place], wanted: Any) -> list[tuple[UUID, Place, bool]]:
    """List every product of every store that a change turns, and which way."""
    stores = [(store, tree.chain(store)) for store in tree.stores_under(places)]
    turned = []
    for product, before in said.items():
        after = changed(before, places, wanted)
        if after == before:
            continue
        for store, chain in stores:
            listed, _ = nearest(after, chain)
            if listed != nearest(before, chain)[0]:
                turned.append((product, store, listed))
    return turned


async def turned_out(id: UUID, person: SignedIn) -> list[tuple[UUID, UUID]]:
    """List the products and stores that a change takes apart."""
    require_role(person, *KEEPERS)
    row, tree = await head_of(id), await read_tree()
    products, places = names_of(row)
    turned = turns(tree, await said_before(row, products), places, row["wanted"])
    return [(product, store.store) for product, store, listed in turned if not listed and store.store]


async def head_of(id: UUID, *, lock: bool = False) -> dict[str, Any]:
    """Read a change, else raise `NotFound`."""
    rows = await fetch(
        f"""
        SELECT assortment_change.*, person.name AS person_name FROM assortment_change
            JOIN person ON person.id = person WHERE assortment_change.id = $1
        {"FOR UPDATE OF assortment_change" if lock else ""}
        """,  # noqa: S608
        id,
    )
    if not rows:
        raise NotFound()
    held: dict[str, Any] = rows[0]
    return held


def names_of(row: Mapping[str, Any]) -> tuple[list[UUID], list[Place]]:
    """Return the products and the places of a change."""
    places = [Place(region and UUID(region), store and UUID(store)) for region, store in row["places"]]
    return [UUID(product) for product in row["products"]], places


async def said_now(products: Sequence[UUID]) -> dict[UUID, dict[Place, bool]]:
    """Read what places say of some products."""
    rows = await fetch(f"SELECT id, {SAID} FROM product WHERE id = ANY($1)", products)  # noqa: S608
    return {row["id"]: said_in(row["said"]) for row in rows}


async def said_before(row: Mapping[str, Any], products: Sequence[UUID]) -> dict[UUID, dict[Place, bool]]:
    """Read what places said when a change was applied, or say now where it was not."""
    if row["status"] == "tried":
        return await said_now(products)
    said: dict[UUID, dict[Place, bool]] = {product: {} for product in products}
    for line in row["before"]:
        place = Place(line["region"] and UUID(line["region"]), line["store"] and UUID(line["store"]))
        said[UUID(line["product"])][place] = line["listed"]
    return said


def version_of(said: SayingOf) -> str:
    """Name what is said of some products by its content."""
    lines = (
        [str(product), place.region and str(place.region), place.store and str(place.store), listed]
        for product, held in said.items()
        for place, listed in held.items()
    )
    return fingerprint(sorted(lines, key=lambda line: msgspec.json.encode(line)))


async def list_changes(person: SignedIn) -> list[AssortmentChangeCard]:
    """List the newest changes that were applied."""
    require_role(person, *KEEPERS)
    rows = await fetch(
        """
        SELECT assortment_change.id, status, wanted, person.name AS person_name, applied_at,
            jsonb_array_length(products) AS products, jsonb_array_length(places) AS places
        FROM assortment_change JOIN person ON person.id = person
        WHERE status <> 'tried' ORDER BY applied_at DESC LIMIT 20
        """
    )
    return [build(AssortmentChangeCard, row) for row in rows]
