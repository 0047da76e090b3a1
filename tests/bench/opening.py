"""Opening a sheet of 500 lines with eight weeks of history: at the server, and from the tap on the phone."""

import time

import httpx
from playwright.async_api import Page, async_playwright

from backend.database import connect, disconnect, fetch
from tests.bench.cut_off import PRODUCTS, SUPPLIER, fill_goods
from tests.bench.measures import Run, Table, noise, percentile
from tests.bench.stage import PASSWORD, Stage
from tests.browser.phone import CHROMIUM, FLAGS, PHONE

OPENED, TAPPED = 60, 8
HISTORY = """
    INSERT INTO usage_day (id, store, product, used_on, base_units, out_of_stock)
    SELECT gen_random_uuid(), store.id, product.id, current_date - ago, 3 + ago % 7, false
    FROM store CROSS JOIN generate_series(1, 56) AS ago JOIN product ON sku LIKE 'CUT-%'
    WHERE store.id = $1
"""
# A line that is painted can be tapped: Vue puts the handlers on before it puts the element in.
TAP = """(link) => new Promise((resolve) => {
  const begun = performance.now()
  link.click()
  const look = () => document.querySelector('li.line')
    ? requestAnimationFrame(() => resolve(performance.now() - begun)) : requestAnimationFrame(look)
  look()
})"""


async def measure_opening(stage: Stage, table: Table) -> None:
    """Ask the server again and again, then tap the delivery on a phone."""
    server = await stage.serve("--no-worker")
    cookie = await stage.cookie_of(server, "zhao")
    async with httpx.AsyncClient(base_url=server.url, timeout=60, headers={"cookie": cookie}) as client:
        store = (await client.get("/api/me")).json()["stores"][0]["id"]
        await connect(stage.database_url, pool_size=2)
        try:
            await fill_goods()
            await fetch(HISTORY, store)
            await fetch("ANALYZE")
        finally:
            await disconnect()
        times, begun, steadiness = [], time.perf_counter(), noise()
        for _ in range(OPENED):
            begin = time.perf_counter()
            reply = await client.get(f"/api/stores/{store}/order-sheets/{SUPPLIER}")
            times.append(time.perf_counter() - begin)
            assert len(reply.json()["lines"]) == PRODUCTS
    run = Run(times, time.perf_counter() - begun)
    p95 = percentile(times, 95) * 1000
    table.add_run(f"opening a sheet of {PRODUCTS} lines, p95 {p95:.0f} ms", run, "a second", steadiness)
    await tap_it(stage, f"http://localhost:{server.port}", table)


async def tap_it(stage: Stage, origin: str, table: Table) -> None:
    """Tap the delivery on a phone that holds its sheet, and on one that opens it for the first time."""
    async with async_playwright() as driver:
        phone = await driver.chromium.launch_persistent_context(
            str(stage.place / "sheet-profile"), executable_path=CHROMIUM, args=FLAGS, viewport=PHONE,
            locale="zh-CN", is_mobile=True, has_touch=True,
        )  # fmt: skip
        try:
            page = phone.pages[0]
            await page.goto(f"{origin}/sign-in")
            await page.locator("input[autocomplete=username]").fill("zhao")
            await page.locator("input[type=password]").fill(PASSWORD)
            await page.locator("button[type=submit]").click()
            await page.wait_for_url(lambda address: "/sign-in" not in address)
            times, steadiness = [], noise()
            for _ in range(TAPPED + 1):
                times.append(await tap(page, origin))
        finally:
            await phone.close()
    first, again = times[0], times[1:]
    result = f"{percentile(again, 50):.0f} ms, median of {TAPPED} ({min(again):.0f} to {max(again):.0f})"
    table.add("tap to paint of the sheet, held on the phone", result, noise=steadiness)
    table.add("the same for the first time, from the server", f"{first:.0f} ms")


async def tap(page: Page, origin: str) -> float:
    """Open the list of deliveries, tap the one of the 500, and return how long its lines took."""
    await page.goto(f"{origin}/orders")
    link = page.locator("a.delivery", has_text="截单").first
    await link.wait_for(timeout=60_000)
    took: float = await link.evaluate(TAP)
    return took
