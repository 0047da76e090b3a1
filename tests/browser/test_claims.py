"""A task for several people on two phones, and the visits that a store was told of."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import expect

from backend.database import uuid7
from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, read, read_until
from tests.browser.server import Server

NAME = "收货前自检"


def plan_for_the_store(server: Server) -> str:
    """HQ asks Riverside itself for a check that is open all day; return the store."""
    store = str(read(server, "zhao", "/api/me")["stores"][0]["id"])
    checklists = read(server, "chen", "/api/checklists")
    checklist = next(one["id"] for one in checklists if one["name"]["zh"] == "冷柜温度与清洁记录")
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()
    plan = {
        "version": 0, "name": NAME, "checklist": checklist, "kind": "self_check", "announced": True,
        "stores": [store], "regions": [], "attributes": {}, "person": None, "role": "store",
        "rule": "FREQ=DAILY", "times": ["00:00"], "dueMinutes": 1439, "missedMinutes": 1440,
        "startsOn": today, "endsOn": today,
    }  # fmt: skip
    with at_the_api(server, "chen") as chen:
        reply = chen.put(f"/api/rounds/{uuid7()}", json=plan)
        assert reply.status_code == 201, reply.text
    return store


async def test_the_second_phone_sees_who_has_begun(server: Server, phones: MakePhone) -> None:
    """Zhao begins on one phone; Li's says so on Today and on the prep sheet, and keeps nobody away."""
    plan_for_the_store(server)
    zhao = await phones("zhao")
    page = zhao.page
    await expect(page.get_by_role("heading", name=re.compile("预告的巡店"))).to_be_visible()
    expected = page.get_by_role("listitem").filter(has_text="王海")
    await expect(expected.first).to_contain_text("门店巡检")
    await expect(page.get_by_text("突击检查")).to_have_count(0)
    await judge_in_both_languages(zhao, "today-store-expected")
    [visit] = [
        one for one in read(server, "zhao", "/api/today")["visits"]
        if one["checklistName"]["zh"] == "冷柜温度与清洁记录" and one["dueAt"][11:16] == "15:59"
    ]  # fmt: skip
    address = (
        f"/visit/new?store={visit['store']['id']}&version={visit['checklistVersion']}&task={visit['task']}"
    )
    await zhao.go(address)
    await zhao.context.set_offline(True)
    await page.get_by_role("button", name="签到").click()
    await expect(page.get_by_role("button", name="开始检查")).to_be_visible()
    await zhao.context.set_offline(False)

    def begun(today: Any) -> bool:
        """Whether the server has heard of it: a badge says so for a moment before it is sent, too."""
        return any(one["task"] == visit["task"] and one["claimedBy"] for one in today["visits"])

    await read_until(server, "li", "/api/today", begun)

    li = await phones("li")
    began = (
        li.page.locator("a.visit").filter(has_text="23:59 到期").filter(has_text=re.compile("赵磊 .*已开始"))
    )
    await expect(began).to_have_count(1)
    await judge(li.page, "today-claimed")
    await began.click()
    await expect(li.page.get_by_text("您仍可以做")).to_be_visible()
    await judge_in_both_languages(li, "prep-claimed")
    await expect(li.page.get_by_role("button", name="签到")).to_be_enabled()
