"""Write the rows of one product; each statement takes what is no longer there away."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.database import fetch, uuid7
from backend.products.desk.schemas import BarcodeIn, PackIn, ProductDocument, ShelfIn


async def write_product(id: UUID, wanted: ProductDocument) -> None:
    """Write the product's own row."""
    await fetch(
        """
        INSERT INTO product (id, sku, name, base_unit, storage_class, shelf_life_days, active, category,
            demand_by, round_up_from)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, name = excluded.name,
            base_unit = excluded.base_unit, storage_class = excluded.storage_class,
            shelf_life_days = excluded.shelf_life_days, active = excluded.active,
            category = excluded.category, demand_by = excluded.demand_by,
            round_up_from = excluded.round_up_from
        """,
        id,
        wanted.sku,
        msgspec.to_builtins(wanted.name),
        msgspec.to_builtins(wanted.base_unit),
        wanted.storage_class,
        wanted.shelf_life_days,
        wanted.active,
        wanted.category,
        wanted.demand_by,
        wanted.round_up_from,
    )


async def write_barcodes(product: UUID, barcodes: Sequence[BarcodeIn]) -> None:
    """Put the barcodes in the place of those there were."""
    codes = [one.code for one in barcodes]
    await fetch("DELETE FROM barcode WHERE product = $1 AND code <> ALL($2)", product, codes)
    await fetch(
        """
        INSERT INTO barcode (id, code, product, base_units)
        SELECT id, code, $1, base_units FROM unnest($2::uuid[], $3::text[], $4::int[])
            AS given(id, code, base_units)
        ON CONFLICT (code) DO UPDATE SET base_units = excluded.base_units
        """,
        product,
        [uuid7() for _ in barcodes],
        codes,
        [one.base_units for one in barcodes],
    )


async def write_packs(product: UUID, packs: Sequence[PackIn]) -> None:
    """Put the packs in the place of those there were; each keeps its id while its supplier stays."""
    suppliers = [one.supplier for one in packs]
    await fetch("DELETE FROM pack WHERE product = $1 AND supplier <> ALL($2)", product, suppliers)
    await fetch(
        """
        INSERT INTO pack
            (id, product, supplier, base_units, price_minor, minimum_packs, multiple, maximum_packs, active)
        SELECT id, $1, supplier, base_units, price_minor, minimum_packs, multiple, maximum_packs, active
        FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::bool[])
            AS given(id, supplier, base_units, price_minor, minimum_packs, multiple, maximum_packs, active)
        ON CONFLICT (product, supplier) DO UPDATE SET base_units = excluded.base_units,
            price_minor = excluded.price_minor, minimum_packs = excluded.minimum_packs,
            multiple = excluded.multiple, maximum_packs = excluded.maximum_packs, active = excluded.active
        """,
        product,
        [uuid7() for _ in packs],
        suppliers,
        [one.base_units for one in packs],
        [one.price_minor for one in packs],
        [one.minimum_packs for one in packs],
        [one.multiple for one in packs],
        [one.maximum_packs for one in packs],
        [one.active for one in packs],
    )


async def write_shelves(product: UUID, shelves: Sequence[ShelfIn]) -> None:
    """Put what places say in the place of what they said."""
    await fetch("DELETE FROM assortment_line WHERE product = $1", product)
    await fetch(
        """
        INSERT INTO assortment_line (id, product, region, store, listed, min_display, capacity)
        SELECT id, $1, region, store, listed, min_display, capacity
        FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bool[], $6::int[], $7::int[])
            AS given(id, region, store, listed, min_display, capacity)
        """,
        product,
        [uuid7() for _ in shelves],
        [one.region for one in shelves],
        [one.store for one in shelves],
        [one.listed for one in shelves],
        [one.min_display for one in shelves],
        [one.capacity for one in shelves],
    )
