"""What was fixed is watched, comes back as the same issue, counted, and the right people read of it."""

import re
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import Phone
from tests.browser.scenes import at_the_api, own_store, picture, read, send_fix, send_photo, stamps
from tests.browser.server import Server
from tests.browser.walking import (
    PATROL,
    SELF_CHECK,
    cards,
    fail,
    pass_all,
    submit,
    take_missing_photos,
)

STORE, FLOOR = "站前店", "地面已拖净"
WATCHED = "观察期，上次整改过"


def new_visit(server: Server, checklist: str) -> str:
    """Where a visit of the store begins."""
    with at_the_api(server, "deng") as deng:
        store = own_store(deng)
    checklists = read(server, "gao", "/api/checklists")
    version = next(one["version"] for one in checklists if one["name"]["zh"] == checklist)
    return f"/visit/new?store={store}&version={version}"


async def begin(server: Server, phone: Phone, checklist: str) -> None:
    """Begin a visit of the store and check in."""
    await phone.go(new_visit(server, checklist))
    await phone.page.get_by_role("button", name="签到").click()
    await phone.page.get_by_role("button", name="开始检查").click()
    await expect(cards(phone.page).first).to_be_visible()


async def walk_failing(page: Page, question: str) -> None:
    """Let one question fail and all others pass, with the photos they need, and hand in."""
    await fail(cards(page).filter(has_text=question).first)
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()


def issues_of(server: Server, question: str) -> list[dict[str, Any]]:
    """Every issue of the store about a question, closed ones too, as its supervisor lists them."""
    found: list[dict[str, Any]] = []
    for status in ("unclosed", "done"):
        page = read(server, "gao", f"/api/issues?status={status}")["issues"]
        found += [one for one in page if one["storeName"]["zh"] == STORE and question in one["title"]["zh"]]
    return found


def put_right(server: Server, issue: str) -> None:
    """The manager fixes it with a photo, and the supervisor verifies it."""
    with at_the_api(server, "deng") as deng:
        round = deng.get(f"/api/issues/{issue}").json()["round"]
        fix = send_fix(deng, issue, round, photos=[send_photo(deng, picture("#3f7d5a", "dry"))])
    with at_the_api(server, "gao") as gao:
        verdict = {**stamps(), "verdict": "verified", "rootCause": "training"}
        reply = gao.put(f"/api/issues/{issue}/fixes/{fix}/verification", json=verdict)
        assert reply.status_code == 201, reply.text


async def read_inbox(phone: Phone, issue: str, count: int) -> None:
    """The newest lines of the inbox speak of it, and the line opens the very issue."""
    await phone.go("/notifications")
    line = phone.page.get_by_role("link", name=re.compile(rf"{STORE}：问题第 {count} 次复发")).first
    await expect(line).to_be_visible()
    await judge_in_both_languages(phone, f"recurrence-inbox-{count}")
    await line.click()
    await phone.page.wait_for_url(f"**/issues/{issue}*")


async def test_what_comes_back_is_the_same_issue_again(server: Server, phones: MakePhone) -> None:
    you, gao = await phones("you"), await phones("gao")
    await begin(server, you, SELF_CHECK)
    before = {one["id"] for one in issues_of(server, FLOOR)}
    await walk_failing(you.page, FLOOR)
    [issue] = [one["id"] for one in issues_of(server, FLOOR) if one["id"] not in before]
    put_right(server, issue)
    closed = read(server, "gao", f"/api/issues/{issue}")
    assert (closed["status"], closed["probationLeft"] > 0, closed["recurrence"]) == ("closed", True, 0)
    await gao.go(f"/issues/{issue}")
    await expect(gao.page.get_by_text(re.compile("观察期：再合格"))).to_be_visible()
    await judge_in_both_languages(gao, "recurrence-on-probation")

    # The prep sheet of the supervisor's next visit, which has another checklist, names it.
    await gao.go(new_visit(server, PATROL))
    section = gao.page.locator("section", has=gao.page.get_by_role("heading", name=re.compile("观察期")))
    await expect(section.get_by_role("link", name=re.compile(FLOOR))).to_be_visible()
    await judge_in_both_languages(gao, "recurrence-prep-sheet")
    await gao.page.get_by_role("button", name="签到").click()
    await gao.page.get_by_role("button", name="开始检查").click()
    elsewhere = gao.page.get_by_role("region", name=re.compile("没有问到"))
    await expect(elsewhere.get_by_role("link", name=re.compile(FLOOR))).to_be_visible()
    await judge_in_both_languages(gao, "recurrence-in-another-checklist")

    # The next self-check asks it again, and says why.
    await begin(server, you, SELF_CHECK)
    card = cards(you.page).filter(has_text=FLOOR).first
    await expect(card.get_by_text(WATCHED)).to_be_visible()
    await card.scroll_into_view_if_needed()
    await judge_in_both_languages(you, "recurrence-self-check")
    await walk_failing(you.page, FLOOR)
    assert {one["id"] for one in issues_of(server, FLOOR)} == before | {issue}, "no second issue"
    again = read(server, "gao", f"/api/issues/{issue}")
    assert (again["status"], again["recurrence"], again["round"]) == ("open", 1, 2)
    assert again["dueAt"] > closed["dueAt"]

    await gao.go(f"/issues/{issue}")
    await expect(gao.page.get_by_text("第 1 次复发")).to_be_visible()
    await expect(gao.page.get_by_text(re.compile("再次发现：复发"))).to_be_visible()
    await judge_in_both_languages(gao, "recurrence-issue")
    await gao.go("/issues?show=fix")
    await expect(gao.page.get_by_role("link", name=re.compile(FLOOR)).first).to_contain_text("第 1 次复发")
    await read_inbox(gao, issue, 1)
    deng_phone = await phones("deng")
    await read_inbox(deng_phone, issue, 1)
    own = read(server, "you", "/api/notifications")["notifications"]
    assert not [one for one in own if one["kind"] == "issue.recurred" and issue in one["link"]], "own deed"

    # A second time: it counts on.
    put_right(server, issue)
    await begin(server, you, SELF_CHECK)
    await walk_failing(you.page, FLOOR)
    await expect(you.page.get_by_role("link", name=re.compile(FLOOR)).first).to_be_visible()
    assert read(server, "gao", f"/api/issues/{issue}")["recurrence"] == 2
    await gao.go(f"/issues/{issue}")
    await expect(gao.page.get_by_text("第 2 次复发")).to_be_visible()
