"""Planning: a round with its preview, its tasks on a board, and a task handed over by hand and by key."""

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from backend.database import uuid7
from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, read
from tests.browser.server import Server
from tests.browser.test_hq import AT_A_DESK
from tests.browser.walking import ask


async def plan_a_round(page: Page, name: str) -> None:
    """Fill the form in as HQ does: all of Hangzhou, every day, by its supervisor."""
    await page.get_by_role("link", name="新建计划").click()
    await page.get_by_label("名称").fill(name)
    await page.get_by_label("检查表", exact=True).select_option(label="门店巡检")
    await page.get_by_role("checkbox", name=re.compile("杭州")).check()
    await page.get_by_role("radio", name="按天").check()


async def drag(page: Page, chip: Locator, lane: Locator) -> None:
    """Drag a task to somebody else with the mouse."""
    await everybody_is_there(page)
    await expect(lane).to_be_visible()
    await chip.click(trial=True)  # waits until it lies still and nothing covers it
    start, end = await chip.bounding_box(), await lane.bounding_box()
    assert start is not None
    assert end is not None
    await page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    await page.mouse.down()
    for step in range(1, 9):
        x = start["x"] + (end["x"] - start["x"]) * step / 8 + 60
        await page.mouse.move(x, start["y"] + (end["y"] - start["y"]) * step / 8 + 20)
    await page.mouse.up()


async def everybody_is_there(page: Page) -> None:
    """Wait until the board has a lane for each who walks: it is sorted anew when they have arrived."""
    for walker in (await ask(page, "/api/planning"))["walkers"]:
        await expect(page.get_by_role("region", name=walker["name"], exact=True)).to_be_visible()


def task_of(server: Server, round: str, store: str) -> Any:
    """The first task of a round in one store."""
    tasks = read(server, "chen", f"/api/tasks?round={round}")["tasks"]
    return next(task for task in tasks if task["storeName"]["zh"] == store)


