"""A chain after three years: 60 stores, 8 suppliers, 6,000 orders of 10 lines, history and a ledger."""

from uuid import UUID

SUPPLIER = UUID(int=1)
FILL = (
    """INSERT INTO region (id, code, name) VALUES (gen_random_uuid(), 'all', '{"zh": "全", "en": "All"}')""",
    """
    INSERT INTO store (id, code, name, region)
    SELECT gen_random_uuid(), 'P' || n, '{"zh": "店", "en": "Store"}', region.id
    FROM generate_series(1, 60) AS n, region
    """,
    "INSERT INTO person (id, login, name) VALUES ('00000000-0000-0000-0000-000000000001', 'one', 'One')",
    """
    INSERT INTO supplier (id, code, name, email, delivery_weekdays, cut_off, lead_days)
    SELECT lpad(to_hex(n), 32, '0')::uuid, 'S' || n, '{"zh": "供", "en": "Supplier"}', 'a@b.example',
        '[1,2,3,4,5,6,7]', '23:59', 0 FROM generate_series(1, 8) AS n
    """,
    """
    INSERT INTO product (id, sku, name, base_unit)
    SELECT gen_random_uuid(), 'P-' || n, '{"zh": "货", "en": "Goods"}', '{"zh": "件", "en": "piece"}'
    FROM generate_series(1, 400) AS n
    """,
    """
    INSERT INTO pack (id, product, supplier, base_units, price_minor)
    SELECT gen_random_uuid(), id, lpad(to_hex(1 + substr(sku, 3)::int % 8), 32, '0')::uuid, 6, 1200
    FROM product
    """,
    # Five orders a day for three years and a half; those to come are on their way.
    """
    INSERT INTO order_placed (id, store, supplier, delivery_on, asked_for_on, placed_by, received_at, status,
        total_minor, currency, extra)
    SELECT gen_random_uuid(), stores.ids[1 + n % 60], lpad(to_hex(1 + n % 8), 32, '0')::uuid, day, day,
        person.id, day - 1, CASE WHEN day < current_date THEN 'received' ELSE 'sent' END, 48000, 'CNY',
        n % 6 = 0
    FROM generate_series(1, 6040) AS n, person,
        LATERAL (SELECT current_date + 2 - n * 5 / 24 AS day) AS days,
        (SELECT array_agg(id) AS ids FROM store) AS stores
    """,
    """
    INSERT INTO order_line (id, "order", product, packs, pack_base_units, price_minor, suggested_packs)
    SELECT gen_random_uuid(), placed.id, product.id, 2, 6, 1200, 1 + product.place % 3
    FROM order_placed AS placed
        JOIN (SELECT product AS id, supplier, row_number() OVER (PARTITION BY supplier) AS place FROM pack)
            AS product ON product.supplier = placed.supplier AND place <= 10
    """,
    """
    INSERT INTO sheet_edit (id, store, supplier, delivery_on, product, packs, person, device_at, counts_at)
    SELECT gen_random_uuid(), store, supplier, delivery_on, product, packs, placed_by, received_at,
        received_at
    FROM order_placed AS placed JOIN order_line AS line ON line."order" = placed.id
    WHERE hashtext(line.id::text) % 3 = 0 ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO order_deed (id, "order", kind, person, received_at)
    SELECT gen_random_uuid(), id, kind, placed_by, delivery_on
    FROM order_placed, unnest(ARRAY['confirmation', 'receipt']) AS kind WHERE status = 'received'
    """,
    """
    INSERT INTO order_deed_line (id, deed, product, packs, base_units, delivered_price_minor)
    SELECT gen_random_uuid(), deed.id, product, CASE WHEN kind = 'confirmation' THEN packs END, 12,
        CASE WHEN kind = 'receipt' AND hashtext(line.id::text) % 50 = 0 THEN 1300 END
    FROM order_deed AS deed JOIN order_line AS line ON line."order" = deed."order"
    """,
    """
    INSERT INTO delivered ("order", store, supplier, delivery_on, received_at, lines, full_lines,
        ordered_units, received_units, currency, covers_until, followed_at)
    SELECT id, store, supplier, delivery_on, delivery_on, 10, 9, 120, 117, 'CNY', delivery_on + 2, now()
    FROM order_placed WHERE status = 'received'
    """,
    """
    INSERT INTO override_outcome (id, "order", product, store, supplier, reason, suggested_packs, packs,
        received_units, ended_on, basis, used, wasted, went, "left")
    SELECT gen_random_uuid(), placed.id, line.product, store, supplier, 'event', suggested_packs, packs, 12,
        delivery_on + 2, 'counts', 10, 1, 0, 1
    FROM order_placed AS placed JOIN order_line AS line ON line."order" = placed.id
    WHERE status = 'received' AND packs <> suggested_packs AND hashtext(line.id::text) % 3 = 0
    """,
    """
    INSERT INTO order_left_out (id, "order", product, suggested_packs, reason)
    SELECT gen_random_uuid(), placed.id, pack.product, 2, 'no_space'
    FROM order_placed AS placed JOIN pack ON pack.supplier = placed.supplier
    WHERE NOT extra AND hashtext(placed.id::text || pack.product) % 10 = 0
        AND NOT EXISTS (SELECT FROM order_line WHERE "order" = placed.id AND product = pack.product)
    """,
    """
    INSERT INTO stock_entry (id, store, product, kind, base_units, effective_at, recorded_at, person)
    SELECT gen_random_uuid(), placed.store, line.product, 'receipt', 12, delivery_on, delivery_on, placed_by
    FROM order_placed AS placed JOIN order_line AS line ON line."order" = placed.id WHERE status = 'received'
    """,
    """
    INSERT INTO stock_entry (id, store, product, kind, base_units, effective_at, recorded_at, person)
    SELECT gen_random_uuid(), store.id, product.id, 'count', 20, moment, moment, person.id
    FROM store CROSS JOIN product CROSS JOIN person
        CROSS JOIN LATERAL (SELECT now() - n * interval '90 days' AS moment FROM generate_series(1, 4) AS n)
            AS moments
    """,
    """
    INSERT INTO lot (id, entry, expires_on, base_units)
    SELECT gen_random_uuid(), id, effective_at::date + 30, base_units FROM stock_entry
    WHERE kind = 'receipt' AND hashtext(id::text) % 4 = 0
    """,
    """
    INSERT INTO usage_day (id, store, product, used_on, base_units)
    SELECT gen_random_uuid(), store.id, product.id, current_date - ago, 3 + ago % 5
    FROM store CROSS JOIN generate_series(1, 60) AS ago CROSS JOIN product
    WHERE store.code < 'P2' AND sku < 'P-2'
    """,
)
