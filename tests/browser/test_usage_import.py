"""HQ brings in what stores sold and earned from a file, with an error named, and takes it back."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.test_checklist_import import choose
from tests.browser.test_hq import AT_A_DESK
from tests.demand.test_importing import file_of


async def test_history_is_tried_out_written_and_undone(server: Server, phones: MakePhone) -> None:
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    sku = read(server, "chen", "/api/catalogue?search=鲜牛奶")["products"][0]["sku"]
    day = datetime.now(UTC).date() - timedelta(days=700)
    head = ["门店编码", "日期", "商品编码", "卖了多少", "缺货", "营业额"]
    rows = [["R001", day, sku, 24, "", ""], ["R001", day, "", "", "", "9800.00"], ["R9", day, sku, 1, "", ""]]
    await chen.go("/settings")
    await page.get_by_role("link", name=re.compile("导入销量和营业额")).click()
    await choose(page, "销量.xlsx", file_of(*rows, head=head))
    await expect(page.get_by_role("heading", name="销量.xlsx")).to_be_visible()
    await expect(page.get_by_text("有商品编码，却没有用量").first).to_be_visible()
    await page.get_by_text("列的对应关系").click()
    await page.get_by_label("用量（最小单位）").select_option(value="3")
    await page.get_by_role("button", name="按这样重读").click()
    await expect(page.get_by_text("有商品编码，却没有用量")).to_be_hidden()
    await expect(page.get_by_role("row", name=re.compile("A4"))).to_contain_text("没有编码为“R9”的门店")
    await expect(page.get_by_role("button", name="写入历史")).to_be_disabled()
    await judge_in_both_languages(chen, "usage-import")
    await page.get_by_label("不导入有错误的 1 行").check()
    await page.get_by_role("button", name="写入历史").click()
    await expect(page.get_by_role("button", name="撤销整批导入")).to_be_visible()
    kept = "SELECT base_units FROM usage_day WHERE used_on = $1"
    assert [row["base_units"] for row in await server.fetch(kept, day)] == [24]
    await page.set_viewport_size({"width": 390, "height": 844})
    await judge(page, "usage-import-phone")
    await page.get_by_role("button", name="撤销整批导入").click()
    await expect(page.get_by_text("已撤销").first).to_be_visible()
    assert await server.fetch(kept, day) == []
