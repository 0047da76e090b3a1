"""Whether the editor stays smooth while somebody writes in a checklist of 300 questions."""

from typing import Any
from uuid import uuid4

from playwright.async_api import Page, async_playwright, expect

from tests.bench.measures import Table, noise
from tests.bench.stage import PASSWORD, Stage
from tests.browser.phone import CHROMIUM, FLAGS

QUESTIONS, LIMIT_MS, LETTERS = 300, 100, 40
DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN"}
# The browser itself only tells of tasks from 50 ms on.
WATCH = """
  window.tasks = []
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => one.duration)))
    .observe({ type: 'longtask', buffered: true })
"""
TAKE = "() => window.tasks.splice(0)"


async def measure_editor(stage: Stage, table: Table) -> None:
    """Write as a person does, and name the longest task of each deed."""
    server = await stage.serve()
    steadiness = noise()
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page = await (await browser.new_context(**DESK)).new_page()
            longest = await write(page, f"http://localhost:{server.port}")
        finally:
            await browser.close()
            stage.house.remove()
    for deed, milliseconds in longest.items():
        said = f"{milliseconds:.0f} ms" if milliseconds else "under 50 ms"
        result = f"longest task {said} of at most {LIMIT_MS}"
        table.add(f"editor, {QUESTIONS} questions: {deed}", result, noise=steadiness)


async def write(page: Page, origin: str) -> dict[str, float]:
    """Sign in, open a long draft, and do to it what is done all day."""
    await page.add_init_script(WATCH)
    await page.goto(f"{origin}/sign-in")
    await page.locator("input[autocomplete=username]").fill("chen")
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.locator("button[type=submit]").click()
    await page.wait_for_url(lambda address: "/sign-in" not in address)
    id, sent = str(uuid4()), {"saveId": str(uuid4()), "revision": 0, "document": long_draft()}
    reply = await page.request.put(f"{origin}/api/checklists/{id}/draft", data=sent)
    assert reply.ok, await reply.text()
    await page.goto(f"{origin}/checklists/{id}/edit")
    await expect(page.locator("[data-row]")).to_have_count(QUESTIONS, timeout=60_000)
    return {"opened": await longest_task(page)} | {deed: await longest_task(page, deed) for deed in DEEDS}


async def longest_task(page: Page, deed: str = "") -> float:
    """Do one thing, wait until the page has come to rest, and return its longest task."""
    if deed:
        await page.evaluate(TAKE)
        await DEEDS[deed](page)
    await page.wait_for_timeout(2500)
    return float(max(await page.evaluate(TAKE), default=0))


async def choose(page: Page) -> None:
    """Choose questions far apart."""
    for number in (4, 250, 120):
        await page.locator(f'[data-row="q{number}"] .main').click()
        await page.wait_for_timeout(400)


async def type_words(page: Page) -> None:
    """Type a sentence without a pause long enough to save."""
    await page.locator("fieldset.pair textarea").first.press_sequentially("查" * LETTERS, delay=30)


async def move_rows(page: Page) -> None:
    """Move a question down by the keyboard, again and again."""
    await page.locator('[data-row="q120"] .handle').focus()
    for _ in range(10):
        await page.keyboard.press("ArrowDown")


async def add_and_undo(page: Page) -> None:
    """Add a question, and take it back."""
    await page.locator("button.add").first.click()
    await page.wait_for_timeout(300)
    await page.keyboard.press("Control+z")


async def answer(page: Page) -> None:
    """Answer a few questions in the preview."""
    for row in range(3):
        await page.locator(".preview article .segment").nth(row * 2).click()


DEEDS: dict[str, Any] = {
    "questions chosen": choose,
    f"{LETTERS} letters typed": type_words,
    "moved by keyboard": move_rows,
    "added and undone": add_and_undo,
    "answered in the preview": answer,
}


def long_draft() -> dict[str, object]:
    """Ten sections of thirty questions, a third of them under a condition."""
    sections = []
    for row in range(10):
        questions: list[dict[str, object]] = []
        for line in range(QUESTIONS // 10):
            number = row * (QUESTIONS // 10) + line
            text = {"zh": f"第 {number} 项检查", "en": f"Check number {number}"}
            question: dict[str, object] = {"kind": "yes_no", "id": f"q{number}", "text": text}
            if line % 3 == 2:
                question["shownIf"] = {"when": "answered", "question": f"q{number - 1}"}
            questions.append(question)
        title = {"zh": f"类目 {row}", "en": f"Section {row}"}
        sections.append({"id": f"s{row}", "title": title, "questions": questions})
    return {"name": {"zh": "很长的检查表", "en": "A long checklist"}, "sections": sections}
