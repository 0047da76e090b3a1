"""The steps by which rows of an import become products; each takes the import and the verdicts to write."""

CHOSEN = """
    chosen AS (
        SELECT given.product, line, verdict FROM product_import_row AS given
        WHERE product_import = $1 AND verdict <> 'bad'
            AND CASE WHEN verdict = 'create' AND lookalike IS NOT NULL THEN 'similar' ELSE verdict END
                = ANY($2::text[])
    )
"""
# Of several rows that mean one product the first counts.
ONE_EACH = f"""
    WITH {CHOSEN}, one AS (SELECT DISTINCT ON (product) * FROM chosen ORDER BY product, line -> 'row')
"""

KEEP_WHAT_WAS = f"""
    {ONE_EACH}
    INSERT INTO product_import_change (product_import, product, before)
    SELECT $1, one.product, CASE WHEN held.id IS NOT NULL THEN jsonb_build_object(
        'product', to_jsonb(held),
        'barcodes', (SELECT coalesce(jsonb_agg(to_jsonb(barcode)), '[]') FROM barcode
            WHERE barcode.product = held.id),
        'packs', (SELECT coalesce(jsonb_agg(to_jsonb(pack)), '[]') FROM pack WHERE pack.product = held.id),
        'shelves', (SELECT coalesce(jsonb_agg(to_jsonb(shelf)), '[]') FROM assortment_line AS shelf
            WHERE shelf.product = held.id AND region IS NULL AND store IS NULL)) END
    FROM one LEFT JOIN product AS held ON held.id = one.product
"""
CATEGORIES = f"""
    {ONE_EACH}
    INSERT INTO category (id, code, name)
    SELECT gen_random_uuid(), words, jsonb_build_object('zh', words, 'en', words)
    FROM (
        SELECT DISTINCT line ->> 'category' AS words FROM one WHERE line ->> 'category' IS NOT NULL) AS named
    WHERE NOT EXISTS (
        SELECT FROM category AS held WHERE words IN (held.code, held.name ->> 'zh', held.name ->> 'en'))
    ON CONFLICT (code) DO NOTHING
"""
CATEGORY = """
    (SELECT category.id FROM category WHERE line ->> 'category'
        IN (category.code, category.name ->> 'zh', category.name ->> 'en') ORDER BY category.code LIMIT 1)
"""
PRODUCTS = f"""
    {ONE_EACH}
    INSERT INTO product
        (id, sku, name, base_unit, storage_class, shelf_life_days, active, category, demand_by)
    SELECT product, line ->> 'sku',
        jsonb_build_object('zh', coalesce(line #>> '{{name,zh}}', line #>> '{{name,en}}'),
            'en', coalesce(line #>> '{{name,en}}', line #>> '{{name,zh}}')),
        jsonb_build_object('zh', coalesce(line #>> '{{unit,zh}}', line #>> '{{unit,en}}', '件'),
            'en', coalesce(line #>> '{{unit,en}}', line #>> '{{unit,zh}}', 'piece')),
        coalesce(line ->> 'storage', 'ambient'), (line #>> '{{numbers,life}}')::int,
        coalesce((line ->> 'active')::boolean, true), {CATEGORY}, 'sales'
    FROM one WHERE verdict = 'create'
"""
OVERWRITTEN = f"""
    {ONE_EACH}
    UPDATE product SET name = name || (line -> 'name'), base_unit = base_unit || (line -> 'unit'),
        storage_class = coalesce(line ->> 'storage', storage_class),
        shelf_life_days = coalesce((line #>> '{{numbers,life}}')::int, shelf_life_days),
        active = coalesce((line ->> 'active')::boolean, active), category = coalesce({CATEGORY}, category)
    FROM one WHERE product.id = one.product AND verdict <> 'create'
"""
BARCODES = f"""
    {ONE_EACH}
    INSERT INTO barcode (id, code, product, base_units)
    SELECT gen_random_uuid(), code, product, 1
    FROM one CROSS JOIN LATERAL jsonb_array_elements_text(line -> 'barcodes') AS code
    ON CONFLICT (code) DO NOTHING
"""
PACKS = f"""
    {ONE_EACH}
    INSERT INTO pack
        (id, product, supplier, base_units, price_minor, minimum_packs, multiple, maximum_packs, active)
    SELECT gen_random_uuid(), product, supplier.id, (line #>> '{{numbers,pack}}')::int,
        (line ->> 'price_minor')::int, coalesce((line #>> '{{numbers,minimum}}')::int, 1),
        coalesce((line #>> '{{numbers,multiple}}')::int, 1), (line #>> '{{numbers,maximum}}')::int, true
    FROM one JOIN supplier ON supplier.code = line ->> 'supplier'
    ON CONFLICT (product, supplier) DO UPDATE SET base_units = excluded.base_units,
        price_minor = excluded.price_minor, minimum_packs = excluded.minimum_packs,
        multiple = excluded.multiple, maximum_packs = excluded.maximum_packs, active = true
"""
SHELVES_GONE = f"""
    {ONE_EACH}
    DELETE FROM assortment_line AS shelf USING one
    WHERE shelf.product = one.product AND region IS NULL AND store IS NULL
        AND coalesce(line #> '{{numbers,display}}', line #> '{{numbers,capacity}}') IS NOT NULL
"""
SHELVES = f"""
    {ONE_EACH}
    INSERT INTO assortment_line (id, product, listed, min_display, capacity)
    SELECT gen_random_uuid(), product, true, coalesce((line #>> '{{numbers,display}}')::int, 0),
        (line #>> '{{numbers,capacity}}')::int
    FROM one WHERE coalesce(line #> '{{numbers,display}}', line #> '{{numbers,capacity}}') IS NOT NULL
"""
STEPS = (
    KEEP_WHAT_WAS, CATEGORIES, PRODUCTS, OVERWRITTEN, BARCODES, PACKS, SHELVES_GONE, SHELVES,
)  # fmt: skip
