"""HQ looks on: what happens in the stores appears by itself, and everything opens what is behind it."""

import re
from typing import Any
from uuid import uuid4

import httpx
from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK, look
from tests.browser.scenes import at_the_api, own_store, picture, send_photo, stamps
from tests.browser.server import Server

AT_A_DESK = {"viewport": DESK, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}


def good_answer(question: dict[str, Any], photo: str) -> dict[str, Any]:
    """What a question likes to hear."""
    answer: dict[str, Any] = {"question": question["id"], "photos": [photo]}
    good = next((one["id"] for one in question.get("options", []) if not one.get("failed")), "")
    match question["kind"]:
        case "choice":
            return answer | {"option": good}
        case "multi_choice":
            return answer | {"options": [good]}
        case "yes_no":
            return answer | {"option": question.get("passes", "yes")}
        case "number" | "temperature":
            limits = question.get("limits") or {}
            return answer | {"number": limits.get("min") or limits.get("max") or "1"}
        case "text":
            return answer | {"text": "好"}
    return answer


def newest_version(client: httpx.Client) -> str:
    """The version of any checklist."""
    return str(client.get("/api/checklists").json()[0]["version"])


def submit_inspection(client: httpx.Client, store: str) -> str:
    """Hand in a visit at which all was well."""
    photo = send_photo(client, picture("#20553f", str(uuid4())))
    version = client.get(
        f"/api/checklist-versions/{client.get('/api/checklists').json()[0]['version']}"
    ).json()
    questions = [question for section in version["document"]["sections"] for question in section["questions"]]
    id = str(uuid4())
    reply = client.put(
        f"/api/inspections/{id}",
        json={
            **stamps(),
            "store": store,
            "checklistVersion": version["id"],
            "startedAt": stamps()["deviceAt"],
            "checkIn": {**stamps(), "position": None, "noPosition": "denied"},
            "answers": [good_answer(question, photo) for question in questions],
        },
    )
    assert reply.status_code == 201, reply.text
    return id


def order_something(client: httpx.Client, store: str) -> str:
    """Place an extra order of one pack at the API."""
    supplier = client.get(f"/api/stores/{store}/order-sheets").json()[0]["supplier"]
    sheet = client.get(f"/api/stores/{store}/order-sheets/{supplier}").json()
    line = sheet["lines"][0]
    id, packs = str(uuid4()), line["minimumPacks"] * line["multiple"]
    body = {
        **stamps(), "store": store, "supplier": supplier, "deliveryOn": sheet["deliveryOn"], "extra": True,
        "lines": [{"product": line["product"], "packs": packs}],
    }  # fmt: skip
    reply = client.put(f"/api/orders/{id}", json=body)
    assert reply.status_code == 201, reply.text
    return id


async def test_the_overview_moves_by_itself_when_a_walk_comes_in(server: Server, phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await expect(page.get_by_role("heading", name="总览")).to_be_visible()
    await expect(page.get_by_role("heading", name="门店排名")).to_be_visible()
    await page.evaluate("window.neverReloaded = true")
    with at_the_api(server, "wang") as wang:
        inspection = submit_inspection(wang, own_store(wang))

    walk = page.locator(f'a[href="/inspections/{inspection}"]')
    await expect(walk).to_be_visible()
    await expect(walk).to_contain_text("全部合格")
    with at_the_api(server, "zhao") as zhao:
        order = order_something(zhao, own_store(zhao))
    row = page.locator(f'a[href="/orders/{order}"]')
    await expect(row).to_be_visible()
    await expect(row).to_contain_text("已发送")
    assert await page.evaluate("window.neverReloaded")
    await look(page, "overview")

    await walk.click()
    await expect(page).to_have_url(re.compile(inspection))
    await expect(page.get_by_text("王海").first).to_be_visible()


async def test_every_number_of_the_overview_opens_what_it_counts(phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await expect(page.get_by_role("heading", name="得分走势")).to_be_visible()
    await judge_in_both_languages(desk, "overview")
    await page.get_by_text("看数字").click()
    await expect(page.get_by_role("table").first.get_by_role("row")).to_have_count(15)
    await page.get_by_role("link", name=re.compile("未送到供应商|全部已送到")).click()
    await expect(page).to_have_url(re.compile("/orders"))
    await expect(page.get_by_role("heading", name="全部订货单")).to_be_visible()
    await judge_in_both_languages(desk, "orders-hq")

    await page.get_by_role("link", name="门店", exact=True).click()
    await judge_in_both_languages(desk, "stores")
    await page.get_by_role("button", name="按得分排序").click()
    await expect(page).to_have_url(re.compile("sort=score"))
    await expect(page.get_by_role("columnheader", name="按得分排序")).to_have_attribute(
        "aria-sort", "descending"
    )
    await page.get_by_role("searchbox").fill("滨江")
    await expect(page.locator("tbody tr")).to_have_count(1)
    await page.get_by_role("link", name=re.compile("滨江店")).first.click()
    await expect(page).to_have_url(re.compile(r"/inspections\?store="))


async def test_a_published_checklist_can_be_read_through(phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await page.get_by_role("link", name="检查表", exact=True).click()
    await judge_in_both_languages(desk, "checklists")
    await page.get_by_role("link", name=re.compile("门店巡检")).first.click()
    await expect(page.get_by_text("一票否决").first).to_be_visible()
    await judge_in_both_languages(desk, "checklist")
    await page.get_by_role("button", name=re.compile("冷")).first.press("Enter")


async def test_a_supervisor_sees_the_own_region_only(server: Server, phones: MakePhone) -> None:
    with at_the_api(server, "wang") as wang:
        own = {store["id"] for store in wang.get("/api/me").json()["stores"]}
    phone = await phones("wang")
    await phone.go("/overview")
    links = phone.page.locator("tbody a[href^='/inspections']")
    await expect(links.first).to_be_visible()
    shown = await links.evaluate_all("all => all.map((one) => one.getAttribute('href').split('store=')[1])")
    assert set(shown) == own
    await judge(phone.page, "overview-supervisor")