async def test_hq_plans_a_round_and_hands_its_tasks_over(server: Server, phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await page.get_by_role("link", name="计划", exact=True).click()
    await expect(page.get_by_role("heading", level=1, name="巡店计划")).to_be_visible()
    await judge(page, "rounds-calendar")
    await plan_a_round(page, "杭州日巡")
    preview = page.get_by_role("complementary", name="保存后会怎样")
    await expect(preview).to_contain_text(re.compile(r"(\d+) 家门店，.* \1 个任务"))
    await expect(preview).to_contain_text("王海")
    await judge_in_both_languages(desk, "round-new")
    await plan_again(page)
    await page.get_by_role("button", name="保存计划").click()
    await page.get_by_role("link", name=re.compile("杭州日巡")).click()
    await expect(page.get_by_label("名称")).to_have_value("杭州日巡")
    round = page.url.rsplit("/", 1)[1]
    tasks = read(server, "chen", f"/api/tasks?round={round}")["tasks"]
    stores = {task["storeName"]["zh"] for task in tasks}
    await expect(preview).to_contain_text(f"{len(stores)} 家门店")

    first, second = sorted(stores)[:2]
    day = task_of(server, round, first)["dueOn"]
    await page.set_viewport_size({"width": 1366, "height": 2000})  # both lanes at once, above the dock
    await page.goto(f"{server.origin}/rounds?day={day}")
    wang = page.get_by_role("region", name="王海", exact=True)
    chip = page.get_by_role("button", name=re.compile(f"{first}.*杭州日巡"))
    await drag(page, chip, wang)
    await expect(wang.get_by_role("button", name=re.compile(f"{first}.*杭州日巡"))).to_be_visible()
    assert task_of(server, round, first)["personName"] == "王海"

    other = page.get_by_role("button", name=re.compile(f"{second}.*杭州日巡"))
    await other.focus()
    await page.keyboard.press("Space")
    for _ in range(20):
        if await wang.evaluate("lane => lane.classList.contains('over')"):
            break
        await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(wang.get_by_role("button", name=re.compile(f"{second}.*杭州日巡"))).to_be_visible()
    assert task_of(server, round, second)["personName"] == "王海"
    await judge(page, "rounds-board")


async def plan_again(page: Page) -> None:
    """Fill in again what a change of language has reloaded away."""
    if await page.get_by_label("名称").input_value() == "":
        await page.goto(page.url.rsplit("/", 1)[0] + "?view=rounds")
        await plan_a_round(page, "杭州日巡")
        preview = page.get_by_role("complementary", name="保存后会怎样")
        await expect(preview).to_contain_text("王海")


async def test_a_supervisor_looks_at_the_own_stores_on_a_phone(server: Server, phones: MakePhone) -> None:
    phone = await phones("wang")
    page = phone.page
    await page.get_by_role("link", name="计划", exact=True).click()
    await expect(page.get_by_role("list").first).to_be_visible()
    await judge_in_both_languages(phone, "rounds-phone")
    await phone.go("/rounds?view=list")
    await expect(page.get_by_role("listitem").first).to_be_visible()
    await judge(page, "rounds-list-phone")
    await phone.go("/rounds?view=rounds")
    await expect(page.get_by_text("飞行").first).to_be_visible()
    await judge(page, "rounds-plans-phone")
    await phone.go("/rounds/new")
    await page.get_by_label("名称").fill("我的每周巡店")
    await judge_in_both_languages(phone, "round-new-phone")


async def test_a_store_sees_no_plans(server: Server, phones: MakePhone) -> None:
    phone = await phones("zhao")
    await phone.go("/rounds")
    await expect(phone.page.get_by_text("只有督导和总部可以安排巡店。")).to_be_visible()
    await judge(phone.page, "rounds-store")


def plan_one(server: Server, name: str) -> Any:
    """HQ plans one task of today for whoever supervises Riverside."""
    store = read(server, "zhao", "/api/me")["stores"][0]["id"]
    checklist = next(
        one["id"] for one in read(server, "chen", "/api/checklists") if one["name"]["zh"] == "门店巡检"
    )
    today = read(server, "zhao", "/api/today")["on"]
    plan = {
        "version": 0, "name": name, "checklist": checklist, "kind": "special", "announced": True,
        "stores": [store], "regions": [], "attributes": {}, "person": None, "role": "supervisor",
        "rule": "FREQ=DAILY", "times": ["00:00"], "dueMinutes": 1439, "missedMinutes": 1440,
        "startsOn": today, "endsOn": today,
    }  # fmt: skip
    with at_the_api(server, "chen") as chen:
        reply = chen.put(f"/api/rounds/{uuid7()}", json=plan)
        assert reply.status_code == 201, reply.text
        return reply.json()


async def test_a_finger_drags_a_task_by_its_grip(server: Server, phones: MakePhone) -> None:
    """On a phone: touched elsewhere the page scrolls, by the grip the task goes to somebody else."""
    planned = plan_one(server, "手指拖动")
    day = read(server, "chen", f"/api/tasks?round={planned['id']}")["tasks"][0]["dueOn"]
    phone = await phones("wang", viewport={"width": 390, "height": 2400})
    page = phone.page
    await phone.go(f"/rounds?day={day}")
    wang = page.get_by_role("region", name="王海", exact=True)
    chip = page.get_by_role("button", name=re.compile("滨江店.*手指拖动"))
    await everybody_is_there(page)
    await expect(wang).to_be_visible()
    await chip.click(trial=True)
    grip, lane = await chip.locator(".grip").bounding_box(), await wang.bounding_box()
    assert grip is not None
    assert lane is not None
    touch = await page.context.new_cdp_session(page)
    begin = (grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    end = (lane["x"] + 60, lane["y"] + 24)
    await touch.send("Input.dispatchTouchEvent", finger("touchStart", *begin))
    for step in range(1, 11):
        x, y = (one + (other - one) * step / 10 for one, other in zip(begin, end, strict=True))
        await touch.send("Input.dispatchTouchEvent", finger("touchMove", x, y))
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(wang.get_by_role("button", name=re.compile("滨江店.*手指拖动"))).to_be_visible()
    assert task_of(server, planned["id"], "滨江店")["personName"] == "王海"


def finger(kind: str, x: float, y: float) -> dict[str, Any]:
    """One finger on the glass, as the debugging protocol says it."""
    return {"type": kind, "touchPoints": [{"x": x, "y": y}]}
