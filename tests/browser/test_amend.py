"""HQ amends a visit long after it was walked: a new version, both scores, and the walker may not."""

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.walking import cards, take_missing_photos
from tests.browser.writing import AT_A_DESK

PATROL = "门店巡检"


def an_old_visit(server: Server) -> str:
    """The oldest patrol of a store that the first page of the list tells of."""
    found = read(server, "chen", "/api/inspections")["inspections"]
    return str(
        next(
            one["id"]
            for one in reversed(found)
            if one["checklistName"]["zh"] == PATROL and one["amendments"] == 0
        )
    )


async def test_hq_amends_what_its_walker_no_longer_may(server: Server, phones: MakePhone) -> None:
    id = an_old_visit(server)
    wang = await phones("wang")
    await wang.go(f"/inspections/{id}/amend")
    await expect(wang.page.get_by_text("现在不能修改了")).to_be_visible()
    await judge(wang.page, "amend-over")

    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    before = read(server, "chen", f"/api/inspections/{id}")
    await chen.go(f"/inspections/{id}")
    await page.get_by_role("link", name="修改这次巡店").click()
    await page.get_by_label("为什么要修改").fill("照片里看得到地面有水")
    await page.locator("button[aria-expanded=false]").first.click()
    card = cards(page).filter(has=page.get_by_role("radio", name="不合格")).first
    await card.get_by_role("radio", name="不合格").check()
    if await (note := card.locator("textarea.note")).count():
        await note.fill("照片里有水")
    await take_missing_photos(page)
    await judge_in_both_languages(chen, "amend-desk")
    await page.get_by_role("button", name="提交修改").click()
    await expect(page.get_by_text("第 2 版")).to_be_visible()
    after = read(server, "chen", f"/api/inspections/{id}")
    [amendment] = after["history"]
    assert (amendment["reason"], amendment["personName"]) == ("照片里看得到地面有水", "陈静")
    assert amendment["shownBefore"] == before["shown"]
    assert float(amendment["shown"]) < float(before["shown"])
    await expect(page.get_by_text("照片里看得到地面有水")).to_be_visible()
    await judge_in_both_languages(chen, "amended-desk")
