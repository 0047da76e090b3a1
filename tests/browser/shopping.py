"""What the journeys of ordering read on the screen and in the supplier's mailbox."""

import asyncio
import csv
import io
import re
from collections.abc import Callable

from playwright.async_api import Locator, Page, expect

from tests.browser.scenes import at_the_api
from tests.browser.server import Server
from tests.doors.mail_server import Letter, MailServer

DAIRY, PANTRY = "清晨乳品", "山谷食品"
STAFF = {"R003": "qian", "R004": "wu", "R005": "zheng", "R006": "yu", "R007": "jiang", "N001": "shen"}


def who_may_order(server: Server, supplier: str) -> str:
    """Staff of a store whose next delivery nobody has ordered, whatever other journeys ordered before."""
    with at_the_api(server, "chen") as chen:
        for store in chen.get("/api/stores").json():
            for card in chen.get(f"/api/stores/{store['id']}/order-sheets").json():
                theirs = store["code"] in STAFF and card["supplierName"]["zh"] == supplier
                if theirs and card["suggestedLines"] and not card["placed"]:
                    return STAFF[store["code"]]
    raise AssertionError(f"every delivery of {supplier} has been ordered")


async def open_sheet(page: Page, supplier: str) -> None:
    """Go from the tab to the sheet of one supplier, and wait for its lines."""
    await open_delivery(page, supplier)
    await expect(rows(page).first).to_be_visible()


async def open_delivery(page: Page, supplier: str) -> None:
    """Go from the tab to the next delivery of one supplier."""
    await page.get_by_role("link", name="订货", exact=True).click()
    await page.locator("a.delivery", has_text=supplier).first.click()


def rows(page: Page) -> Locator:
    """The lines of a sheet."""
    return page.locator("li.line")


def row(page: Page, product: str) -> Locator:
    """The line of one product."""
    return rows(page).filter(has=page.get_by_role("heading", name=product, exact=True))


async def packs_on_sheet(page: Page) -> dict[str, int]:
    """How many packs each line stands at, without those of none; a long sheet draws its lines bit by bit."""
    await expect(rows(page).first).to_be_visible()
    counts = await page.locator("h2.heading .number").all_inner_texts()
    if counts:
        await expect(rows(page)).to_have_count(sum(int(count) for count in counts))
    found = await rows(page).evaluate_all(
        "all => all.map((one) => [one.querySelector('h3').innerText, +one.querySelector('input').value])"
    )
    return {name: packs for name, packs in found if packs}


async def packs_on_order(page: Page) -> dict[str, int]:
    """How many packs of what the page of an order shows."""
    shown = page.locator("li.list-row:has(.meta)")
    await expect(shown.first).to_be_visible()
    lines = await shown.all_inner_texts()
    return {text.split("\n")[0].strip(): int(re.search(r"(\d+) 箱 =", text)[1]) for text in lines}  # type: ignore[index]


def fen(text: str) -> int:
    """The amount in a text such as "合计 ¥1,234.50", in fen."""
    found = re.search(r"¥([\d,]+)\.(\d\d)", text)
    assert found, text
    return int(found[1].replace(",", "")) * 100 + int(found[2])


async def number_of(page: Page, seconds: float = 120) -> str:
    """Wait until the order on the screen has its number, and return it."""
    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_have_text(re.compile(r"O-\d{6}"), timeout=seconds * 1000)
    found = re.search(r"O-\d{6}", await heading.inner_text())
    assert found
    return found[0]


async def letters_of(mailbox: MailServer, number: str, enough: Callable[[int], bool] = bool) -> list[Letter]:
    """Wait for the letters about one order."""
    for _ in range(900):
        found = [letter for letter in mailbox.letters if f" {number} " in str(letter.message["Subject"])]
        if enough(len(found)):
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(
        f"no letter about {number} among {[str(one.message['Subject']) for one in mailbox.letters]}"
    )


def table_in(letter: Letter, number: str) -> list[dict[str, str]]:
    """The lines as the supplier opens them in a spreadsheet."""
    text = letter.attachment(f"{number}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def packs_in(letter: Letter, number: str) -> dict[str, int]:
    """How many packs of what the supplier reads."""
    return {line["name"].split(" / ")[0]: int(line["packs"]) for line in table_in(letter, number)}


def total_in(letter: Letter, number: str) -> int:
    """What the supplier's lines come to, in fen."""
    return sum(int(line["packs"]) * int(line["price"].replace(".", "")) for line in table_in(letter, number))
