"""The list of issues narrowed down, and one problem of many stores with everything that belongs to it."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, raise_issue, read
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK

ONE, OTHER = "货架标签贴错了", "灯箱不亮"


async def test_the_list_is_narrowed_and_the_address_keeps_it(server: Server, phones: MakePhone) -> None:
    with at_the_api(server, "wang") as wang:
        store = wang.get("/api/me").json()["stores"][0]
        raise_issue(wang, store["id"], ONE, severity="medium", category="pricing")
        raise_issue(wang, store["id"], OTHER, severity="medium", category="equipment")
    phone = await phones("wang")
    page = phone.page
    await phone.go("/issues?show=fix")
    one, other = (
        page.get_by_role("link", name=re.compile(ONE)),
        page.get_by_role("link", name=re.compile(OTHER)),
    )
    await expect(one).to_be_visible()
    await expect(other).to_be_visible()
    await page.get_by_text("筛选").click()
    await page.get_by_label("类别").select_option("pricing")
    await expect(other).to_be_hidden()
    await expect(one).to_be_visible()
    await expect(page).to_have_url(re.compile("category=pricing"))
    await page.reload()
    await expect(one).to_be_visible()
    await expect(other).to_be_hidden()
    await judge_in_both_languages(phone, "issues-narrowed")
    await page.get_by_label("严重程度").select_option("critical")
    await expect(one).to_be_hidden()
    await page.get_by_label("严重程度").select_option("")
    await page.get_by_role("checkbox", name="只看我负责或我开的").check()
    await page.get_by_label("类别").select_option("")
    await expect(page).to_have_url(re.compile("mine=yes"))
    await expect(other).to_be_visible()
    await page.get_by_role("checkbox", name="只看我负责或我开的").uncheck()
    await expect(page).not_to_have_url(re.compile("mine="))
    await expect(page.get_by_label("类别")).to_be_visible()
    await page.get_by_label("类别").select_option("pricing")
    await expect(other).to_be_hidden()


async def test_hq_reads_one_problem_of_many_stores(server: Server, phones: MakePhone) -> None:
    (problem, *_) = read(server, "chen", "/api/widespreads")
    assert problem["stores"] >= 3
    desk = await phones("chen", **AT_A_DESK)
    await desk.go("/widespread")
    await desk.page.get_by_role("link", name=re.compile(problem["title"]["zh"])).first.click()
    await expect(desk.page.get_by_role("heading", name=problem["title"]["zh"], level=1)).to_be_visible()
    cards = desk.page.get_by_role("main").get_by_role("link", name=re.compile(problem["title"]["zh"]))
    await expect(cards).to_have_count(problem["issues"])
    await judge(desk.page, "widespread-detail")
