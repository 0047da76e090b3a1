"""The order sheet of Lakeside: a slip of the finger, the last order again, the minimum, the budget."""

import re
from typing import Any
from urllib.parse import urlparse

from playwright.async_api import Page, Response, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK, look, nothing_waits
from tests.browser.scenes import at_the_api, own_store
from tests.browser.server import Server
from tests.browser.shopping import DAIRY, fen, open_sheet, packs_on_sheet, row, rows, who_may_order
from tests.browser.walking import ask


def button(page: Page, name: str | re.Pattern[str]) -> Any:
    """A button by its name."""
    return page.get_by_role("button", name=name)


async def settle_at(page: Page, product: str, packs: int) -> None:
    """Type a number of packs into a line."""
    box = row(page, product).get_by_role("spinbutton")
    await box.fill(str(packs))
    await box.press("Tab")


async def start_over(page: Page) -> None:
    """Put every line back, and wait until the server has that too: the sheet is everybody's."""
    async with page.expect_response(puts_back):
        await button(page, "恢复建议").click()
    await nothing_waits(page)
    store, supplier = urlparse(page.url).path.split("/")[-2:]
    sheet = await ask(page, f"/api/stores/{store}/order-sheets/{supplier}")
    assert [edit for edit in sheet["edits"] if edit["packs"] is not None] == []


def puts_back(reply: Response) -> bool:
    """Whether the server has taken in that a line is as suggested again."""
    request = reply.request
    return (
        request.method == "PUT"
        and "/order-sheets/" in reply.url
        and '"packs":null' in (request.post_data or "")
    )


async def first_product(page: Page) -> str:
    """The name of the first line."""
    return (await rows(page).first.get_by_role("heading").inner_text()).strip()


async def test_a_slip_of_the_finger_is_asked_about_before_the_order_leaves_also_without_a_network(
    phones: MakePhone,
) -> None:
    phone = await phones("zheng")
    page = phone.page
    await open_sheet(page, DAIRY)
    product = await first_product(page)
    suggested = (await packs_on_sheet(page)).get(product, 0)
    await phone.context.set_offline(True)
    await settle_at(page, product, 900)
    far = row(page, product).get_by_text(f"900 箱比建议的 {suggested} 箱差很多")
    await expect(far).to_be_visible()
    address = page.url
    await button(page, re.compile("^下单")).click()
    await expect(page.get_by_role("dialog")).to_contain_text(product)
    await judge(page, "order-far")
    await look(page, "order-far", whole=False)
    await button(page, "再看看").click()
    assert page.url == address, "nothing was ordered"
    await settle_at(page, product, suggested + 1)
    await expect(far).to_have_count(0)
    await phone.context.set_offline(False)
    await start_over(page)


async def test_the_last_order_is_laid_onto_the_sheet_with_one_tap(server: Server, phones: MakePhone) -> None:
    with at_the_api(server, "lin") as lin:
        store = own_store(lin)
        cards = lin.get(f"/api/stores/{store}/order-sheets").json()
        dairy = next(card["supplier"] for card in cards if card["supplierName"]["zh"] == DAIRY)
        sheet = lin.get(f"/api/stores/{store}/order-sheets/{dairy}").json()
    last = {line["product"]: line["packs"] for line in sheet["lastOrders"][0]["lines"]}
    names = {line["product"]: line["name"]["zh"] for line in sheet["lines"]}
    phone = await phones("lin")
    page = phone.page
    await open_sheet(page, DAIRY)
    await judge_in_both_languages(phone, "order-sheet-copy")
    await button(page, re.compile("^照上次")).click()
    await expect(page.get_by_text("已照上次填好")).to_be_visible()
    assert await packs_on_sheet(page) == {names[product]: packs for product, packs in last.items()}
    await look(page, "order-sheet-copied")
    await start_over(page)


async def test_an_order_grows_to_the_suppliers_minimum_with_one_tap(
    server: Server, phones: MakePhone
) -> None:
    phone = await phones(who_may_order(server, DAIRY))
    page = phone.page
    await open_sheet(page, DAIRY)
    product = await first_product(page)
    for name in await packs_on_sheet(page):
        await settle_at(page, name, 1 if name == product else 0)
    await expect(page.get_by_text(re.compile("离起订 .* 还差"))).to_be_visible()
    before = fen(await page.locator(".amount").inner_text())
    up = button(page, re.compile("起订金额（加|先补卖得完的"))
    added = fen(await up.inner_text())
    await judge(page, "order-top-up")
    await up.click()
    await expect(page.get_by_text(re.compile("离起订 .* 还差"))).to_be_hidden()
    assert fen(await page.locator(".amount").inner_text()) == before + added
    await look(page, "order-topped-up", whole=False)
    await start_over(page)


async def wait_for_budgets(server: Server, page: Page, over: str, *, tight: bool) -> None:
    """Wait until the server has what HQ chose: what becomes of more, and a budget of one fen."""
    with at_the_api(server, "chen") as chen:
        for _ in range(600):
            kept = chen.get("/api/order-budgets").json()
            if (
                kept["rules"]["over"] == over
                and any(one["amountMinor"] == 1 for one in kept["stores"]) == tight
            ):
                return
            await page.wait_for_timeout(100)
    raise AssertionError(kept)


async def test_hq_gives_a_store_a_budget_and_its_sheet_keeps_to_it(server: Server, phones: MakePhone) -> None:
    phone = await phones("chen", viewport=DESK, is_mobile=False, has_touch=False)
    page = phone.page
    await page.get_by_role("link", name="订货", exact=True).click()
    await page.get_by_role("link", name="订货预算").click()
    box = page.get_by_label("湖畔店的预算")
    before = await box.input_value()
    await judge_in_both_languages(phone, "order-budgets")
    await look(page, "order-budgets")
    try:
        await page.get_by_role("radio", name="不能下单").check()
        # Typed while the choice is being kept: the page is drawn anew, and the field keeps its text.
        await box.fill("0.01")
        await expect(page.get_by_text("已保存").first).to_be_visible()
        await box.press("Tab")
        await expect(page.get_by_role("row", name=re.compile("湖畔店"))).to_contain_text("%")
        await wait_for_budgets(server, page, "refuse", tight=True)
        store = await phones("zheng")
        await open_sheet(store.page, DAIRY)
        product = await first_product(store.page)
        # Another number than suggested, whatever that is today: only what was changed can be put back.
        await settle_at(store.page, product, (await packs_on_sheet(store.page)).get(product, 0) + 1)
        await expect(store.page.get_by_text("总部不允许超出")).to_be_visible()
        await expect(button(store.page, re.compile("按建议下单|^下单 ·"))).to_be_disabled()
        await judge(store.page, "order-over-budget")
        await look(store.page, "order-over-budget", whole=False)
        await start_over(store.page)
    finally:
        await box.fill(before)
        await box.press("Tab")
        await page.get_by_role("radio", name="只提醒").check()
        await expect(page.get_by_role("radio", name="只提醒")).to_be_checked()
    await wait_for_budgets(server, page, "warn", tight=False)
