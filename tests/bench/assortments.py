"""The grid of assortments at 1,000 stores and 5,000 products: pages of it, and a change tried and applied."""

import time
from uuid import UUID, uuid4

import httpx

from backend.database import connect, disconnect, fetch
from tests.bench.measures import Run, Table, noise, percentile
from tests.bench.stage import Stage

STORES, PRODUCTS, ROUNDS = 1000, 5000, 10
REGION = UUID(int=0x64)
FILL = (
    f"""
    INSERT INTO region (id, code, name, parent)
    SELECT '{REGION}', 'GRID', '{{"zh": "格", "en": "Grid"}}', id FROM region WHERE parent IS NULL LIMIT 1
    """,
    f"""
    INSERT INTO store (id, code, name, region)
    SELECT gen_random_uuid(), 'GRID' || n, '{{"zh": "店", "en": "store"}}', '{REGION}'
    FROM generate_series(1, {STORES}) AS n
    """,
    f"""
    INSERT INTO product (id, sku, name, base_unit)
    SELECT gen_random_uuid(), 'GRID-' || n, '{{"zh": "货", "en": "goods"}}', '{{"zh": "件", "en": "piece"}}'
    FROM generate_series(1, {PRODUCTS}) AS n
    """,
    # Every fifth product is sold in this region only, every second of those not in its first store.
    f"""
    INSERT INTO assortment_line (id, product, region, store, listed)
    SELECT gen_random_uuid(), product.id, place.region, place.store, place.listed
    FROM product CROSS JOIN (
        VALUES ('{REGION}'::uuid, NULL::uuid, true),
            (NULL, (SELECT id FROM store WHERE code = 'GRID1'), false)
    ) AS place(region, store, listed)
    WHERE sku LIKE 'GRID-%' AND substr(sku, 6)::int % 5 = 0
        AND (place.region IS NOT NULL OR substr(sku, 6)::int % 10 = 0)
    """,
    "ANALYZE",
)


async def measure_assortments(stage: Stage, table: Table) -> None:
    """Read pages as HQ does, then take a hundred products out of every store of the region."""
    server = await stage.serve("--no-worker")
    await connect(stage.database_url, pool_size=2)
    try:
        for statement in FILL:
            await fetch(statement)
    finally:
        await disconnect()
    headers = {"cookie": await stage.cookie_of(server, "chen")}
    async with httpx.AsyncClient(base_url=server.url, timeout=120, headers=headers) as client:
        await read_pages(client, table)
        await change(client, table)
    stage.house.remove()


async def read_pages(client: httpx.AsyncClient, table: Table) -> None:
    """Ask for pages of products against places; the first round warms up and is not counted."""
    inside: dict[str, str | int] = {"inside": str(REGION)}
    asked: list[dict[str, str | int]] = [
        {},
        inside | {"column": 0},
        inside | {"column": 900},
        inside | {"search": "GRID-12"},
        {"after": "GRID-4"},
    ]
    times, steadiness = [], noise()
    for number in range(ROUNDS + 1):
        for question in asked:
            begin = time.perf_counter()
            reply = await client.get("/api/assortments", params=question)
            reply.raise_for_status()
            if number:
                times.append(time.perf_counter() - begin)
    p95 = percentile(times, 95) * 1000
    what = f"page of the grid of {PRODUCTS:,} products and {STORES:,} stores, p95 {p95:.0f} ms"
    table.add_run(what, Run(times, sum(times)), "a second", steadiness)


async def change(client: httpx.AsyncClient, table: Table) -> None:
    """Try a change of every product that a search finds, and apply it."""
    address, steadiness, begin = f"/api/assortment-changes/{uuid4()}", noise(), time.perf_counter()
    wish = {
        "wanted": "out",
        "places": [{"region": str(REGION), "store": None}],
        "matching": {"search": "GRID-12"},
    }
    tried = await client.put(address, json=wish)
    tried.raise_for_status()
    tried_in, begin = time.perf_counter() - begin, time.perf_counter()
    word = {"basedOn": tried.json()["version"]}
    (await client.put(f"{address}/application", json=word)).raise_for_status()
    cells = tried.json()["turnedOut"]
    result = f"tried in {tried_in:.1f} s, applied in {time.perf_counter() - begin:.1f} s"
    table.add(f"change of the grid that turns {cells:,} cells", result, noise=steadiness)
