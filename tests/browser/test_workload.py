"""The attention budget: what is left of a store's shift, and the bill before more is sent."""

import asyncio
import re

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, own_store, raise_issue, read, read_until
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK
from tests.browser.test_issues_loop import button, press_shutter


async def minutes_left(page: Page) -> int:
    """What the card on Today says is left of the shift."""
    total = page.get_by_text(re.compile(r"有约 \d+ 分钟的事"))
    await expect(total).to_be_visible()
    return int(re.sub(r"\D", "", await total.inner_text()))


async def test_a_store_reads_how_much_is_left_and_a_fix_without_a_network_takes_it_off(
    server: Server, phones: MakePhone
) -> None:
    with at_the_api(server, "zhao") as zhao:
        store = own_store(zhao)
    with at_the_api(server, "wang") as wang:
        issue = raise_issue(wang, store, "收银台前有积水", severity="critical")
    phone = await phones("zhao")
    card = phone.page.get_by_role("region", name="这班的工作量")
    await card.get_by_text("都有哪些事").click()
    await expect(card.get_by_text(re.compile(r"整改 \d+ 项"))).to_be_visible()
    await judge_in_both_languages(phone, "workload-today")
    await phone.go(f"/issues/{issue}")
    await expect(phone.page.get_by_role("heading", name="收银台前有积水")).to_be_visible()
    await phone.go("/today")
    await minutes_left(phone.page)
    (mine,) = read(server, "zhao", "/api/workload")["stores"]
    assert {one["subject"]: one["minutes"] for one in mine["items"]}[issue] == 20
    await asyncio.to_thread(server.stop)
    before = await minutes_left(phone.page)  # no other answer will take its place now
    await phone.page.get_by_role("link", name=re.compile("收银台前有积水")).click()
    await button(phone.page, "拍照整改").click()
    await press_shutter(phone.page)
    await phone.page.get_by_label("做了什么").fill("拖干了")
    await button(phone.page, "提交整改").click()
    await expect(phone.page.get_by_text("已整改，待上传").first).to_be_visible()
    await phone.go("/today")
    await expect(phone.page.get_by_text(re.compile("这部手机上做完的 1 件已经减掉"))).to_be_visible()
    # A critical issue has four working hours: late in the evening that is the next shift's work.
    assert await minutes_left(phone.page) in (before, before - 20)
    await asyncio.to_thread(server.start)
    await expect(phone.page.get_by_text(re.compile("这部手机上做完的"))).to_be_hidden()
    await read_until(server, "wang", f"/api/issues/{issue}", lambda found: found["status"] == "fixed")


async def test_whoever_nudges_many_stores_sees_the_bill_first(server: Server, phones: MakePhone) -> None:
    with at_the_api(server, "chen") as chen:
        stores = [store["id"] for store in chen.get("/api/me").json()["stores"]][-2:]
        for store in stores:
            raise_issue(chen, store, "催办账单", severity="low", category="pricing")
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await desk.go("/issues?show=fix&severity=low&category=pricing")
    await page.get_by_role("button", name=re.compile("一键催办")).click()
    sheet = page.get_by_role("dialog", name="发出前看一眼")
    await expect(
        sheet.get_by_text(re.compile(r"\d+ 家门店，\d+ 项，约 \d+ (分钟|小时)店员时间"))
    ).to_be_visible()
    await judge(page, "nudge-bill")
    await sheet.get_by_role("button", name=re.compile("一键催办")).click()
    await expect(page.get_by_text(re.compile(r"已催办 \d+ 家门店的 \d+ 项"))).to_be_visible()


async def test_hq_says_by_which_minutes_stores_are_reckoned(server: Server, phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    await desk.go("/settings")
    card = desk.page.get_by_role("region", name="门店工作量")
    await expect(card.get_by_label("每班最多安排（分钟）")).to_have_value("60")
    await card.get_by_label("收货每种商品（秒）").fill("25")
    await card.get_by_role("button", name="保存").click()
    await expect(desk.page.get_by_text("已保存").first).to_be_visible()
    assert read(server, "chen", "/api/workload-rules")["rules"]["receiveLineSeconds"] == 25
    await judge(desk.page, "workload-rules")
