"""Keep rows as they were read, and find out which product each means: by code, barcode or similar name."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.database import fetch, uuid7
from backend.importing.schemas import FileFinding
from backend.products.importing.line import ProductLine, ProductReader

# Comparing every new name with every product is work of the one times the other.
COMPARISONS = 3_000_000
FEWEST = 200
SIMILAR = 0.6

BY_SKU = """
    UPDATE product_import_row AS given SET verdict = 'update', product = product.id
    FROM product WHERE product_import = $1 AND verdict = 'create' AND product.sku = given.sku
"""
BY_BARCODE = """
    UPDATE product_import_row AS given SET verdict = 'same_barcode', product = found.product
    FROM (
        SELECT DISTINCT ON (own.id) own.id, barcode.product
        FROM product_import_row AS own
        CROSS JOIN LATERAL jsonb_array_elements_text(own.line -> 'barcodes') AS written (digits)
        JOIN barcode ON lpad(barcode.code, 14, '0') = lpad(written.digits, 14, '0')
        WHERE own.product_import = $1 AND own.verdict = 'create' ORDER BY own.id, barcode.product
    ) AS found WHERE given.id = found.id
"""
NOTHING_NEW = """
    UPDATE product_import_row AS given SET verdict = 'same'
    FROM product LEFT JOIN category ON category.id = product.category
    WHERE product_import = $1 AND verdict = 'update' AND product.id = given.product
        AND product.name @> (line -> 'name') AND product.base_unit @> (line -> 'unit')
        AND coalesce(line ->> 'storage', storage_class) = storage_class
        AND coalesce((line ->> 'active')::boolean, product.active) = product.active
        AND coalesce((line #>> '{numbers,life}')::int, shelf_life_days) IS NOT DISTINCT FROM shelf_life_days
        AND (line ->> 'category' IS NULL OR line ->> 'category' IN
            (category.code, category.name ->> 'zh', category.name ->> 'en'))
        AND NOT EXISTS (
            SELECT FROM jsonb_array_elements_text(line -> 'barcodes') AS own WHERE NOT EXISTS (
                SELECT FROM barcode WHERE barcode.product = product.id AND barcode.code = own))
        AND (line ->> 'supplier' IS NULL OR EXISTS (
            SELECT FROM pack JOIN supplier ON supplier.id = pack.supplier
            WHERE pack.product = product.id AND supplier.code = line ->> 'supplier'
                AND pack.base_units = (line #>> '{numbers,pack}')::int
                AND price_minor = (line ->> 'price_minor')::int
                AND coalesce((line #>> '{numbers,minimum}')::int, minimum_packs) = minimum_packs
                AND coalesce((line #>> '{numbers,multiple}')::int, multiple) = multiple
                AND coalesce((line #>> '{numbers,maximum}')::int, maximum_packs)
                    IS NOT DISTINCT FROM maximum_packs))
        AND (coalesce(line #> '{numbers,display}', line #> '{numbers,capacity}') IS NULL OR EXISTS (
            SELECT FROM assortment_line AS shelf
            WHERE shelf.product = product.id AND region IS NULL AND store IS NULL
                AND coalesce((line #>> '{numbers,display}')::int, min_display) = min_display
                AND coalesce((line #>> '{numbers,capacity}')::int, capacity) IS NOT DISTINCT FROM capacity))
"""
BY_NAME = """
    UPDATE product_import_row AS given SET lookalike = found.id, similarity_percent = found.percent
    FROM (
        SELECT new.id AS row_id, near.id, near.percent
        FROM (
            SELECT id, coalesce(line #>> '{name,zh}', line #>> '{name,en}') AS words
            FROM product_import_row WHERE product_import = $1 AND verdict = 'create' ORDER BY row LIMIT $2
        ) AS new
        CROSS JOIN LATERAL (
            SELECT product.id, round(100 * greatest(
                similarity(name ->> 'zh', new.words), similarity(name ->> 'en', new.words)))::int AS percent
            FROM product WHERE (name ->> 'zh') % new.words OR (name ->> 'en') % new.words
            ORDER BY percent DESC, product.id LIMIT 1
        ) AS near
    ) AS found WHERE given.id = found.row_id
"""


async def prepare_reader(sheet: str, columns: dict[str, int]) -> ProductReader:
    """Look up what rows may name."""
    suppliers = {row["code"] for row in await fetch("SELECT code FROM supplier")}
    return ProductReader(sheet, columns, suppliers)


async def keep_lines(id: UUID, lines: Sequence[ProductLine]) -> None:
    """Keep what the rows were read as; a new product has its id from now on."""
    await fetch(
        """
        UPDATE product_import_row SET line = given.line, sku = given.sku, verdict = given.verdict,
            product = given.product, lookalike = NULL, similarity_percent = NULL
        FROM unnest($2::int[], $3::jsonb[], $4::text[], $5::text[], $6::uuid[])
            AS given (row, line, sku, verdict, product)
        WHERE product_import = $1 AND product_import_row.row = given.row
        """,
        id,
        [line.row for line in lines],
        [msgspec.json.encode(line).decode() for line in lines],
        [line.sku for line in lines],
        ["bad" if line.is_bad else "create" for line in lines],
        [None if line.is_bad else uuid7() for line in lines],
    )


async def match_products(id: UUID) -> list[FileFinding]:
    """Match every sound row with the product it means, if there is one; say what was not compared."""
    await fetch("ANALYZE product_import_row")
    for step in (BY_SKU, BY_BARCODE, NOTHING_NEW):
        await fetch(step, id)
    return await find_lookalikes(id)


async def find_lookalikes(id: UUID) -> list[FileFinding]:
    """Find a product with a similar name for new rows, for as many as can be compared in good time."""
    [counted] = await fetch(
        """
        SELECT (SELECT count(*) FROM product) AS products,
            (SELECT count(*) FROM product_import_row WHERE product_import = $1 AND verdict = 'create') AS new
        """,
        id,
    )
    most = max(FEWEST, COMPARISONS // max(1, counted["products"]))
    await fetch("SELECT set_config('pg_trgm.similarity_threshold', $1, true)", str(SIMILAR))
    await fetch(BY_NAME, id, most)
    if counted["new"] <= most:
        return []
    values = {"count": str(most), "all": str(counted["new"])}
    return [FileFinding(level="info", code="names_not_all_compared", values=values)]
