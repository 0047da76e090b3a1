"""From raised to verified, the store in a basement: Zhao fixes, Wang rejects, Zhao again, Wang verifies."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import on_disk
from tests.browser.scenes import (
    at_the_api,
    own_store,
    picture,
    raise_issue,
    read,
    send_fix,
    send_photo,
    stamps,
)
from tests.browser.server import Server


def find_puddle(server: Server, title: str) -> str:
    """Wang finds a puddle in Zhao's store and takes a photo of it."""
    with at_the_api(server, "zhao") as zhao:
        store = own_store(zhao)
    with at_the_api(server, "wang") as wang:
        photo = send_photo(wang, picture("#5b7a8c", "water"))
        return raise_issue(wang, store, title, note="从冷柜底下漏出来的", photos=[photo])


async def press_shutter(page: Page) -> None:
    """Take a photo with the camera that is open."""
    shutter = page.get_by_role("button", name="按下快门")
    await expect(shutter).to_be_enabled()
    await shutter.click()
    await expect(shutter).to_be_hidden()


def button(page: Page, name: str):
    """A button by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


async def reads(page: Page, text: str) -> None:
    """Wait until this can be read."""
    await expect(page.get_by_text(text).first).to_be_visible()


async def test_a_fix_made_offline_arrives_is_rejected_fixed_again_and_verified(
    server: Server, phones: MakePhone
) -> None:
    title = "冷柜前地面有积水"
    issue = find_puddle(server, title)
    zhao, wang = await phones("zhao"), await phones("wang")
    await zhao.settle()
    await zhao.go("/issues")
    await zhao.page.get_by_role("link", name=title).click()
    await reads(zhao.page, "从冷柜底下漏出来的")
    server.stop()

    await button(zhao.page, "拍照整改").click()
    await press_shutter(zhao.page)
    note = zhao.page.get_by_label("做了什么")
    await note.fill("已拖干，放了警示牌")
    await on_disk(zhao.page, "drafts", "警示牌")
    await zhao.kill()
    await zhao.open(f"/issues/{issue}")
    await button(zhao.page, "继续填写整改").click()
    await expect(zhao.page.get_by_label("做了什么")).to_have_value("已拖干，放了警示牌")
    await judge(zhao.page, "issue-fix-sheet")
    await button(zhao.page, "提交整改").click()
    await reads(zhao.page, "已整改，待上传")
    await zhao.kill()
    await zhao.open(f"/issues/{issue}")
    await reads(zhao.page, "已整改，待上传")
    await reads(zhao.page, "已整改，等待复核。")

    server.start()
    await expect(zhao.page.get_by_text("已整改，待上传").first).to_be_hidden()
    arrived = read(server, "wang", f"/api/issues/{issue}")
    assert (arrived["status"], len(arrived["fixes"][0]["photos"])) == ("fixed", 1)

    await wang.go(f"/issues/{issue}")
    await reads(wang.page, "已拖干，放了警示牌")
    await judge(wang.page, "issue-to-review")
    await button(wang.page, "驳回").click()
    await button(wang.page, "没有整改到位").click()
    await wang.page.get_by_label("驳回原因").fill("没有整改到位\n角落还有水")
    await button(wang.page, "标注第 1 张整改照片").click()
    await draw_an_arrow(wang.page)
    # On a slow phone it says for a moment that it is still there.
    marked = wang.page.get_by_role("button", name=re.compile("^第 1 张照片，共 1 张"))
    await expect(marked.last).to_be_visible()
    await judge(wang.page, "issue-reject-sheet")
    await wang.page.get_by_role("dialog").get_by_role("button", name="驳回", exact=True).click()
    await reads(wang.page, "等待门店整改。")

    # Live, without a reload.
    await reads(zhao.page, "角落还有水")
    await button(zhao.page, "重新整改").click()
    await press_shutter(zhao.page)
    await zhao.page.get_by_label("做了什么").fill("角落也拖干了")
    await button(zhao.page, "提交整改").click()
    await reads(wang.page, "角落也拖干了")
    await button(wang.page, "复核通过").click()
    await button(wang.page, "不填，直接通过").click()
    await reads(wang.page, "已复核通过，问题关闭。")
    await reads(zhao.page, "复核通过")

    closed = read(server, "wang", f"/api/issues/{issue}")
    assert closed["status"] == "closed"
    rounds = [(fix["round"], fix["verification"]["verdict"]) for fix in closed["fixes"]]
    assert rounds == [(1, "rejected"), (2, "verified")]
    [marked] = closed["fixes"][0]["verification"]["photos"]
    assert marked not in closed["fixes"][0]["photos"], "the mark is on a copy"
    await judge(zhao.page, "issue-closed")


async def test_a_verdict_given_offline_arrives(server: Server, phones: MakePhone) -> None:
    issue = find_puddle(server, "后门口有积水")
    with at_the_api(server, "zhao") as zhao:
        send_fix(zhao, issue)
    wang = await phones("wang")
    await wang.go("/issues")
    await wang.page.get_by_role("link", name="后门口有积水").click()
    await reads(wang.page, "已拖干")
    server.stop()
    await button(wang.page, "复核通过").click()
    await button(wang.page, "不填，直接通过").click()
    await reads(wang.page, "已通过，待上传")
    await wang.go("/issues")
    await reads(wang.page, "已通过，待上传")
    server.start()
    await wang.go(f"/issues/{issue}")
    await reads(wang.page, "已复核通过，问题关闭。")
    await expect(wang.page.get_by_text("已通过，待上传").first).to_be_hidden()
    assert read(server, "zhao", f"/api/issues/{issue}")["status"] == "closed"


async def test_a_verdict_that_came_too_late_is_kept_and_explained(server: Server, phones: MakePhone) -> None:
    issue = find_puddle(server, "收银台前有积水")
    with at_the_api(server, "zhao") as zhao:
        fix = send_fix(zhao, issue)
    wang = await phones("wang")
    await wang.go(f"/issues/{issue}")
    await reads(wang.page, "已拖干")
    await wang.context.set_offline(True)
    await button(wang.page, "复核通过").click()
    await button(wang.page, "不填，直接通过").click()
    await reads(wang.page, "已通过，待上传")
    with at_the_api(server, "chen") as chen:
        verdict = {**stamps(), "verdict": "verified"}
        reply = chen.put(f"/api/issues/{issue}/fixes/{fix}/verification", json=verdict)
        assert reply.status_code == 201, reply.text
    await wang.context.set_offline(False)
    await reads(wang.page, "1 条待处理")
    await wang.go("/sync")
    await reads(wang.page, "情况已经变化")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_list_can_be_read_by_everybody(server: Server, phones: MakePhone, language: str) -> None:
    find_puddle(server, "货架旁边有一大片积水，顾客已经差点滑倒，请马上处理")
    for login in ("zhao", "wang"):
        phone = await phones(login)
        await phone.go("/issues?show=fix")
        await phone.speak(language)
        await expect(phone.page.get_by_role("link", name="积水").first).to_be_visible()
        await judge(phone.page, f"issues-{login}-{language}")
        await phone.go("/issues?show=closed")
        await phone.page.wait_for_timeout(500)
        await judge(phone.page, f"issues-closed-{login}-{language}")
        await phone.close()


async def draw_an_arrow(page: Page) -> None:
    """Mark the photo that is open, by keys, and keep the copy."""
    sheet = page.get_by_role("dialog").last
    await sheet.get_by_role("radio", name="箭头").check(force=True)
    await sheet.locator("canvas").focus()
    await page.keyboard.press("Enter")
    await expect(sheet.get_by_role("img", name="照片，已有 1 处标注")).to_be_visible()
    await sheet.get_by_role("button", name="保存标注").click()
    await expect(sheet.locator("canvas")).to_be_hidden()
