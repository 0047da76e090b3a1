"""500 records from three tabs over a bad wire: none lost, none doubled, and no lie on the screen."""

import asyncio
import contextlib
import os
import random
from typing import Any
from uuid import UUID

from playwright.async_api import Page, Playwright, TimeoutError

from tests.browser.bad_wire import FAULTS, bad_wire
from tests.browser.phone import Phone, nothing_waits
from tests.browser.scenes import at_the_api, own_store
from tests.browser.server import Server

RECORDS, TABS = 500, 3
LONGEST = 240.0
SYNCED = "已同步"
# What `enqueue` writes, put there from each tab at once: typing 500 issues by hand would take a day.
WRITE = """({ rows }) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('storewalk')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const writing = opening.result.transaction('outbox', 'readwrite', { durability: 'strict' })
    for (const row of rows) writing.objectStore('outbox').add(row)
    writing.oncomplete = () => { opening.result.close(); resolve() }
    writing.onerror = () => reject(writing.error)
  }
})"""
# Read at one moment: what the screen says, and whether anything waits.
STATE = """() => new Promise((resolve) => {
  const opening = indexedDB.open('storewalk')
  opening.onsuccess = () => {
    const asking = opening.result.transaction('outbox').objectStore('outbox').count()
    asking.onsuccess = () => {
      opening.result.close()
      resolve([document.querySelector('a.badge')?.textContent.trim() ?? '', asking.result])
    }
  }
})"""


def rows_of(person: str, store: str, dice: random.Random, count: int) -> list[dict[str, Any]]:
    """Small issues, each in a lane of its own."""
    stamp = "2026-11-25T08:00:00Z"
    title = {"zh": "开单", "en": "Issue"}
    made = []
    for number in range(count):
        id = str(UUID(int=dice.getrandbits(128), version=4))
        body = {
            "deviceAt": stamp,
            "estimatedAt": stamp,
            "store": store,
            "title": f"坏线 {number}",
            "severity": "low",
        }
        made.append({
            "lane": f"issue:{id}", "person": person, "method": "PUT", "url": f"/api/issues/{id}",
            "body": body, "photo": None, "size": 150, "title": title, "opens": None,
            "createdAt": 1764057600000 + number, "attempts": 0, "nextAt": 0, "state": "waiting",
            "problem": None, "lastError": None, "replacedBy": None, "exportedAt": None,
        })  # fmt: skip
    return made


async def watch_for_lies(page: Page) -> list[str]:
    """Ask screen and database again and again until nothing waits; return what the screen said wrongly."""
    lies = []
    for _ in range(int(LONGEST / 0.5)):
        before, waiting = await page.evaluate(STATE)
        if waiting == 0:
            return lies
        await asyncio.sleep(0.25)
        after, still = await page.evaluate(STATE)
        if SYNCED in before and SYNCED in after and still > 0:
            lies.append(f"{before} with {still} waiting")
        await asyncio.sleep(0.25)
    raise AssertionError(f"{waiting} records still wait after {LONGEST:.0f} s")


async def test_500_records_from_three_tabs_over_a_bad_wire(
    quiet_server: Server, playwright: Playwright, tmp_path_factory: Any
) -> None:
    """Every fault is met many times; what the server holds in the end is what was written, once each."""
    seed = int(os.environ.get("SEED", 843748))
    print(f"SEED={seed}")
    with at_the_api(quiet_server, "wang") as wang:
        person, store = wang.get("/api/me").json()["id"], own_store(wang)
    async with bad_wire(quiet_server.port, seed) as wire:
        phone = Phone(playwright, tmp_path_factory.mktemp("three-tabs"), wire.origin)
        try:
            await phone.sign_in("wang")
            tabs = [phone.page, *[await phone.context.new_page() for _ in range(TABS - 1)]]
            for tab in tabs[1:]:
                await tab.goto(wire.origin + "/me")
            wire.chance = 0.35
            rows = rows_of(person, store, random.Random(seed), RECORDS)
            await asyncio.gather(*(
                tab.evaluate(WRITE, {"rows": rows[number::TABS]}) for number, tab in enumerate(tabs)
            ))  # fmt: skip
            # The sync centre in one tab; the others show their badge and send as well.
            addresses = ["/sync", *["/me"] * (TABS - 1)]
            await asyncio.gather(*(
                tab.goto(wire.origin + at) for tab, at in zip(tabs, addresses, strict=True)
            ))  # fmt: skip
            await phone.page.locator("a.badge:not(.synced)").wait_for()
            wire.is_down = True
            await asyncio.sleep(2)
            wire.is_down = False
            # The last of the line need not wait out their pauses: a person taps "retry all".
            nudge = asyncio.create_task(keep_tapping(phone.page))
            lies = await watch_for_lies(phone.page)
            nudge.cancel()
            assert lies == []
            await nothing_waits(phone.page)
            await phone.page.locator("a.badge.synced").wait_for()
        finally:
            await phone.close()
    sent = [row["url"].rsplit("/", 1)[1] for row in rows]
    assert set(wire.met) == set(FAULTS), wire.met
    assert all(wire.delivered[f"/api/issues/{id}"] >= 1 for id in sent)
    assert await titles_of(quiet_server, sent) == sorted(row["body"]["title"] for row in rows)


async def keep_tapping(page: Page) -> None:
    """Tap "retry all" every few seconds for as long as it is there."""
    while True:
        await asyncio.sleep(4)
        button = page.get_by_role("button", name="全部重试")
        if await button.count():
            with contextlib.suppress(TimeoutError):  # all was sent meanwhile, and it is gone
                await button.click(timeout=3000)


async def titles_of(server: Server, ids: list[str]) -> list[str]:
    """What the server holds of these ids: one row each, or it is not in the list."""
    rows = await server.fetch("SELECT title ->> 'zh' AS title FROM issue WHERE id = ANY($1::uuid[])", ids)
    return sorted(row["title"] for row in rows)
