"""The hands of a supervisor: what it takes to walk a store on the screen."""

import asyncio
import re
import time
from typing import Any
from urllib.parse import urljoin

from playwright.async_api import Locator, Page, expect

from tests.browser.phone import Phone, held, until

PATROL, SELF_CHECK = "门店巡检", "开店自检"


async def begin_visit(phone: Phone, checklist: str, store: str, questions: int = 7) -> str:
    """Begin a visit that nobody planned, check in, and return its id once so many questions are there."""
    page = phone.page
    await page.get_by_role("link", name="巡店", exact=True).click()
    await page.get_by_role("button", name="临时巡店").click()
    await page.get_by_role("radio", name=re.compile(checklist)).check()
    await page.get_by_role("radio", name=re.compile(store)).check()
    await page.get_by_role("button", name="继续").click()
    await page.get_by_role("button", name="签到").click()
    await page.get_by_role("button", name="开始检查").click()
    await expect(cards(page).nth(questions - 1)).to_be_attached()
    return page.url.rsplit("/", 1)[1]


def cards(page: Page) -> Locator:
    """The questions on the screen."""
    return page.locator("article[data-place]")


async def unfold(page: Page) -> None:
    """Open every section, and wait until all questions are drawn: a long checklist comes in two pieces."""
    await expect(cards(page).or_(page.locator("button[aria-expanded]")).first).to_be_visible()
    await until(
        page,
        """() => {
          const folded = document.querySelectorAll('section.block button[aria-expanded=false]')
          for (const one of folded) one.click()
          const said = document.querySelector('.subtitle')?.textContent ?? ''
          if (/正在保存|Saving/.test(said)) return false
          const all = said.match(/\\d+\\s*\\/\\s*(\\d+)/)?.[1] ?? 1
          return document.querySelectorAll('article[data-place]').length >= Number(all)
        }""",
    )


async def pass_all(page: Page) -> None:
    """Answer whatever is not answered yet, so that nothing more fails."""
    await unfold(page)
    await page.evaluate(
        """async () => {
          const pause = () => new Promise((next) => setTimeout(next))
          const type = (field, words) => {
            if (field.value || field.disabled) return
            field.value = words
            field.dispatchEvent(new InputEvent('input', { bubbles: true }))
          }
          const limit = /(?:标准|Should be) [^0-9-]*(-?\\d+(\\.\\d+)?)/
          const within = (card) => card.textContent.match(limit)?.[1] ?? '1'
          const numbers = 'input[inputmode=decimal]'
          for (const card of document.querySelectorAll('article[data-place]')) {
            const radios = [...card.querySelectorAll('[role=radiogroup] input')]
            if (radios.length && !radios.some((one) => one.checked)) radios[0].click()
            const boxes = [...card.querySelectorAll('fieldset input[type=checkbox]')]
            if (boxes.length && !boxes.some((one) => one.checked)) boxes[0].click()
            for (const field of card.querySelectorAll(numbers)) type(field, within(card))
            for (const field of card.querySelectorAll('textarea:not(.note)')) type(field, '好')
            await pause()
          }
        }"""
    )


async def take_missing_photos(page: Page) -> int:
    """Take a photo wherever one is still needed, with the camera in the page."""
    taken = 0
    while await (needed := page.locator("button.camera.needed")).count():
        await take_photo(page, needed.first)
        taken += 1
    return taken


async def take_photo(page: Page, button: Locator) -> None:
    """Open the viewfinder of one question, press the shutter, and wait until it closes by itself."""
    await button.click()
    shutter = page.locator("button.shutter")
    await expect(shutter).to_be_enabled()
    await shutter.click()
    await expect(shutter).to_be_hidden()


async def fail(card: Locator, note: str = "") -> None:
    """Let one question fail, with the note it asks for."""
    await card.get_by_role("radio", name="不合格").click(force=True)
    if note:
        await card.locator("textarea.note").fill(note)


async def submit(page: Page) -> None:
    """Hand in, which asks once."""
    await page.get_by_role("button", name="提交", exact=True).click()
    await page.get_by_role("button", name="确认提交").click()
    await page.wait_for_url("**/receipt")


async def saved(page: Page) -> None:
    """Wait until the screen says that everything is on the disk."""
    await expect(page.locator(".subtitle")).to_contain_text("已存")


async def draft_of(page: Page, id: str) -> dict[str, Any]:
    """The visit as it lies in the phone's database, before and after it was handed in."""
    return next(row["body"] for row in await held(page, "drafts") if row["id"].endswith(f":{id}"))


async def ask(page: Page, url: str) -> dict[str, Any]:
    """Read a document as the person on the phone would."""
    reply = await page.request.get(urljoin(page.url, url))
    assert reply.status == 200, await reply.text()
    document: dict[str, Any] = await reply.json()
    return document


async def make_ready(page: Page) -> None:
    """Wait until this phone holds what a walk without a network needs."""
    await expect(page.locator("a.visit").first).to_be_visible()
    await until(page, "caches.has('shell')")
    end = time.monotonic() + 180
    while not await holds_everything(page):
        assert time.monotonic() < end, "the phone never got ready for a basement"
        await asyncio.sleep(0.2)
    await page.get_by_role("link", name="巡店", exact=True).click()
    await expect(page.get_by_role("heading", name="巡店记录")).to_be_visible()


async def holds_everything(page: Page) -> bool:
    """Whether every document of the offline list is on the phone."""
    rows = {row["url"]: row["body"] for row in await held(page, "documents")}
    wanted = rows.get("/api/offline")
    return wanted is not None and all(one["url"] in rows for one in wanted["documents"])


async def fail_first(page: Page) -> None:
    """Let the first question fail that can be made to."""
    card = cards(page).filter(has=page.get_by_role("radio", name="不合格")).first
    await fail(card)
    note = card.locator("textarea.note")
    if await note.count():
        await note.fill("有问题")


async def count_inspections(page: Page, id: str) -> int:
    """How often the list shows this visit."""
    listed = await ask(page, "/api/inspections")
    return sum(card["id"] == id for card in listed["inspections"])
