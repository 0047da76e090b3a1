"""A newer version comes out while a visit is open on a phone: it is offered, and no answer is lost."""

from typing import Any

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.server import Server
from tests.browser.walking import ask, begin_visit, draft_of, saved, submit
from tests.browser.writing import both, checklist, publish, save_draft, section, yes_no

NAME = "夜间巡检"
PASSED = {"id": "pass", "label": both("合格", "Pass"), "points": 1, "colour": "green"}
FAILED = {"id": "fail", "label": both("不合格", "Fail"), "points": 0, "failed": True, "colour": "red"}
FRIDGES = section("fridges", "冷柜", yes_no("door", "柜门关好"), repeats=True, minInstances=2)

FOUND = {"0 clean": "合格", "0 exit": "不合格", "0 poster": "合格", "0 door": "合格", "1 door": "不合格"}


def floor(weight: int, *others: dict[str, Any]) -> dict[str, Any]:
    """The first section, with a red line that caps the score at 60."""
    clean = {"kind": "choice", "id": "clean", "text": both("地面清洁", "Floor"), "options": [PASSED, FAILED]}
    exit_free = yes_no("exit", "通道畅通", redLine="cap", capHundredths=6000)
    return section("floor", "卖场", {**clean, "weight": weight}, exit_free, *others)


async def test_an_open_visit_goes_over_and_its_score_is_explained_to_the_last_point(
    server: Server, phones: MakePhone
) -> None:
    id = save_draft(server, checklist(NAME, floor(2, yes_no("poster", "海报张贴")), FRIDGES))
    first = publish(server, id, "第一版")
    phone = await phones("wang")
    page = phone.page
    visit = await begin_visit(phone, NAME, "花园路店", questions=5)
    for place, answer in FOUND.items():
        await answer_at(page, place, answer)
    await saved(page)
    save_draft(server, checklist(NAME, floor(3, yes_no("sign", "灯箱亮着")), FRIDGES), id, based_on=first)
    publish(server, id, "加灯箱，去掉海报")

    await page.reload()
    await expect(page.get_by_text("检查表已更新到第 2 版，这次用的是第 1 版。")).to_be_visible()
    await judge_in_both_languages(phone, "newer-version-offered")
    await page.get_by_role("button", name="看看").click()
    sheet = page.get_by_role("dialog")
    for words in ("加灯箱，去掉海报", "灯箱亮着", "海报张贴", "权重 2 → 3"):
        await expect(sheet.get_by_text(words).first).to_be_visible()
    await sheet.get_by_role("button", name="换成新版").click()
    await expect(sheet).to_be_hidden()
    await page.get_by_role("button", name="还差 1 项").click()
    await expect(page.locator('[data-place="0 sign"]')).to_contain_text("灯箱亮着")
    await saved(page)
    draft = await draft_of(page, visit)
    kept = {(one["question"], one.get("instance", 0)): one["option"] for one in draft["answers"]}
    assert kept == {
        ("clean", 0): "pass",
        ("exit", 0): "no",
        ("door", 0): "yes",
        ("door", 1): "no",
    }
    assert [one["answer"]["option"] for one in draft["aside"]] == ["yes"]
    await expect(page.get_by_role("region", name="另外保存的结果")).to_contain_text("海报张贴")
    await answer_at(page, "0 sign", "合格")
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()

    # clean 3 of 3, exit 0 of 1, sign 1 of 1, doors 1 and 0 of 1 each: 5 of 7, and the red line allows 60.
    score = (await ask(page, f"/api/inspections/{visit}"))["score"]
    assert (score["earned"], score["possible"], score["rawShown"], score["shown"]) == (5, 7, "71.43", "60.00")
    await page.get_by_role("link", name="查看结果").click()
    await page.get_by_role("button", name="得分明细").click()
    told = page.get_by_role("dialog")
    for words in ("5 / 7 分", "= 71.43", "→ 60.00", "红线项：总分最高 60 分。"):
        await expect(told.get_by_text(words).first).to_be_visible()
    worth = await told.locator("li.line .worth").all_inner_texts()
    assert worth == ["3 / 3", "0 / 1", "1 / 1", "1 / 1", "0 / 1"]
    await page.keyboard.press("Escape")
    await judge_in_both_languages(phone, "inspection-of-two-versions")


async def answer_at(page: Page, place: str, answer: str) -> None:
    """Answer one question, by its instance and its id."""
    card = page.locator(f'article[data-place="{place}"]')
    await card.get_by_role("radio", name=answer, exact=True).check()
