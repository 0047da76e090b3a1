"""HQ settles when orders wait, opens a supplier's page by a link, and tries the door of its own system."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK
from tests.browser.writing import kept
from tests.doors.supplier_system import SupplierSystem, supplier_system

__all__ = ["supplier_system"]


async def test_hq_settles_when_an_order_waits_for_somebody(server: Server, phones: MakePhone) -> None:
    before = read(server, "chen", "/api/order-rules")["rules"]
    chen = await phones("chen", **AT_A_DESK)
    await chen.go("/settings")
    page = chen.page
    card = page.locator("section", has=page.get_by_role("heading", name="订货规则"))
    await card.get_by_label("金额超过多少要审批").fill("5000")
    await card.get_by_label("与建议相差多少要审批").fill("100")
    await card.get_by_label("与建议相差多少时先问一遍").fill("200")
    await card.get_by_label("谁来审批").select_option(label="督导")
    await card.get_by_label("冷藏").fill("7.5")
    await card.get_by_label("冷冻").fill("-15")
    await card.get_by_label("冷冻").blur()
    await card.get_by_role("button", name="保存规则").click()
    await expect(page.get_by_text("订货规则已保存")).to_be_visible()
    assert read(server, "chen", "/api/order-rules")["rules"] == before | {
        "approveAboveMinor": 500000,
        "approveDeviationPercent": 100,
        "warnDeviationPercent": 200,
        "approverRole": "supervisor",
        "chilledAtMostTenths": 75,
        "frozenAtMostTenths": -150,
    }
    await judge_in_both_languages(chen, "order-rules")
    await card.get_by_label("金额超过多少要审批").fill(str(before["approveAboveMinor"] / 100))
    await card.get_by_label("与建议相差多少要审批").fill("")
    await card.get_by_label("与建议相差多少时先问一遍").fill(str(before["warnDeviationPercent"]))
    await card.get_by_label("谁来审批").select_option(value=before["approverRole"])
    await card.get_by_label("冷藏").fill(str(before["chilledAtMostTenths"] / 10))
    await card.get_by_label("冷冻").fill(str(before["frozenAtMostTenths"] / 10))
    await card.get_by_label("冷冻").blur()
    await card.get_by_role("button", name="保存规则").click()
    await kept(card.get_by_role("button", name="保存规则"))
    assert read(server, "chen", "/api/order-rules")["rules"] == before


async def test_a_supplier_gets_a_link_and_a_signed_webhook_that_is_tried(
    server: Server, phones: MakePhone, supplier_system: SupplierSystem
) -> None:
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    await chen.go("/suppliers/new")
    await page.get_by_label("中文名称").fill("海港水产")
    await page.get_by_label("供应商编码").fill("harbour-fish")
    await page.get_by_label("接单邮箱").fill("orders@harbour.example")
    await page.get_by_role("radio", name="接口").check(force=True)
    await page.get_by_label("接口地址").fill(supplier_system.url)
    await page.get_by_role("button", name="保存", exact=True).click()
    await expect(page).to_have_url(re.compile(r"/suppliers/[0-9a-f-]{36}$"))

    door = page.locator("section", has=page.get_by_role("heading", name="接口的密钥和测试"))
    await expect(door.get_by_text("没有签名")).to_be_visible()
    await door.get_by_role("button", name="生成密钥").click()
    await expect(door.get_by_text("已签名")).to_be_visible()
    supplier_system.secret = await door.get_by_label("新密钥").input_value()
    await door.get_by_role("button", name="发一次测试").click()
    await expect(door.get_by_text("收到了")).to_be_visible()
    await door.get_by_label("或填供应商给的密钥").fill("short")
    await door.get_by_role("button", name="保存密钥").click()
    await expect(door.get_by_text("密钥至少 16 个字符。")).to_be_visible()
    await door.get_by_label("或填供应商给的密钥").fill("what the supplier gave us")
    await door.get_by_role("button", name="保存密钥").click()
    await expect(door.get_by_label("新密钥")).to_be_hidden()
    await door.get_by_role("button", name="发一次测试").click()
    await expect(door.get_by_text("被拒绝")).to_be_visible()

    links = page.locator("section", has=page.get_by_role("heading", name="供应商的专属网页"))
    await links.get_by_role("button", name="生成链接").click()
    address = await links.get_by_label("专属网页的链接").input_value()
    await judge(page, "supplier-doors")
    supplier = await chen.context.browser.new_context(locale="zh-CN")  # type: ignore[union-attr]
    desk = await supplier.new_page()
    await desk.goto(address)
    await expect(desk.get_by_role("heading", name="海港水产")).to_be_visible()
    await links.get_by_role("button", name="换一个新链接").click()
    await expect(links.get_by_label("专属网页的链接")).not_to_have_value(address)
    await desk.reload()
    await expect(desk.get_by_text("这个链接已失效")).to_be_visible()
    await supplier.close()
    await links.get_by_role("button", name="全部收回").click()
    await links.get_by_role("button", name="邮件里的也收回，确定？").click()
    await expect(links.get_by_text("没有交出链接")).to_be_visible()
    await judge_in_both_languages(chen, "supplier-doors-saved")
