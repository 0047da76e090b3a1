"""A store counts without a network, throws away, and every number opens to its ledger."""

import asyncio
from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import assert_accessible, look, on_disk
from tests.browser.server import Server


async def test_a_count_made_without_a_network_arrives_and_explains_the_number(
    phones: MakePhone, server: Server
) -> None:
    """Zhao counts the milk in the basement; the server comes back, and the ledger names who counted."""
    phone = await phones("zhao")
    page = phone.page
    await phone.go("/stock")
    rows: Any = page.locator("li a.list-row")
    await expect(rows.first).to_be_visible()
    await assert_accessible(page, "stock")
    await look(page, "stock")
    await page.locator(".dock").get_by_role("link", name="盘点").click()
    await expect(page.locator("li.line").first).to_be_visible()
    await asyncio.to_thread(server.stop)
    milk = page.locator("li.line").filter(has_text="鲜牛奶 1 L").first
    await milk.get_by_role("spinbutton").fill("23")
    await milk.get_by_role("spinbutton").press("Tab")
    await milk.locator("input[type=date]").fill("2030-01-15")
    await assert_accessible(page, "count")
    await look(page, "stock-count")
    await on_disk(page, "drafts", "2030-01-15")
    await page.reload()
    await expect(milk.get_by_role("spinbutton")).to_have_value("23")
    await page.get_by_role("button", name="交上 1 种").click()
    await expect(page.locator("main p.waiting")).to_contain_text("1 条还没送达")
    await asyncio.to_thread(server.start)
    await expect(page.locator("main p.waiting")).to_be_hidden()
    await rows.filter(has_text="鲜牛奶 1 L").first.click()
    await expect(page.locator("p.units")).to_contain_text("23")
    await expect(page.locator("ol.list li").first).to_contain_text("= 23")
    await assert_accessible(page, "ledger")
    await page.locator(".dock").get_by_role("button", name="报损").click()
    sheet = page.get_by_role("dialog", name="报损")
    first = sheet.get_by_role("radio", name="2030年1月15日到期 · 剩 23")
    await expect(first).to_be_checked()
    await sheet.get_by_role("spinbutton").fill("25")
    await sheet.get_by_role("spinbutton").press("Tab")
    await expect(sheet.get_by_text("这一批账面只剩 23；多出的 2")).to_be_visible()
    await sheet.get_by_role("radio", name="不清楚批次").check(force=True)
    await expect(sheet.get_by_text("从最先到期的批次里扣。", exact=True)).to_be_visible()
    await sheet.get_by_role("spinbutton").fill("1")
    await sheet.get_by_role("spinbutton").press("Tab")
    await first.check(force=True)
    await sheet.get_by_role("radio", name="破损").check(force=True)
    await assert_accessible(page, "waste")
    await look(page, "stock-waste")
    await page.get_by_role("button", name="记报损").click()
    await expect(page.locator("p.units")).to_contain_text("22")
    await expect(page.locator("ol.list li").first).to_contain_text("2030年1月15日到期")
    await look(page, "stock-ledger")

    await asyncio.to_thread(server.stop)
    await page.locator(".dock").get_by_role("button", name="报损").click()
    await sheet.get_by_role("radio", name="2030年1月15日到期 · 剩 22").check(force=True)
    await sheet.get_by_role("spinbutton").fill("3")
    await sheet.get_by_role("spinbutton").press("Tab")
    await sheet.get_by_role("radio", name="破损").check(force=True)
    await page.get_by_role("button", name="记报损").click()
    await expect(sheet).to_be_hidden()
    await phone.go("/stock")
    await expect(page.locator("main p.waiting")).to_contain_text("1 条还没送达")
    await asyncio.to_thread(server.start)
    await expect(page.locator("main p.waiting")).to_be_hidden(timeout=120_000)
    await rows.filter(has_text="鲜牛奶 1 L").first.click()
    await expect(page.locator("p.units")).to_contain_text("19")
    newest = page.locator("ol.list li").first
    await expect(newest).to_contain_text("余 19")
    await expect(newest).to_contain_text("2030年1月15日到期")
    await page.locator(".dock").get_by_role("button", name="报损").click()
    await expect(sheet.get_by_role("radio", name="2030年1月15日到期 · 剩 19")).to_be_checked()
