"""A thousand stores order 40 lines each in the last minute before a cut-off: all in, none lost or doubled."""

import asyncio
import hashlib
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx

from backend.database import connect, disconnect, fetch
from tests.bench.measures import Run, Table, cpu_seconds, noise
from tests.bench.stage import Stage

STORES, PRODUCTS, LINES, SECONDS = 1000, 500, 40, 60
SUPPLIER = UUID(int=0xC07)
ZONE = ZoneInfo("Asia/Shanghai")
FILL = (
    """
    INSERT INTO store (id, code, name, region, latitude_e7, longitude_e7, time_zone, attributes, closed)
    SELECT gen_random_uuid(), 'CUT' || n, '{"zh": "店", "en": "store"}', (SELECT id FROM region LIMIT 1),
        312356000, 1215049000, 'Asia/Shanghai', '{}', false
    FROM generate_series(1, $1) AS n
    """,
    """
    INSERT INTO person (id, login, phone, name, locale, password_hash, active)
    SELECT gen_random_uuid(), 'cut' || n, 'cut' || n, 'Cut ' || n, 'zh', '', true
    FROM generate_series(1, $1) AS n
    """,
    """
    INSERT INTO post (id, person, role, store)
    SELECT gen_random_uuid(), person.id, 'staff', store.id FROM generate_series(1, $1) AS n
        JOIN person ON login = 'cut' || n JOIN store ON code = 'CUT' || n
    """,
)
GOODS = (
    """
    INSERT INTO product (id, sku, name, base_unit, storage_class, active, demand_by)
    SELECT gen_random_uuid(), 'CUT-' || n, '{"zh": "货", "en": "goods"}', '{"zh": "件", "en": "piece"}',
        'ambient', true, 'sales' FROM generate_series(1, $1) AS n
    """,
    """
    INSERT INTO pack (id, product, supplier, base_units, price_minor, minimum_packs, multiple, active)
    SELECT gen_random_uuid(), product.id, '00000000-0000-0000-0000-000000000c07', 6, 1200, 1, 1, true
    FROM generate_series(1, $1) AS n JOIN product ON sku = 'CUT-' || n
    """,
)
HISTORY = """
    INSERT INTO usage_day (id, store, product, used_on, base_units, out_of_stock)
    SELECT gen_random_uuid(), store.id, product.id, current_date - ago, 5 + ago % 7, false
    FROM store CROSS JOIN generate_series(1, 20) AS ago JOIN product ON sku = ANY($1)
    WHERE code LIKE 'CUT%'
"""


async def measure_cut_off(stage: Stage, table: Table) -> None:
    """Place them evenly over the minute, each from a phone of its own, and count what is kept."""
    server = await stage.serve()
    await connect(stage.database_url, pool_size=2)
    try:
        people = await fill_company()
        [row] = await fetch(
            "SELECT array_agg(id ORDER BY sku) AS products FROM product WHERE sku LIKE 'CUT-%'"
        )
        products = [str(id) for id in row["products"][:LINES]]
        day = (datetime.now(ZONE) + timedelta(days=1)).date().isoformat()
        steadiness, process = noise(), server.process
        computed = cpu_seconds(process.pid) if process else 0.0
        begun = time.perf_counter()
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
        async with httpx.AsyncClient(base_url=server.url, timeout=120, limits=limits) as client:
            placing = [order(client, place, *one, products, day, begun) for place, one in enumerate(people)]
            answered = await asyncio.gather(*placing)
        seconds = time.perf_counter() - begun
        computed = (cpu_seconds(process.pid) if process else 0.0) - computed
        kept = await count_kept()
    finally:
        await disconnect()
    run = Run([took for _, took in answered], seconds)
    taken = sum(status == 201 for status, _ in answered)
    result = f"{taken} of {STORES} taken, {kept} in {seconds:.0f} s"
    table.add_run(f"{STORES} stores order {LINES} lines within {SECONDS} s", run, "a second", steadiness)
    table.add("of these kept (orders/lines/stores/told)", result)
    table.add("CPU of the server for one order", f"{computed / STORES * 1000:.1f} ms, worker inside")


async def fill_company() -> list[tuple[str, str]]:
    """Write stores with a person and a session each, and a supplier of 500 products; list who orders."""
    for statement in FILL:
        await fetch(statement, STORES)
    await fill_goods()
    await fetch(HISTORY, [f"CUT-{number}" for number in range(1, LINES + 1)])
    await fetch("ANALYZE")
    rows = await fetch(
        "SELECT store.id AS store, post.person FROM post JOIN store ON store.id = post.store "
        "WHERE code LIKE 'CUT%'"
    )
    tokens = [uuid4().hex for _ in rows]
    await fetch(
        """
        INSERT INTO session (id, token_sha256, person, device, created_at, seen_at, by_pin)
        SELECT gen_random_uuid(), token, person, 'bench', now(), now(), false
        FROM unnest($1::text[], $2::uuid[]) AS made(token, person)
        """,
        [hashlib.sha256(token.encode()).hexdigest() for token in tokens],
        [row["person"] for row in rows],
    )
    return [(str(row["store"]), token) for row, token in zip(rows, tokens, strict=True)]


async def fill_goods() -> None:
    """Write a supplier that comes every day and sells 500 products, once."""
    if await fetch("SELECT 1 FROM supplier WHERE id = $1", SUPPLIER):
        return
    soon = (datetime.now(ZONE) + timedelta(minutes=8)).time().replace(second=0, microsecond=0)
    await fetch(
        """
        INSERT INTO supplier (id, code, name, email, delivery_weekdays, cut_off, lead_days, grace_minutes,
            minimum_order_minor, currency, active, channel, webhook_secret)
        VALUES ($1, 'cut', '{"zh": "截单", "en": "Cut"}', 'orders@cut.example', '[1,2,3,4,5,6,7]', $2, 1, 30,
            0, 'CNY', true, 'email', '')
        """,
        SUPPLIER,
        soon,
    )
    for statement in GOODS:
        await fetch(statement, PRODUCTS)


async def order(
    client: httpx.AsyncClient,
    place: int,
    store: str,
    token: str,
    products: list[str],
    day: str,
    begun: float,
) -> tuple[int, float]:
    """Place one order at its moment of the minute; return the answer and how long it took."""
    await asyncio.sleep(max(0.0, begun + place * SECONDS / STORES - time.perf_counter()))
    now, begin = datetime.now(UTC).isoformat(), time.perf_counter()
    document = {
        "deviceAt": now,
        "estimatedAt": now,
        "store": store,
        "supplier": str(SUPPLIER),
        "deliveryOn": day,
        "lines": [{"product": product, "packs": 1 + place % 3} for product in products],
    }
    reply = await client.put(
        f"/api/orders/{uuid4()}", json=document, headers={"cookie": f"storewalk_session={token}"}
    )
    return reply.status_code, time.perf_counter() - begin


async def count_kept() -> str:
    """Count orders, their lines, the stores they are of, and the events that tell of them."""
    [row] = await fetch(
        """
        SELECT count(*) AS orders, count(DISTINCT store) AS stores,
            (SELECT count(*) FROM order_line JOIN order_placed AS one ON one.id = order_line."order"
                WHERE one.supplier = $1) AS lines,
            (SELECT count(*) FROM event JOIN order_placed AS one ON one.id = event.subject
                WHERE one.supplier = $1 AND event.name = 'order.placed') AS told
        FROM order_placed WHERE supplier = $1
        """,
        SUPPLIER,
    )
    return f"{row['orders']}/{row['lines']}/{row['stores']}/{row['told']}"
