"""Suggestions per second on one core, a sheet of 500 lines, and the import of the real products."""

import asyncio
import csv
import gzip
import os
import time
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from backend.demand.forecast import Forecast
from backend.ordering.offers import Span, Stock, make_line
from backend.products.reading import PackRow
from backend.sheets.written import Column, SheetOut, write_delimited
from backend.stock.ledger import Holding, ParRow
from tests.bench.measures import Run, Table, noise
from tests.bench.sheet import measure_sheet_on_phone
from tests.bench.stage import Stage

LINES, STORES_MEASURED, OPENED = 500, 40, 60
MONDAY = date(2026, 11, 23)
SHARED = Path(os.environ.get("STOREWALK_SHARED", Path(__file__).parents[3] / "shared"))
REAL = SHARED / "data" / "products_off" / "products.csv.gz"
WORDS = {"zh": "商品", "en": "product"}


async def measure_suggestions(stage: Stage, table: Table) -> None:
    """Suggest for stores of 500 products each; 1,000 such stores are 500,000 lines."""
    packs = [pack_row(number) for number in range(LINES)]
    stock = stock_of(packs)
    span = Span(MONDAY, (600, 1440), MONDAY + timedelta(days=2), MONDAY + timedelta(days=4))
    begin, computing, steadiness = time.perf_counter(), time.process_time(), noise()
    begin, computing = time.perf_counter(), time.process_time()
    for _ in range(STORES_MEASURED):
        for pack in packs:
            make_line(pack, stock, span)
    seconds, core = time.perf_counter() - begin, time.process_time() - computing
    rate = STORES_MEASURED * LINES / core
    whole = 1000 * LINES / rate
    result = f"{rate:.0f} a second on one core; 1,000 stores in {whole:.0f} s"
    table.add("suggestions with explanation", result, f"{seconds:.1f} s here", "", steadiness)


def pack_row(number: int) -> PackRow:
    """A product as a supplier sells it; every third one is fresh, every fifth has little room."""
    return PackRow(
        product=UUID(int=number + 1),
        supplier=UUID(int=1),
        sku=f"B-{number:04}",
        name=WORDS,
        base_unit=WORDS,
        storage_class="chilled" if number % 3 == 0 else "ambient",
        shelf_life_days=12 if number % 3 == 0 else None,
        demand_by="sales",
        round_up_from=None,
        min_display=number % 7,
        capacity=40 if number % 5 == 0 else None,
        base_units=1 + number % 12,
        price_minor=1000 + number,
        minimum_packs=1 + number % 2,
        multiple=1,
        maximum_packs=None,
    )


def stock_of(packs: list[PackRow]) -> Stock:
    """What is held, expected and coming of each."""
    return Stock(
        {
            pack.product: Holding(product=pack.product, base_units=place % 50, counted_at=None)
            for place, pack in enumerate(packs)
        },
        {pack.product: ParRow(product=pack.product, base_units=40, safety_units=8) for pack in packs},
        {pack.product: {MONDAY + timedelta(days=2): 6} for pack in packs[::4]},
        {
            pack.product: Forecast(basis="sales", per_day=tuple(4000 + 250 * day for day in range(20)))
            for pack in packs
        },
        {},
    )


async def measure_products(stage: Stage, table: Table) -> None:
    """Import the real products, the first 500 with a supplier, then open the sheet that has them all."""
    if not REAL.exists():
        table.add("import of the real products", f"skipped: {REAL} is not here")
        return
    server = await stage.serve()
    chen, zhao = await stage.cookie_of(server, "chen"), await stage.cookie_of(server, "zhao")
    async with httpx.AsyncClient(base_url=server.url, timeout=190) as client:
        await import_all(client, chen, table)
        await open_sheet(client, zhao, table)
    await measure_sheet_on_phone(f"http://localhost:{server.port}", stage, "zhao", table)


async def import_all(client: httpx.AsyncClient, cookie: str, table: Table) -> None:
    """Try the file out and apply it; rows with a wrong check digit are left out."""
    content, rows = real_file()
    steadiness, address, headers = noise(), f"/api/product-imports/{uuid4()}", {"cookie": cookie}
    begin = time.perf_counter()
    trying = asyncio.ensure_future(
        client.put(f"{address}?name=products.csv", content=content, headers=headers)
    )
    told = await told_meanwhile(client, address, headers, trying)
    tried = trying.result().raise_for_status().json()
    tried_in = time.perf_counter() - begin
    bad, begin = tried["counts"]["bad"], time.perf_counter()
    word = {"existing": "overwrite", "lookalikes": "create", "leaveBadOut": True}
    applying = asyncio.ensure_future(client.put(f"{address}/application", json=word, headers=headers))
    told |= await told_meanwhile(client, address, headers, applying)
    applying.result().raise_for_status()
    applied_in = time.perf_counter() - begin
    result = f"tried out in {tried_in:.1f} s, applied in {applied_in:.1f} s; {bad} bad rows named"
    seen = f"{len(told)} different progresses seen"
    table.add(f"import of {rows} real products", f"{result}; {seen}", "", "", steadiness)


async def told_meanwhile(
    client: httpx.AsyncClient, address: str, headers: dict[str, str], work: "asyncio.Future[httpx.Response]"
) -> set[str]:
    """Ask every half second how far the file is, as the page does every second; return what was told."""
    told = set()
    while not work.done():
        reply = (await client.get(f"{address}/progress", headers=headers)).json()
        if reply["stage"]:
            told.add(f"{reply['stage']} {reply['done']}")
        await asyncio.wait([work], timeout=0.5)
    return told


def real_file() -> tuple[bytes, int]:
    """The real products with their barcodes; the first 500 good ones can be ordered."""
    with gzip.open(REAL, "rt") as file:
        found = list(csv.DictReader(file))
    sold, rows = 0, []
    for line in found:
        good = line["valid_check_digit"] == "True" and sold < LINES
        sold += good
        rows.append(
            [line["barcode"], line["name"], *(["morning-dairy", 12, "24.50"] if good else [None] * 3)]
        )
    columns = [Column(name) for name in ("barcode", "name", "供应商编码", "箱规", "箱价")]
    return write_delimited(SheetOut("x", columns, rows)), len(rows)


async def open_sheet(client: httpx.AsyncClient, cookie: str, table: Table) -> None:
    """Open the sheet again and again, as the server answers it."""
    headers = {"cookie": cookie}
    store = (await client.get("/api/me", headers=headers)).json()["stores"][0]["id"]
    sheets = (await client.get(f"/api/stores/{store}/order-sheets", headers=headers)).json()
    dairy = next(one["supplier"] for one in sheets if one["supplierName"]["en"] == "Morning Dairy")
    times, lines, begun = [], 0, time.perf_counter()
    for _ in range(OPENED):
        begin = time.perf_counter()
        reply = await client.get(f"/api/stores/{store}/order-sheets/{dairy}", headers=headers)
        times.append(time.perf_counter() - begin)
        lines = len(reply.json()["lines"])
    p95 = sorted(times)[len(times) * 95 // 100] * 1000
    run = Run(times, time.perf_counter() - begun)
    table.add_run(f"opening a sheet of {lines} lines, p95 {p95:.0f} ms", run, "sheets/s", noise())
