"""Read the assortment: what a store may order, from whom, and how much of it fits there."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.products.schemas import ProductCard, StorageClass
from backend.stores.places import PLACES, at_place
from backend.wire import build

# What the nearest place says of each product; a product of which no place says anything is sold everywhere.
ASSORTMENT = f"""
    {PLACES},
    line AS (
        SELECT DISTINCT ON (product) product, listed, min_display, capacity
        FROM assortment_line JOIN places ON {at_place("assortment_line")} ORDER BY product, distance
    ),
    sold AS (
        SELECT product.*, coalesce(min_display, 0) AS min_display, capacity
        FROM product LEFT JOIN line ON line.product = product.id
        WHERE active AND (listed OR listed IS NULL AND NOT EXISTS (
            SELECT FROM assortment_line AS elsewhere WHERE elsewhere.product = product.id))
    )
"""  # noqa: S608


class PackRow(msgspec.Struct, frozen=True, kw_only=True):
    """One product as one supplier sells it to a store."""

    product: UUID
    supplier: UUID
    sku: str
    name: dict[str, str]
    base_unit: dict[str, str]
    storage_class: StorageClass
    shelf_life_days: int | None
    demand_by: str
    round_up_from: int | None
    min_display: int
    capacity: int | None
    base_units: int
    price_minor: int
    minimum_packs: int
    multiple: int
    maximum_packs: int | None


async def list_products(person: SignedIn, store: UUID) -> list[ProductCard]:
    """List what a store can order at all, in order of sku; small enough to be kept on every phone."""
    await load_store(person, store)
    rows = await fetch(
        f"""
        WITH RECURSIVE {ASSORTMENT}
        SELECT sold.id, sku, sold.name, base_unit, storage_class, category.name AS category,
            array_agg(DISTINCT supplier) AS suppliers,
            ARRAY(SELECT code FROM barcode WHERE barcode.product = sold.id ORDER BY code) AS barcodes
        FROM sold JOIN pack ON pack.product = sold.id AND pack.active
            LEFT JOIN category ON category.id = sold.category
        GROUP BY sold.id, sku, sold.name, base_unit, storage_class, category.name ORDER BY sku
        """,  # noqa: S608
        store,
    )
    return [build(ProductCard, row) for row in rows]


async def packs_of(
    store: UUID, suppliers: Sequence[UUID], only: Sequence[UUID] | None = None
) -> list[PackRow]:
    """List what the given suppliers sell to a store, in order of sku; `only` asks for some products."""
    rows = await fetch(
        f"""
        WITH RECURSIVE {ASSORTMENT}
        SELECT product, supplier, sku, name, base_unit, storage_class, shelf_life_days, demand_by,
            round_up_from, min_display, capacity, pack.base_units, price_minor, minimum_packs, multiple,
            maximum_packs
        FROM pack JOIN sold ON sold.id = pack.product
        WHERE supplier = ANY($2) AND pack.active AND ($3::uuid[] IS NULL OR product = ANY($3)) ORDER BY sku
        """,  # noqa: S608
        store,
        list(suppliers),
        None if only is None else list(only),
    )
    return [msgspec.convert(row, PackRow) for row in rows]
