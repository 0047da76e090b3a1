"""An admin adds a person, gives and ends a post, and ends the access: a phone follows at once."""

import re
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import PASSWORD
from tests.browser.scenes import at_the_api, read
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK
from tests.browser.writing import kept


async def save(page: Page) -> None:
    """Save, and wait until the server has it."""
    await page.get_by_role("button", name="保存", exact=True).click()
    await kept(page.get_by_role("button", name="保存", exact=True))


async def fill_in(page: Page) -> None:
    """Say who the new person is, with a post at Hilltop."""
    await page.get_by_label("姓名", exact=True).fill("林小梅")
    await page.get_by_label("登录名", exact=True).fill("Lin.Mei")
    await page.get_by_label("手机号", exact=True).fill("139 8888 0001")
    await page.get_by_label("在哪里").select_option(label="山顶店")


async def test_a_new_person_works_at_a_store_until_the_post_and_the_access_end(
    server: Server, phones: MakePhone
) -> None:
    ada = await phones("ada", **AT_A_DESK)
    page = ada.page
    await ada.go("/settings")
    await page.get_by_role("navigation", name="人员").get_by_role("link").click()
    await expect(page.locator("main li a.list-row").first).to_be_visible()
    await judge_in_both_languages(ada, "people")

    await page.get_by_role("link", name="添加人员").click()
    await fill_in(page)
    await page.get_by_label("登录名", exact=True).fill("wang")
    await page.get_by_role("button", name="保存", exact=True).click()
    await expect(page.get_by_text("别人已经用它登录了，请换一个。")).to_be_visible()
    await expect(page.get_by_text("密码至少 10 个字符。")).to_be_visible()
    await judge(page, "person-wrong")
    await page.get_by_label("登录名", exact=True).fill("Lin.Mei")
    await page.get_by_role("button", name="生成一个").click()
    await expect(page.get_by_label("密码", exact=True)).to_have_value(re.compile(r"^(\w{4}-){2}\w{4}$"))
    await page.get_by_label("密码", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="保存", exact=True).click()
    await expect(page).to_have_url(re.compile(r"/people/[0-9a-f-]{36}$"))
    await expect(page.get_by_label("lin.mei 的密码")).to_have_value(PASSWORD)
    address = f"/api/people/{page.url.rsplit('/', 1)[1]}"
    assert read(server, "ada", address)["person"]["phone"] == "13988880001"

    mei = await phones("139 8888 0001")
    await mei.go("/me")
    await expect(mei.page.get_by_text("店员 · 山顶店")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="改动记录")).to_be_visible()
    await expect(page.get_by_text("1 台设备登录着")).to_be_visible()
    await judge_in_both_languages(ada, "person")

    await page.get_by_role("button", name="去掉岗位“店员 · 山顶店”").click()
    await save(page)
    await expect(page.get_by_text("结束：店员 · 山顶店")).to_be_visible()
    await expect(mei.page.get_by_text("店员 · 山顶店")).to_have_count(0)  # without a tap on the phone
    await expect(mei.page.get_by_text("现在没有岗位")).to_be_visible()
    await judge_in_both_languages(mei, "me-without-post")

    await page.get_by_role("button", name="停用").click()
    await judge(page, "person-deactivating")
    await page.get_by_role("dialog").get_by_role("button", name="停用").click()
    await expect(page.get_by_text("已停用")).to_be_visible()
    await mei.page.reload()
    await expect(mei.page.get_by_role("link", name="登录", exact=True)).to_be_visible()
    await mei.go("/sign-in")
    await mei.page.locator("input[autocomplete=username]").fill("lin.mei")
    await mei.page.locator("input[type=password]").fill(PASSWORD)
    await mei.page.locator("button[type=submit]").click()
    await expect(mei.page.get_by_text("登录名或密码不对。")).to_be_visible()

    await ada.go("/people")
    await page.get_by_role("searchbox").fill("林小梅")
    await expect(page.get_by_text("没有这样的人")).to_be_visible()
    await page.get_by_label("状态", exact=True).select_option(label="已停用")
    await expect(page.locator("main li a.list-row")).to_contain_text("13988880001")


def put(server: Server, address: str, person: dict[str, Any]) -> None:
    """Change somebody as another admin does, from what they are now."""
    with at_the_api(server, "ada") as other:
        version = other.get(address).json()["version"]
        reply = other.put(address, json={"person": person, "basedOn": version})
        assert reply.status_code == 200, reply.text


async def test_what_two_admins_change_at_once_is_put_together(server: Server, phones: MakePhone) -> None:
    ada = await phones("ada", **AT_A_DESK)
    page = ada.page
    [gao] = read(server, "ada", "/api/people?search=gao")["people"]
    address = f"/api/people/{gao['id']}"
    before = read(server, "ada", address)
    await ada.go(f"/people/{gao['id']}")
    await expect(page.get_by_label("姓名", exact=True)).to_have_value(gao["name"])
    await page.get_by_label("邮箱", exact=True).fill("gao@example.com")
    put(server, address, before["person"] | {"phone": "13988880002"})
    await page.get_by_role("button", name="保存", exact=True).click()
    await expect(page.get_by_text("刚刚也改了这个人")).to_be_visible()
    await judge(page, "person-stale")
    await page.get_by_role("button", name="并到最新内容上再看看").click()
    await expect(page.get_by_label("手机号", exact=True)).to_have_value("13988880002")
    await expect(page.get_by_label("邮箱", exact=True)).to_have_value("gao@example.com")
    await save(page)
    after = read(server, "ada", address)["person"]
    assert after == before["person"] | {"phone": "13988880002", "email": "gao@example.com"}
    put(server, address, before["person"])


async def test_the_last_admin_is_asked_and_refused_and_hq_only_reads(
    server: Server, phones: MakePhone
) -> None:
    ada = await phones("ada")
    me = read(server, "ada", "/api/me")["id"]
    await ada.go(f"/people/{me}")
    page = ada.page
    await page.get_by_role("button", name="停用").click()
    await page.get_by_role("dialog").get_by_role("button", name="停用").click()
    await expect(page.get_by_text("您将不再是管理员")).to_be_visible()
    await judge(page, "person-lock-out")
    await page.get_by_role("button", name="确定不再当管理员").click()
    await expect(page.get_by_text("这是最后一位管理员：请先让别人当管理员。")).to_be_visible()
    assert read(server, "ada", f"/api/people/{me}")["person"]["active"] is True
    chen = await phones("chen")
    await chen.go(f"/people/{me}")
    await expect(chen.page.get_by_label("姓名", exact=True)).to_have_attribute("readonly", "")
    await expect(chen.page.get_by_text("管理员 · 全公司")).to_be_visible()
    await expect(chen.page.get_by_role("button", name="保存", exact=True)).to_have_count(0)
    await judge(chen.page, "person-hq")
