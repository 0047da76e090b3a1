"""What HQ settles about a checklist on screen, tried on the phone beside it before anybody walks."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.writing import (
    AT_A_DESK,
    checklist,
    choose,
    open_editor,
    preview_of,
    save_draft,
    section,
    wait_until_saved,
    yes_no,
)

ORDER = "(rows) => rows.map((row) => row.dataset.row)"


async def test_a_condition_is_chosen_and_tried_in_stores_and_as_a_role(
    server: Server, phones: MakePhone
) -> None:
    kitchen = section("kitchen", "后厨", yes_no("oil", "炸油清亮"), yes_no("smell", "没有焦味"))
    desk = await phones("chen", **AT_A_DESK)
    page = await open_editor(desk, save_draft(server, checklist("炸炉检查", kitchen)))
    preview = preview_of(page)
    await choose(page, "smell")
    await page.get_by_role("button", name="加条件").click()
    await expect(preview.get_by_text("这里不会问到它")).to_be_visible()
    await preview.get_by_role("radio", name="合格", exact=True).check()
    await expect(preview.get_by_role("heading", name="没有焦味")).to_be_visible()
    await expect(page.locator('[data-row="smell"]').get_by_label("有显示条件")).to_be_visible()

    await choose(page, "kitchen")
    await page.get_by_role("button", name="加条件").click()
    await page.get_by_label("看什么").select_option("attribute has_fryer")
    await expect(preview.get_by_text("这里不会问到它")).to_be_visible()
    await preview.get_by_label("在哪家店试").select_option(label="滨江店")
    await expect(preview.get_by_role("heading", name="炸油清亮")).to_be_visible()
    await preview.get_by_label("在哪家店试").select_option(label="山顶店")
    await expect(preview.get_by_text("这里不会问到它")).to_be_visible()
    await page.get_by_label("看什么").select_option("role")
    await expect(preview.get_by_role("heading", name="炸油清亮")).to_be_visible()
    await preview.get_by_label("谁来检查").select_option(label="店员")
    await expect(preview.get_by_text("这里不会问到它")).to_be_visible()
    await judge_in_both_languages(desk, "editor-condition")


async def test_a_question_that_can_never_be_asked_is_shown_as_such(server: Server, phones: MakePhone) -> None:
    kitchen = section("kitchen", "后厨", yes_no("oil", "炸油清亮"), yes_no("smell", "没有焦味"))
    desk = await phones("chen", **AT_A_DESK)
    page = await open_editor(desk, save_draft(server, checklist("矛盾的检查", kitchen)))
    await choose(page, "smell")
    for _ in range(2):
        await page.get_by_role("button", name=re.compile("加条件|再加一条")).click()
    second = page.get_by_role("group", name="什么时候出现").get_by_role("listitem").nth(1)
    await second.get_by_label("不合格", exact=True).check()
    await second.get_by_label("合格", exact=True).uncheck()
    await expect(page.locator('[data-row="smell"]').get_by_label("永远不会出现")).to_be_visible()
    await expect(page.get_by_text("它永远不会出现：条件不可能满足。")).to_be_visible()
    await page.get_by_role("button", name="发布", exact=True).click()
    await expect(page.get_by_text("还有 1 处要改才能发布。")).to_be_visible()
    await expect(page.get_by_role("button", name="发布这一版")).to_be_disabled()


async def test_deductions_and_grades_are_written_and_tried(server: Server, phones: MakePhone) -> None:
    floor = section("floor", "卖场", yes_no("clean", "地面清洁"), yes_no("exit", "通道畅通"))
    desk = await phones("chen", **AT_A_DESK)
    id = save_draft(server, checklist("扣分检查", floor))
    page = await open_editor(desk, id)
    preview = preview_of(page)
    await page.get_by_label("计分方式").select_option("deduction")
    await page.get_by_label("基准分").fill("50")
    await page.get_by_label("基准分").press("Tab")
    await page.get_by_role("button", name="加等级").click()
    await choose(page, "floor")
    await page.get_by_label("每次巡店打乱").check()
    await choose(page, "clean")
    await page.get_by_label("不合格扣几分").fill("5")
    await page.get_by_label("不合格扣几分").press("Tab")
    await page.get_by_label("谁负责").select_option("store_manager")
    await preview.locator("article").nth(0).get_by_role("radio", name="不合格", exact=True).check()
    await expect(preview.get_by_role("button", name=re.compile("^90 "))).to_be_visible()
    await expect(preview.get_by_text("优秀")).to_be_visible()
    await expect(preview.get_by_text("45 / 50 分")).to_be_visible()
    await preview.get_by_role("button", name="得分明细").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("得分 = 从 50 分起，不合格一次扣一次。")).to_be_visible()
    await expect(sheet.locator("li.line").filter(has_text="地面清洁")).to_contain_text("−5")
    await page.keyboard.press("Escape")
    await wait_until_saved(page)
    draft = read(server, "chen", f"/api/checklists/{id}/draft")
    assert draft["refusals"] == []
    document = draft["document"]
    assert (document["mode"], document["base"], len(document["bands"])) == ("deduction", 50, 3)
    assert document["sections"][0]["shuffled"] is True
    first = document["sections"][0]["questions"][0]
    assert (first["deduction"], first["raises"]["ownerRole"]) == (5, "store_manager")
    await judge_in_both_languages(desk, "editor-deductions")


async def test_rows_move_by_keyboard_and_every_step_can_be_undone(server: Server, phones: MakePhone) -> None:
    four = section("floor", "卖场", *(yes_no(id, f"第 {id} 项") for id in "abcd"))
    desk = await phones("chen", **AT_A_DESK)
    id = save_draft(server, checklist("顺序", four, section("end", "出口", yes_no("e", "门"))))
    page = await open_editor(desk, id)
    await page.get_by_role("button", name="移动：第 a 项").focus()
    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("status").filter(has_text="“卖场”的第 3 项，共 4 项")).to_have_count(1)
    await in_order(page, ["b", "c", "a", "d", "e"])
    await expect(page.get_by_role("button", name="移动：第 a 项")).to_be_focused()
    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    await in_order(page, ["b", "c", "d", "a", "e"])

    await page.get_by_role("button", name="从表格粘贴").click()
    await page.get_by_label("粘贴在这里").fill("灯亮\tLights are on\t是/否\t2\n灯坏\tLamp\t看不懂")
    await expect(page.get_by_text("第 2 行看不懂：看不懂")).to_be_visible()
    await page.get_by_role("button", name="插入 2 项").click()
    await expect(page.locator("[data-row]")).to_have_count(7)
    await choose(page, "c")
    await page.get_by_role("button", name="删除", exact=True).click()
    await expect(page.locator("[data-row]")).to_have_count(6)
    for _ in range(6):
        await page.keyboard.press("Control+z")
    await in_order(page, ["a", "b", "c", "d", "e"])
    for _ in range(2):
        await page.keyboard.press("Control+y")
    await in_order(page, ["b", "c", "a", "d", "e"])
    assert await page.evaluate("document.documentElement.scrollHeight - innerHeight") == 0  # the panes scroll
    await drag(page, page.get_by_role("button", name="移动：门"), page.locator('[data-row="c"]'))
    await in_order(page, ["b", "e", "c", "a", "d"])
    await wait_until_saved(page)
    sections = read(server, "chen", f"/api/checklists/{id}/draft")["document"]["sections"]
    assert [[one["id"] for one in part["questions"]] for part in sections] == [["b", "e", "c", "a", "d"], []]


async def drag(page: Page, grip: Locator, onto: Locator) -> None:
    """Carry a row with the mouse and let it go on the upper half of another one."""
    start, end = await grip.bounding_box(), await onto.bounding_box()
    assert start is not None
    assert end is not None
    await page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(end["x"] + 60, end["y"] + end["height"] * 0.6, steps=6)
    await page.mouse.move(end["x"] + 60, end["y"] + end["height"] * 0.2, steps=3)
    await page.mouse.up()


async def in_order(page: Page, wanted: list[str]) -> None:
    """Wait until the questions stand like this in the outline."""
    for _ in range(100):
        if (rows := await page.locator("[data-row]").evaluate_all(ORDER)) == wanted:
            return
        await page.wait_for_timeout(100)
    raise AssertionError(rows)
