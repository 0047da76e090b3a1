"""HQ's page of one delivery over all stores: who has not ordered, one tap that reminds them, and the file."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import DESK, look
from tests.browser.scenes import read
from tests.browser.server import Server


async def test_hq_reminds_the_stores_that_have_not_ordered_and_takes_the_orders_away(
    server: Server, phones: MakePhone
) -> None:
    phone = await phones("chen", viewport=DESK, is_mobile=False, has_touch=False)
    page = phone.page
    await page.get_by_role("link", name="订货", exact=True).click()
    await page.get_by_role("link", name="订货汇总").click()
    await expect(page.get_by_text(re.compile("家已订")).first).to_be_visible()
    await judge_in_both_languages(phone, "order-deliveries")
    await look(page, "order-deliveries")
    cards = read(server, "chen", "/api/deliveries")
    card = next(one for one in reversed(cards) if not one["closed"])  # the one that closes last
    await phone.go(f"/orders/deliveries/{card['supplier']}/{card['deliveryOn']}")
    missing = card["due"] - card["ordered"]
    await page.get_by_role("button", name=f"提醒 {missing} 家门店").click()
    await expect(page.get_by_text(re.compile("^已提醒"))).to_have_count(missing)
    await expect(page.get_by_role("button", name=re.compile("^提醒"))).to_have_count(0)
    await judge_in_both_languages(phone, "order-delivery")
    closed = next(one for one in reversed(cards) if one["closed"] and one["ordered"])
    await phone.go(f"/orders/deliveries/{closed['supplier']}/{closed['deliveryOn']}")
    await expect(page.get_by_role("heading", name=re.compile("按商品合计"))).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="下载 Excel").click()
    assert (await download.value).suggested_filename == f"orders-{closed['deliveryOn']}.xlsx"
    await judge_in_both_languages(phone, "order-delivery-closed")
    await look(page, "order-delivery-closed")
