"""An admin makes a region and a store; a supervisor has it on the phone at once, until it closes."""

import re
from uuid import UUID

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK
from tests.browser.writing import kept


async def open_records(page: Page, name: str) -> None:
    """Go from the settings to stores or regions."""
    await page.get_by_role("link", name="设置", exact=True).click()
    ways = page.get_by_role("navigation", name="门店和区域")
    await ways.get_by_role("link", name=re.compile(f"^{name}")).click()


async def make_region(page: Page) -> None:
    """Add a region below the North."""
    await open_records(page, "区域")
    await expect(page.get_by_role("list", name="区域").get_by_role("listitem").first).to_be_visible()
    await page.get_by_role("link", name="新区域").click()
    await page.get_by_label("中文名称").fill("石家庄")
    await page.get_by_label("区域编码").fill("north")
    await page.get_by_label("上级区域").select_option(label="　华北大区")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("这个编码已经有了。")).to_be_visible()
    await page.get_by_label("区域编码").fill("shijiazhuang")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("list", name="区域")).to_contain_text("石家庄")


async def make_store(page: Page) -> UUID:
    """Add a store of that region, where the phone stands now."""
    await page.get_by_label("中文名称").fill("槐树店")
    await page.get_by_label("英文名称").fill("Locust Tree")
    await page.get_by_label("门店编码").fill("T001")
    await page.get_by_label("区域", exact=True).select_option(label="　　石家庄")
    await page.get_by_label("时区").fill("Asia/Nowhere")
    await expect(page.get_by_text("没有这个时区")).to_be_visible()
    await page.get_by_label("时区").fill("Asia/Shanghai")
    await expect(page.get_by_text("那里现在是")).to_be_visible()
    await page.get_by_label("纬度").fill("38.04, 114.51")
    await expect(page.get_by_label("经度")).to_have_value("114.51")
    await page.get_by_role("button", name="用我现在的位置").click()
    await expect(page.get_by_label("纬度")).to_have_value("31.2358")
    await page.get_by_role("button", name="加一个属性").click()
    await page.get_by_label("属性名").fill("fridges")
    await page.get_by_label("属性名").blur()
    await expect(page.get_by_label("类型")).to_have_value("number")
    await page.get_by_label("值", exact=True).fill("2")
    await judge(page, "store-new-phone")
    await page.get_by_role("button", name="保存").click()
    await expect(page).to_have_url(re.compile(r"/settings/stores/[0-9a-f-]{36}$"))
    return UUID(page.url.rsplit("/", 1)[1])


async def close_store(page: Page) -> None:
    """Close a store after reading what is unfinished there."""
    await page.get_by_role("button", name="关店", exact=True).click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("那里没有未完成的事。")).to_be_visible()
    await judge(page, "store-closing")
    await sheet.get_by_role("button", name="关店", exact=True).click()
    await expect(page.get_by_role("heading", name="已关店")).to_be_visible()


async def test_a_new_store_is_on_the_supervisor_s_phone_until_it_closes(
    server: Server, phones: MakePhone
) -> None:
    ada, gao = await phones("ada", **AT_A_DESK), await phones("gao")
    await ada.speak("zh")
    await gao.go("/inspections")
    await gao.page.get_by_role("button", name="临时巡店").click()
    choice = gao.page.get_by_role("dialog").get_by_text("槐树店")
    await make_region(ada.page)
    await judge(ada.page, "regions")

    phone = await phones("ada")
    await phone.speak("zh")
    await phone.go("/settings/stores")
    await expect(
        phone.page.get_by_role("list", name="门店资料").get_by_role("listitem").first
    ).to_be_visible()
    await judge_in_both_languages(phone, "stores-phone")
    await phone.page.get_by_role("link", name="新门店").click()
    store = await make_store(phone.page)
    held = read(server, "ada", f"/api/stores/{store}")["store"]
    assert (held["latitudeE7"], held["longitudeE7"]) == (312358000, 1215047000)
    assert (held["name"], held["attributes"]) == ({"zh": "槐树店", "en": "Locust Tree"}, {"fridges": 2})
    await expect(choice).to_be_visible()

    page = ada.page
    await open_records(page, "门店资料")
    await page.get_by_role("searchbox").fill("t001")
    await expect(page).to_have_url(re.compile("search=t001"))
    await page.get_by_role("link", name=re.compile("槐树店")).click()
    await expect(page.get_by_label("门店编码")).to_have_value("T001")
    await judge_in_both_languages(ada, "store")
    await page.get_by_label("中文名称").fill("老槐树店")
    await page.get_by_role("button", name="保存").click()
    await kept(page.get_by_role("button", name="保存"))
    await expect(gao.page.get_by_role("dialog").get_by_text("老槐树店")).to_be_visible()

    await page.get_by_label("区域", exact=True).select_option(label="　华北大区")
    await page.get_by_role("button", name="保存").click()
    await kept(page.get_by_role("button", name="保存"))
    await close_store(page)
    await expect(gao.page.get_by_role("dialog").get_by_text("老槐树店")).to_have_count(0)
    assert str(store) not in {one["id"] for one in read(server, "gao", "/api/stores")}

    await ada.go("/settings/stores?search=T001&which=closed")
    await expect(page.get_by_role("link", name=re.compile("老槐树店"))).to_be_visible()
    await judge(page, "stores-closed")
    await ada.go("/settings/regions")
    await page.get_by_role("link", name=re.compile("华北大区")).click()
    await page.get_by_role("button", name="删除这个区域").click()
    await page.get_by_role("dialog").get_by_role("button", name="删除这个区域").click()
    await expect(page.get_by_text("下面还有区域")).to_be_visible()
    await ada.go("/settings/regions")
    await page.get_by_role("link", name=re.compile("石家庄")).click()
    await page.get_by_role("button", name="删除这个区域").click()
    await page.get_by_role("dialog").get_by_role("button", name="删除这个区域").click()
    await expect(page.get_by_role("list", name="区域")).not_to_contain_text("石家庄")


async def test_hq_reads_what_only_admins_change(server: Server, phones: MakePhone) -> None:
    chen = await phones("chen", **AT_A_DESK)
    await chen.go("/settings/stores")
    await chen.page.get_by_role("link", name=re.compile("滨江店")).click()
    await expect(chen.page.get_by_text("只有管理员能改这里的内容。")).to_be_visible()
    await expect(chen.page.get_by_label("门店编码")).to_have_value("R001")
    await expect(chen.page.get_by_label("门店编码")).to_be_disabled()
    await expect(chen.page.get_by_role("button", name="保存")).to_have_count(0)
    await judge(chen.page, "store-of-hq")
