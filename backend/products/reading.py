"""Read the assortment: what the company's suppliers sell."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.database import fetch
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.products.schemas import ProductCard, StorageClass
from backend.wire import build


class PackRow(msgspec.Struct, frozen=True, kw_only=True):
    """One product as one supplier sells it."""

    product: UUID
    supplier: UUID
    sku: str
    name: dict[str, str]
    base_unit: dict[str, str]
    storage_class: StorageClass
    base_units: int
    price_minor: int
    minimum_packs: int
    multiple: int


async def list_products(person: SignedIn, store: UUID) -> list[ProductCard]:
    """List what a store can order at all, in order of sku; small enough to be kept on every phone."""
    await load_store(person, store)
    rows = await fetch(
        """
        SELECT product.id, sku, name, base_unit, storage_class,
            array_agg(supplier ORDER BY supplier) AS suppliers
        FROM product JOIN pack ON pack.product = product.id
        WHERE active GROUP BY product.id ORDER BY sku
        """
    )
    return [build(ProductCard, row) for row in rows]


async def packs_of(suppliers: Sequence[UUID]) -> list[PackRow]:
    """List what the given suppliers sell, in order of sku."""
    rows = await fetch(
        """
        SELECT product, supplier, sku, name, base_unit, storage_class, pack.base_units, price_minor,
            minimum_packs, multiple
        FROM pack JOIN product ON product.id = pack.product
        WHERE supplier = ANY($1) AND active ORDER BY sku
        """,
        list(suppliers),
    )
    return [msgspec.convert(row, PackRow) for row in rows]
