"""A visit of 60 questions and 30 photos in a basement, its way up, taps on a slow phone, and a full phone."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
from playwright.async_api import Page, Request, async_playwright

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import connect, disconnect, uuid7
from tests.bench.measures import Table, noise, percentile
from tests.bench.phone import WATCH
from tests.bench.stage import Stage
from tests.bench.submitting import OPTIONS
from tests.browser.phone import Phone, held
from tests.browser.walking import begin_visit, pass_all, saved, submit, take_missing_photos

SECTIONS, QUESTIONS, PHOTOS, SLOWER = 6, 10, 30, 4
STORES, ISSUES, STARTS = 100, 2000, 7
NAME = "六十题三十图"
TAPS = """async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = done
    channel.port2.postMessage(0)
  }))
  const times = []
  for (const group of document.querySelectorAll('article[data-place] [role=radiogroup]')) {
    for (const radio of group.querySelectorAll('input')) {
      const begun = performance.now()
      radio.click()
      await painted()
      times.push(performance.now() - begun)
      await new Promise((next) => setTimeout(next, 60))
    }
  }
  return times
}"""
# The phone's own copies, multiplied: what a supervisor of a hundred stores carries.
MULTIPLY = """([stores, issues]) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('storewalk')
  opening.onsuccess = () => {
    const documents = opening.result.transaction('documents', 'readwrite').objectStore('documents')
    const asking = documents.getAll()
    asking.onsuccess = () => {
      const many = (list, count) => Array.from({ length: count }, (_, at) => ({ ...list[at % list.length], id: crypto.randomUUID() }))
      for (const row of asking.result) {
        if (row.url === '/api/today') {
          const visits = Array.from({ length: stores }, (_, at) => ({ ...row.body.visits[at % row.body.visits.length], task: crypto.randomUUID() }))
          documents.put({ ...row, body: { ...row.body, visits } })
        }
        if (row.url.startsWith('/api/issues?')) documents.put({ ...row, body: { ...row.body, issues: many(row.body.issues, issues) } })
      }
      documents.transaction.oncomplete = () => { opening.result.close(); resolve() }
      documents.transaction.onerror = () => reject(documents.transaction.error)
    }
  }
})"""  # noqa: E501


async def measure_visit(stage: Stage, table: Table) -> None:
    """Walk offline, come back to the network, and time both; then tap at a quarter of the speed."""
    server = await stage.serve("--no-worker")
    await connect(stage.database_url, pool_size=2)
    await publish(uuid7(), msgspec.convert(sixty(), ChecklistDocument), None, datetime.now(UTC))
    await disconnect()
    async with async_playwright() as driver:
        phone = Phone(driver, stage.place / "walker", f"http://localhost:{server.port}")
        try:
            await phone.sign_in("wang")
            await measure_walk(phone, table)
            await measure_taps(phone, table)
            await measure_today(phone, table)
        finally:
            await phone.close()
            stage.house.remove()


def sixty() -> dict[str, Any]:
    """Sixty questions, every other one with a photo."""
    return {
        "name": {"zh": NAME, "en": "Sixty questions, thirty photos"},
        "sections": [
            {
                "id": f"s{section}",
                "title": {"zh": f"区域 {section}", "en": f"Area {section}"},
                "questions": [question(section, number) for number in range(QUESTIONS)],
            }
            for section in range(SECTIONS)
        ],
    }


def question(section: int, number: int) -> dict[str, Any]:
    """One choice; an odd one wants a photo."""
    text = {"zh": f"冷柜内商品陈列整齐，标签正确 {number}", "en": f"Goods are in order and labelled {number}"}
    asked = {"id": f"q{section}_{number}", "text": text, "kind": "choice", "options": OPTIONS}
    return asked | {"evidence": {"photos": "always", "count": 1}} if number % 2 else asked


async def measure_walk(phone: Phone, table: Table) -> None:
    """From the first answer to the hand-in without a network, and from the network to the last photo."""
    page, sent = phone.page, list[Request]()
    steadiness = noise()
    await begin_visit(phone, NAME, "运河店")
    await phone.context.set_offline(True)
    begun = time.monotonic()
    await pass_all(page)
    taken = await take_missing_photos(page)
    await saved(page)
    await submit(page)
    walked = time.monotonic() - begun
    waiting = await held(page, "outbox")
    assert (taken, len(waiting)) == (PHOTOS, PHOTOS + 1)
    phone.context.on("request", lambda request: sent.append(request))
    begun = time.monotonic()
    await phone.context.set_offline(False)
    await until(lambda: nothing_waits(page))
    synced = time.monotonic() - begun
    size = sum(row["size"] for row in waiting)
    writes = [one for one in sent if one.method == "PUT" and "/unsent" not in urlsplit(one.url).path]
    table.add(
        f"offline visit, 60 questions, {PHOTOS} photos, by hand of a robot",
        f"{walked:.1f} s",
        noise=steadiness,
    )
    table.add("its sync", f"{synced:.1f} s, {size / 1e6:.2f} MB in {len(writes)} writes")


async def measure_taps(phone: Phone, table: Table) -> None:
    """From a tap on an answer to the paint that shows it, at a quarter of this machine's speed."""
    page = phone.page
    await page.goto(f"{phone.origin}/today")
    await begin_visit(phone, NAME, "科学园店")
    protocol = await phone.context.new_cdp_session(page)
    await protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    steadiness = noise()
    times: list[float] = await page.evaluate(TAPS)
    await protocol.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    p50, p95 = percentile(times, 50), percentile(times, 95)
    table.add(
        f"tap to paint at {SLOWER}x slower CPU, p95 of {len(times)}",
        f"{p95:.0f} ms of at most 100",
        f"{p50:.0f} ms",
        noise=steadiness,
    )


async def measure_today(phone: Phone, table: Table) -> None:
    """Open Today again and again from local data alone."""
    page = phone.page
    await page.goto(f"{phone.origin}/today")
    await wait_for_documents(page)
    await phone.context.set_offline(True)
    await page.evaluate(MULTIPLY, [STORES, ISSUES])
    steadiness = noise()
    times = []
    for _ in range(STARTS):
        fresh = await phone.context.new_page()
        await fresh.add_init_script(WATCH)
        await fresh.goto(f"{phone.origin}/today")
        times.append(float(await fresh.evaluate("window.shown")))
        await fresh.close()
    result = f"{percentile(times, 50):.0f} ms, median of {STARTS} ({min(times):.0f} to {max(times):.0f})"
    table.add(f"Today from the phone's own data, {STORES} stores, {ISSUES} issues", result, noise=steadiness)


async def wait_for_documents(page: Page) -> None:
    """Wait until the phone holds its list of issues."""
    await until(lambda: holds_issues(page))


async def nothing_waits(page: Page) -> bool:
    """Whether the outbox is empty."""
    return await held(page, "outbox") == []


async def holds_issues(page: Page) -> bool:
    """Whether a list of issues is on the phone."""
    return any(row["url"].startswith("/api/issues?") for row in await held(page, "documents"))


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Ask until it holds, for two minutes at most."""
    for _ in range(1200):
        if await holds():
            return
        await asyncio.sleep(0.1)
    raise TimeoutError
