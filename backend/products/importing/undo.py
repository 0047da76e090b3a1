"""Undo an import of products: what it made goes, and what it changed is again as it was."""

from uuid import UUID

import asyncpg

from backend.database import fetch, transaction

CHUNK = 1_000
CHANGED_LATER = """
    SELECT 1 FROM product_import_change AS own
    JOIN product_import_change AS later ON later.product = own.product
    JOIN product_import AS this ON this.id = own.product_import
    JOIN product_import AS other ON other.id = later.product_import
    WHERE own.product_import = $1 AND other.status = 'applied' AND other.applied_at > this.applied_at
    UNION ALL
    SELECT 1 FROM event JOIN product_import AS this ON this.id = $1
    JOIN product_import_change AS own ON own.product_import = this.id AND own.product = event.subject
    WHERE event.name = 'product.kept' AND event.at > this.applied_at LIMIT 1
"""
RESTORE = (
    """
    UPDATE product SET (sku, name, base_unit, storage_class, shelf_life_days, active, category) = (
        SELECT sku, name, base_unit, storage_class, shelf_life_days, active, category
        FROM jsonb_populate_record(NULL::product, before -> 'product'))
    FROM product_import_change AS own
    WHERE own.product_import = $1 AND before IS NOT NULL AND product.id = own.product
    """,
    """
    DELETE FROM barcode USING product_import_change AS own
    WHERE own.product_import = $1 AND barcode.product = own.product AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(own.before -> 'barcodes') AS held
        WHERE held ->> 'id' = barcode.id::text)
    """,
    """
    UPDATE pack SET (base_units, price_minor, minimum_packs, multiple, maximum_packs, active) = (
        was.base_units, was.price_minor, was.minimum_packs, was.multiple, was.maximum_packs, was.active)
    FROM product_import_change AS own
    CROSS JOIN LATERAL jsonb_populate_recordset(NULL::pack, own.before -> 'packs') AS was
    WHERE own.product_import = $1 AND pack.id = was.id
    """,
    """
    DELETE FROM pack USING product_import_change AS own
    WHERE own.product_import = $1 AND pack.product = own.product AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(own.before -> 'packs') AS held WHERE held ->> 'id' = pack.id::text)
    """,
    """
    DELETE FROM assortment_line AS shelf USING product_import_change AS own
    WHERE own.product_import = $1 AND shelf.product = own.product AND region IS NULL AND store IS NULL
    """,
    """
    INSERT INTO assortment_line
    SELECT was.* FROM product_import_change AS own
    CROSS JOIN LATERAL jsonb_populate_recordset(NULL::assortment_line, own.before -> 'shelves') AS was
    WHERE own.product_import = $1
    """,
)


async def restore(id: UUID) -> None:
    """Put back what stood there; a product that has been ordered or counted since is switched off instead."""
    for step in RESTORE:
        await fetch(step, id)
    await remove_made(id)


async def remove_made(id: UUID) -> None:
    """Remove the products that the import made, a thousand at a time, one by one where some are in use."""
    rows = await fetch(
        "SELECT product FROM product_import_change WHERE product_import = $1 AND before IS NULL ORDER BY id",
        id,
    )
    made = [row["product"] for row in rows]
    for start in range(0, len(made), CHUNK):
        chunk = made[start : start + CHUNK]
        if not await remove(chunk):
            for product in chunk:
                if not await remove([product]):
                    await fetch("UPDATE product SET active = false WHERE id = $1", product)


async def remove(products: list[UUID]) -> bool:
    """Remove products unless something refers to one of them."""
    try:
        async with transaction():
            await fetch("DELETE FROM product WHERE id = ANY($1)", products)
    except asyncpg.IntegrityConstraintViolationError:
        return False
    return True
