"""What a phone downloads before it shows Today, and how soon Today is there in a basement."""

import asyncio
from collections import Counter
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page, Request, async_playwright

from tests.bench.measures import Table, noise, percentile
from tests.bench.stage import PASSWORD, Stage
from tests.browser.phone import CHROMIUM, FLAGS, PHONE

LIMIT_KB = 200
STARTS = 10
VISIT = "main a.visit"
# A visit that is painted can be tapped: Vue puts the handlers on before it puts the element in.
WATCH = f"""
  window.shown = new Promise((resolve) => (function look() {{
    if (document.querySelector('{VISIT}')) resolve(performance.now())
    else requestAnimationFrame(look)
  }})())
"""
PLACE = {"viewport": PHONE, "locale": "zh-CN", "is_mobile": True, "has_touch": True}


async def measure_phone(stage: Stage, table: Table) -> None:
    """Sign in on a new phone, then open Today again and again after the server has gone."""
    server = await stage.serve()
    origin = f"http://localhost:{server.port}"
    async with async_playwright() as driver:
        phone = await driver.chromium.launch_persistent_context(
            str(stage.place / "profile"), executable_path=CHROMIUM, args=FLAGS, **PLACE
        )
        try:
            await measure_first_load(phone, origin, table)
            stage.house.remove()
            steadiness = noise()
            times = [await start_offline(phone, origin) for _ in range(STARTS)]
        finally:
            await phone.close()
    fastest, median, slowest = min(times), percentile(times, 50), max(times)
    result = f"{median * 1000:.0f} ms, median of {STARTS} ({fastest * 1000:.0f} to {slowest * 1000:.0f})"
    table.add("warm start to Today, server gone", result, noise=steadiness)


async def measure_first_load(phone: BrowserContext, origin: str, table: Table) -> None:
    """Count what comes over the line until Today is there, and what is fetched ahead after that."""
    finished: list[Request] = []
    phone.on("requestfinished", lambda request: finished.append(request))
    page = phone.pages[0]
    await page.goto(f"{origin}/sign-in")
    await page.locator("input[autocomplete=username]").fill("wang")
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("button[type=submit]").click()
    await page.locator(VISIT).first.wait_for()
    shown = list(finished)
    await wait_until_all_is_held(page, finished)
    first, ahead = await count_bytes(shown), await count_bytes(finished)
    say = "{:.1f} KB".format
    table.add("first load, app (brotli) as Wang", f"{say(first['app'] / 1000)} of at most {LIMIT_KB} KB")
    table.add("first load, documents until Today", say(first["documents"] / 1000))
    table.add("ahead, rest of the app by the service worker", say(ahead["precache"] / 1000))
    table.add("ahead, documents to hold offline", say((ahead["documents"] - first["documents"]) / 1000))
    table.add("ahead, photos to hold offline", say(ahead["photos"] / 1000))


async def wait_until_all_is_held(page: Page, finished: list[Request]) -> None:
    """Wait for the service worker, and until nothing has come for two seconds."""
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    before = -1
    while before != len(finished):
        before = len(finished)
        await asyncio.sleep(2)


async def count_bytes(requests: list[Request]) -> Counter[str]:
    """Add up bodies as they travelled, by what they were for; what a cache answered did not travel."""
    counted: Counter[str] = Counter()
    for request in requests:
        reply = await request.response()
        if reply is None or reply.from_service_worker:
            continue
        path = urlsplit(request.url).path
        if path.startswith("/api/photos/"):
            kind = "photos"
        elif path.startswith("/api/"):
            kind = "documents"
        else:
            kind = "precache" if request.service_worker else "app"
        counted[kind] += max(0, (await request.sizes())["responseBodySize"])
    return counted


async def start_offline(phone: BrowserContext, origin: str) -> float:
    """Open Today in a new page, and return after how many seconds a visit could be tapped."""
    page = await phone.new_page()
    try:
        await page.add_init_script(WATCH)
        await page.goto(f"{origin}/today")
        shown_after: float = await page.evaluate("window.shown")
        return shown_after / 1000
    finally:
        await page.close()
