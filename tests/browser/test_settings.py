"""HQ settles when stores work, and everybody's deadlines follow."""

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK


async def test_hq_settles_working_hours_and_a_closed_day(server: Server, phones: MakePhone) -> None:
    chen = await phones("chen", **AT_A_DESK)
    await chen.go("/settings")
    page = chen.page
    await page.get_by_label("周一 开始").fill("09:30")
    await page.get_by_label("周一 开始").blur()
    await page.get_by_role("button", name="每天与周一相同").click()
    hours = page.locator("section", has=page.get_by_role("heading", name="营业时间"))
    await hours.get_by_role("button", name="保存").click()
    await expect(hours.get_by_text("已设置")).to_be_visible()
    kept = read(server, "zhao", "/api/company/hours")
    assert kept["own"] is True
    assert {span["opens"] for day in kept["week"] for span in day} == {570}

    await page.get_by_label("日期").fill("2027-02-17")
    await page.get_by_label("名称").fill("春节")
    await page.get_by_role("button", name="添加停业日").click()
    await expect(page.get_by_role("button", name="删除“春节”")).to_be_visible()
    assert "春节" in [one["name"]["zh"] for one in read(server, "zhao", "/api/closed-days")]
    await judge_in_both_languages(chen, "settings")
    await page.get_by_role("button", name="删除“春节”").click()
    await page.get_by_role("button", name="撤销").click()
    await expect(page.get_by_role("button", name="删除“春节”")).to_be_visible()
    await page.get_by_role("button", name="删除“春节”").click()
    await expect(page.get_by_role("button", name="删除“春节”")).to_be_hidden()
    await hours.get_by_role("button", name="改回全天计算").click()
    await expect(hours.get_by_text("未设置")).to_be_visible()
