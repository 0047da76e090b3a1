"""HQ writes a checklist at a desk: drafts that are never lost, a preview that is the real thing, versions."""

import re
from typing import Any
from uuid import uuid4

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK, Phone
from tests.browser.scenes import at_the_api, read
from tests.browser.server import Server

AT_A_DESK = {
    "viewport": {**DESK, "width": 1280},
    "is_mobile": False,
    "has_touch": False,
    "device_scale_factor": 1,
}

PASTED = """检查项\t英文\t题型\t权重
柜门关好\tThe door is shut\t单选\t2
# 收银\tTill
抽屉上锁\tThe drawer is locked\t是/否\t1"""


async def write_words(page: Page, group: str, zh: str, en: str) -> None:
    """Fill both languages of one field."""
    field = page.get_by_role("group", name=group, exact=True).first
    await field.get_by_label("中文").fill(zh)
    await field.get_by_label("英文").fill(en)


async def wait_until_saved(page: Page) -> None:
    """Wait until the server has the newest words."""
    await expect(page.get_by_text(re.compile(r"^已保存 \d\d:\d\d"))).to_be_visible()


def questions(count: int) -> list[dict[str, Any]]:
    """So many plain questions."""
    words = [{"zh": f"第 {n + 1} 项检查", "en": f"Check number {n + 1}"} for n in range(count)]
    return [{"kind": "yes_no", "id": f"q{n}", "text": text} for n, text in enumerate(words)]


def draft_of(server: Server, count: int, name: str) -> str:
    """Save a draft of so many questions at the API; return the id of its checklist."""
    id, title = str(uuid4()), {"zh": name, "en": name}
    sections = [
        {"id": f"s{row}", "title": {"zh": f"类目 {row + 1}", "en": f"Section {row + 1}"}, "questions": part}
        for row, part in enumerate(questions(count)[n : n + 150] for n in range(0, count, 150))
    ]
    body = {"saveId": str(uuid4()), "revision": 0, "document": {"name": title, "sections": sections}}
    with at_the_api(server, "chen") as chen:
        assert chen.put(f"/api/checklists/{id}/draft", json=body).status_code == 200
    return id


async def test_hq_writes_a_checklist_and_publishes_it(server: Server, phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await page.get_by_role("link", name="检查表", exact=True).click()
    await page.get_by_role("button", name="新建检查表").click()
    await write_words(page, "检查表名称", "夜班巡检", "Night patrol")
    await page.get_by_role("button", name="（未命名类目）").click()
    await write_words(page, "类目名称", "冷柜", "Fridges")
    await page.get_by_label("按设备重复作答").check()
    await page.get_by_role("button", name="加一项").click()
    await page.get_by_label("题型").select_option("temperature")
    await write_words(page, "检查什么", "冷柜温度", "Temperature of the fridge")
    await page.get_by_label("不高于").fill("5")
    await page.get_by_label("不高于").blur()
    await page.get_by_role("combobox", name=re.compile("^红线项")).select_option("fail_inspection")
    await page.get_by_role("button", name="从表格粘贴").click()
    await page.get_by_label("粘贴在这里").fill(PASTED)
    await expect(page.get_by_text("认出 2 个检查项")).to_be_visible()
    await page.get_by_role("button", name="插入 2 项").click()
    await expect(page.locator("[data-row]")).to_have_count(3)
    await wait_until_saved(page)
    await judge_the_editor(desk)

    preview = page.get_by_role("region", name="手机预览")
    await page.get_by_role("button", name=re.compile("冷柜温度")).last.click()
    await preview.get_by_role("textbox").first.fill("9")
    await expect(preview.get_by_text("不合格").first).to_be_visible()

    await page.get_by_role("button", name="发布", exact=True).click()
    await expect(page.get_by_text("这是第一版。")).to_be_visible()
    await page.get_by_label("说明（督导看得到）").fill("夜班用")
    await page.get_by_role("button", name="发布这一版").click()
    await expect(page).to_have_url(re.compile("/history"))
    await expect(page.get_by_text("夜班用")).to_be_visible()
    await judge_in_both_languages(desk, "editor-history")
    card = next(one for one in read(server, "wang", "/api/checklists") if one["name"]["zh"] == "夜班巡检")
    assert (card["number"], card["questions"]) == (1, 3)


async def judge_the_editor(desk: Phone) -> None:
    """Judge the panes at a desk and, one by one, on a phone."""
    page = desk.page
    await judge_in_both_languages(desk, "editor")
    await page.set_viewport_size({"width": 390, "height": 844})
    for tab in ("大纲", "编辑", "预览"):
        await page.get_by_role("radio", name=tab).check()
        await judge(page, f"editor-phone-{tab}")
    await page.set_viewport_size(AT_A_DESK["viewport"])
