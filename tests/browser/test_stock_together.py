"""Two people and one stock: two phones count one sheet, and two stores say what was sent and what arrived."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, own_store, read, read_until
from tests.browser.server import Server


def store_of(server: Server, login: str) -> str:
    """The store somebody works in."""
    with at_the_api(server, login) as client:
        return own_store(client)


def stock_of(server: Server, login: str) -> list[dict[str, Any]]:
    """What the store of somebody holds."""
    lines: list[dict[str, Any]] = read(server, login, f"/api/stores/{store_of(server, login)}/stock")["lines"]
    return lines


async def history_once(
    server: Server, login: str, product: str, is_so: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """Wait until the ledger of a product says something, and return it."""
    address = f"/api/stores/{store_of(server, login)}/stock/{product}"
    history: dict[str, Any] = await read_until(server, login, address, is_so)
    return history


def spot(page: Page, line: dict[str, Any], place: str) -> Locator:
    """The line of a product in one of its places, on the sheet of a count."""
    section = page.locator("section", has=page.get_by_role("heading", name=place, exact=True))
    name = page.get_by_role("heading", name=line["name"]["zh"], exact=True)
    return section.locator("li.line").filter(has=name)


async def count(page: Page, line: dict[str, Any], place: str, units: int) -> None:
    """Type what lies there."""
    box = spot(page, line, place).get_by_role("spinbutton")
    await box.fill(str(units))
    await box.press("Tab")
    await expect(spot(page, line, place).get_by_role("button", name="没数")).to_be_visible()


async def hand_in(page: Page, kinds: int) -> None:
    """Send the count, and be back on the list."""
    await page.get_by_role("button", name=f"交上 {kinds} 种").click()
    await page.wait_for_url(lambda address: "/count" not in address)


async def test_two_phones_count_one_sheet_and_lose_no_line(server: Server, phones: MakePhone) -> None:
    """Rice lies in two places at Garden Road: He counts one, Wu the other, and the ledger has the sum."""
    lines = stock_of(server, "he")
    both = next(line for line in lines if len(line["places"]) == 2)
    one, other = (place["place"] for place in both["places"])
    his, hers = [line for line in lines if line["place"] == "货架" and len(line["places"]) == 1][-2:]
    he, wu = await phones("he"), await phones("wu")
    sheet = f"/stock/{store_of(server, 'he')}/count"
    for phone in (he, wu):
        await phone.go(sheet)
        await expect(spot(phone.page, both, one)).to_be_visible()

    await count(he.page, both, one, 5)
    await count(he.page, his, "货架", 7)
    await count(wu.page, both, other, 4)
    await count(wu.page, hers, "货架", 9)
    await hand_in(he.page, 2)
    await expect(spot(wu.page, both, one)).to_contain_text(re.compile("何川.*在这里数了 5"), timeout=60_000)
    await expect(spot(wu.page, his, "货架")).to_contain_text("账面 7 ")
    await expect(spot(wu.page, both, other).get_by_role("spinbutton")).to_have_value("4")
    await expect(spot(wu.page, hers, "货架").get_by_role("spinbutton")).to_have_value("9")
    await judge(wu.page, "count-together")
    await hand_in(wu.page, 2)
    for line, units, by in ((both, 9, "吴桐"), (his, 7, "何川"), (hers, 9, "吴桐")):
        history = await history_once(server, "he", line["product"], lambda told, n=units: told["onHand"] == n)  # type: ignore[misc]
        assert history["lines"][0]["personName"] == by

    for phone in (he, wu):
        await phone.go(sheet)
        await expect(spot(phone.page, both, one)).to_contain_text("在这里数了 5")
        await expect(spot(phone.page, both, other)).to_contain_text("在这里数了 4")
    await count(he.page, both, one, 6)
    await count(he.page, his, "货架", 3)
    await count(wu.page, both, other, 8)
    await count(wu.page, his, "货架", 2)
    await asyncio.gather(hand_in(he.page, 2), hand_in(wu.page, 2))
    # Who counted last holds, as far as two clocks can tell; the other number is not lost.
    await history_once(server, "he", both["product"], lambda told: told["onHand"] == 14)

    for phone in (he, wu):
        await phone.go(sheet)
        said = spot(phone.page, his, "货架")
        await expect(said).to_contain_text("请再数一次")
        await expect(said).to_contain_text("何川数了 3")
        await expect(said).to_contain_text("吴桐数了 2")
    await judge(wu.page, "count-differs")
    await he.go(f"/stock/{store_of(server, 'he')}/products/{both['product']}")
    await expect(he.page.locator("p.units")).to_contain_text("14")


async def test_what_one_store_sent_and_another_received_differs_and_both_see_it(
    server: Server, phones: MakePhone
) -> None:
    """Wu sends three, Qian finds two; each ledger has what its own people saw."""
    there = {line["product"]: line["onHand"] for line in stock_of(server, "qian")}
    goods = next(
        line for line in reversed(stock_of(server, "wu")) if line["onHand"] >= 3 and line["product"] in there
    )
    name, product = goods["name"]["zh"], goods["product"]
    wu, qian = await phones("wu"), await phones("qian")
    page = wu.page
    await wu.go(f"/stock/{store_of(server, 'wu')}/transfers/new")
    await page.get_by_label("给哪家门店").select_option(store_of(server, "qian"))
    await page.get_by_role("searchbox").fill(name)
    box = page.get_by_role("spinbutton", name=f"{name}的数量", exact=True)
    await box.fill("3")
    await box.press("Tab")
    await judge(page, "transfer-new")
    await qian.go(f"/stock/{store_of(server, 'qian')}/transfers")
    await expect(qian.page.get_by_role("heading", level=1, name="调拨")).to_be_visible()
    await page.get_by_role("button", name="调出 1 种").click()
    await expect(page).to_have_url(re.compile("/transfers$"))
    await history_once(server, "wu", product, lambda told: told["onHand"] == goods["onHand"] - 3)

    card = qian.page.get_by_role("article").filter(has_text=name)
    await card.filter(has_text="在路上").get_by_role("button", name="确认收货").click()
    sheet = qian.page.get_by_role("dialog", name="确认收货")
    await expect(sheet.get_by_role("spinbutton")).to_have_value("3")
    await sheet.get_by_role("spinbutton").fill("2")
    await sheet.get_by_role("spinbutton").press("Tab")
    await judge(qian.page, "transfer-arrives")
    await sheet.get_by_role("button", name="确认收到").click()
    history = await history_once(server, "qian", product, lambda told: told["onHand"] == there[product] + 2)
    assert (history["lines"][0]["kind"], history["lines"][0]["baseUnits"]) == ("transfer", 2)
    for phone in (qian, wu):  # nobody reloads: each page hears of it by itself
        told = phone.page.get_by_role("article").filter(has_text=name).filter(has_text="少 1")
        await expect(told).to_contain_text(re.compile(r"3\s*→\s*2"))
        await expect(told).to_contain_text("钱多")
    await judge_in_both_languages(wu, "transfers-differ")
