"""Raised by hand, without a network: a broken lamp, and a shelf that is empty."""

import asyncio
import re
from uuid import uuid4

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import on_disk
from tests.browser.scenes import at_the_api, own_store, raise_issue, read, read_until, stamps
from tests.browser.server import Server
from tests.browser.test_issues_loop import button, press_shutter, reads


async def test_an_issue_raised_offline_arrives_with_its_photo(server: Server, phones: MakePhone) -> None:
    li = await phones("li")
    await li.settle()
    await li.go("/issues/new")
    await expect(li.page.get_by_label("哪里不对")).to_be_visible()
    # The company's own categories are on the phone, as on any that was open for a moment before.
    await expect(li.page.locator("#issue-category option[value=safety]")).to_be_attached()
    server.stop()
    await li.page.get_by_role("button", name="提交整改单").click()
    await reads(li.page, "请用几个字说明哪里不对。")
    await button(li.page, "拍照").click()
    await press_shutter(li.page)
    await li.page.get_by_label("哪里不对").fill("后仓照明灯不亮")
    await on_disk(li.page, "drafts", "后仓照明灯不亮")
    await li.kill()
    await li.open("/issues/new")
    await expect(li.page.get_by_label("哪里不对")).to_have_value("后仓照明灯不亮")
    await li.page.get_by_role("radio", name="紧急").check(force=True)
    await li.page.get_by_label("类别").select_option("safety")
    await judge(li.page, "issue-new")
    await li.page.get_by_role("button", name="提交整改单").click()
    await reads(li.page, "已开单，待上传")
    issue = li.page.url.rsplit("/", 1)[1]
    await judge(li.page, "issue-unsent")
    await li.go("/issues")
    await reads(li.page, "已开单，待上传")

    server.start()
    await expect(li.page.get_by_text("已开单，待上传").first).to_be_hidden()
    await expect(li.page.get_by_role("link", name="后仓照明灯不亮")).to_be_visible()
    arrived = await asyncio.to_thread(read, server, "wang", f"/api/issues/{issue}")
    assert (arrived["severity"], arrived["category"], len(arrived["photos"])) == ("critical", "safety", 1)


async def test_an_empty_shelf_names_its_products_and_leads_to_an_order(
    server: Server, phones: MakePhone
) -> None:
    zhao = await phones("zhao")
    await zhao.go("/issues/new")
    await zhao.page.get_by_label("哪里不对").fill("乳品柜第二层空了")
    await zhao.page.get_by_label("类别").select_option("empty_shelf")
    first = zhao.page.get_by_role("checkbox").first
    await first.check()
    await expect(zhao.page.get_by_text("已选 1 种")).to_be_visible()
    await judge(zhao.page, "issue-new-products")
    await zhao.speak("en")
    await expect(zhao.page.get_by_text("1 chosen")).to_be_visible()
    await judge(zhao.page, "issue-new-products-en")
    await zhao.speak("zh")
    await expect(zhao.page.get_by_text("已选 1 种")).to_be_visible()
    await expect(zhao.page.get_by_label("哪里不对")).to_have_value("乳品柜第二层空了")
    await button(zhao.page, "提交整改单").click()
    await reads(zhao.page, "缺货商品")
    order = zhao.page.get_by_role("link", name="订这些货")
    await expect(order).to_be_visible()
    await judge(zhao.page, "issue-empty-shelf")
    issue = zhao.page.url.rsplit("/", 1)[1]
    assert await order.get_attribute("href") == f"/orders/for-issue/{issue}"


async def test_the_keyboard_reaches_every_deed(server: Server, phones: MakePhone) -> None:
    with at_the_api(server, "zhao") as zhao_api, at_the_api(server, "wang") as wang:
        issue = raise_issue(wang, own_store(zhao_api), "货架标签脱落")
    zhao = await phones("zhao")
    await zhao.go(f"/issues/{issue}")
    fix = button(zhao.page, "拍照整改")
    await expect(fix).to_be_visible()
    for _ in range(30):
        await zhao.page.keyboard.press("Tab")
        if await fix.evaluate("one => one === document.activeElement"):
            break
    await zhao.page.keyboard.press("Enter")
    # The camera opens over the sheet; Escape closes one after the other, and the focus comes back.
    await expect(zhao.page.get_by_role("button", name="按下快门")).to_be_visible()
    await zhao.page.keyboard.press("Escape")
    await expect(zhao.page.get_by_role("button", name="按下快门")).to_be_hidden()
    await zhao.page.get_by_label("做了什么").fill("贴回去了")
    # The camera gives the focus back a moment after it is gone; a key pressed on the button goes there.
    await button(zhao.page, "提交整改").press("Enter")
    await reads(zhao.page, "已整改，等待复核。")


async def test_maintenance_gets_what_is_broken_mends_it_and_sees_nothing_else(
    server: Server, phones: MakePhone
) -> None:
    title = "收银台下的插座冒火花"
    with at_the_api(server, "tang") as tang:
        store = own_store(tang)
        other = raise_issue(tang, store, "海报过期了", severity="low", category="display")
        broken = raise_issue(tang, store, title, severity="medium", category="equipment")
    bai = await phones("bai")
    page = bai.page
    await expect(page).to_have_url(re.compile("/issues$"))
    tabs = page.get_by_role("navigation", name="主菜单").get_by_role("link")
    await expect(tabs).to_have_text(["整改", "我的"])
    await expect(page.get_by_role("link", name=re.compile("海报过期了"))).to_have_count(0)
    await expect(page.get_by_role("link", name="开单")).to_have_count(0)
    await judge(page, "maintenance-list")
    # The list moves while it is looked at: what calls for maintenance comes, what is handed to others goes.
    with at_the_api(server, "tang") as tang:
        smoke = raise_issue(tang, store, "配电箱有焦味", severity="medium", category="equipment")
        await expect(page.get_by_role("link", name=re.compile("配电箱有焦味"))).to_be_visible()
        based_on = tang.get(f"/api/issues/{smoke}").json()["version"]
        handed = {**stamps(), "basedOn": based_on, "ownerRole": "store_manager"}
        assert tang.put(f"/api/issues/{smoke}/transfers/{uuid4()}", json=handed).status_code == 201
    await expect(page.get_by_role("link", name=re.compile("配电箱有焦味"))).to_have_count(0)
    await page.get_by_role("link", name=re.compile(title)).click()
    await expect(page.get_by_text("负责：维修")).to_be_visible()
    await judge(page, "maintenance-issue")
    await page.get_by_role("button", name="拍照整改").click()
    await press_shutter(page)
    await page.get_by_label("做了什么").fill("换了插座")
    await page.get_by_role("button", name="提交整改").click()
    await expect(page.get_by_text("已整改，等待复核。")).to_be_visible()
    await expect(page.get_by_text("已整改，待上传")).to_have_count(0)
    fixed = await read_until(
        server, "tang", f"/api/issues/{broken}", lambda issue: issue["status"] == "fixed"
    )
    assert (fixed["status"], fixed["fixes"][0]["note"]) == ("fixed", "换了插座")
    await bai.go(f"/issues/{other}")
    await expect(page.get_by_text("海报过期了")).to_have_count(0)
    # Nothing of this is left for the journeys that follow.
    with at_the_api(server, "chen") as chen:
        for issue in (other, broken, smoke):
            body = {
                **stamps(),
                "basedOn": chen.get(f"/api/issues/{issue}").json()["version"],
                "reason": "已处理",
            }
            reply = chen.put(f"/api/issues/{issue}/cancellations/{uuid4()}", json=body)
            assert reply.status_code == 201, reply.text
