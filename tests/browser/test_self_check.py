"""A shared tablet: taken over by PIN, the fridges are checked, and what was done about a warm one is told."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import PASSWORD
from tests.browser.scenes import at_the_api, read
from tests.browser.server import Server
from tests.browser.walking import cards

TABLET = {"viewport": {"width": 820, "height": 1180}, "device_scale_factor": 1}


async def test_the_store_checks_itself_on_its_shared_tablet(server: Server, phones: MakePhone) -> None:
    with at_the_api(server, "zhao") as zhao:
        assert zhao.put("/api/me/pin", json={"password": PASSWORD, "pin": "2580"}).status_code == 204
    tablet = await phones("li", **TABLET)
    page = tablet.page
    await tablet.go("/me")
    await page.get_by_role("button", name="把这台设备设为门店共用").click()
    await page.get_by_role("main").get_by_role("link", name="切换人员").click()
    await page.get_by_role("button", name=re.compile("赵磊")).click()
    await judge(page, "switch-person")
    await page.get_by_label("赵磊 的 PIN").fill("9999")
    await page.get_by_role("button", name="接着用").click()
    await expect(page.get_by_role("alert")).to_contain_text("PIN 不对")
    await page.get_by_label("赵磊 的 PIN").fill("2580")
    await page.get_by_role("button", name="接着用").click()
    await expect(page.get_by_role("heading", level=1, name="今日")).to_be_visible()
    assert (
        await page.evaluate("fetch('/api/me').then((reply) => reply.json()).then((me) => me.login)") == "zhao"
    )

    store = read(server, "zhao", "/api/me")["stores"][0]["id"]
    checklists = read(server, "zhao", "/api/checklists")
    version = next(one["version"] for one in checklists if one["name"]["zh"] == "冷柜温度与清洁记录")
    await tablet.go(f"/visit/new?store={store}&version={version}")
    await page.get_by_role("button", name="签到").click()
    await page.get_by_role("button", name="开始检查").click()
    await cards(page).first.locator("input[inputmode=decimal]").fill("8.4")
    action = page.get_by_label("怎么处理的（必填）")
    await expect(action).to_be_visible()
    clean = cards(page).last.get_by_role("radio").first
    await expect(page.get_by_text("请先写怎么处理的")).to_be_visible()
    await expect(clean).to_be_disabled()
    await judge(page, "self-check-action")
    await action.fill("温控调低两档，牛奶移到二号柜，半小时后复测 4.1 °C")
    await clean.check()
    await page.get_by_role("button", name="提交", exact=True).click()
    await page.get_by_role("button", name="确认提交").click()
    await expect(page.get_by_text("可以离开了")).to_be_visible()

    await tablet.go("/log")
    row = page.get_by_role("row", name=re.compile(r"8\.4"))
    await expect(row).to_contain_text("牛奶移到二号柜")
    await expect(row).to_contain_text("赵磊")
    await expect(row).to_contain_text("0 – 5 °C")
    await judge_in_both_languages(tablet, "self-check-log")
