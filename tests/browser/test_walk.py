"""The walk: online, without a server, through a killed browser; nothing is lost and nothing comes twice."""

import asyncio
import re

from playwright.async_api import Request, expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import held, look
from tests.browser.server import Server
from tests.browser.walking import (
    PATROL,
    SELF_CHECK,
    ask,
    begin_visit,
    cards,
    count_inspections,
    draft_of,
    fail,
    fail_first,
    make_ready,
    pass_all,
    saved,
    submit,
    take_missing_photos,
    take_photo,
)


async def test_a_walk_ends_with_may_leave(phones: MakePhone) -> None:
    """A supervisor walks, lets two things fail, takes photos, hands in and reads that she may leave."""
    phone = await phones("wang")
    page = phone.page
    await expect(page.locator("a.visit").first).to_be_visible()
    await look(page, "today")
    id = await begin_visit(phone, PATROL, "花园路店")
    shelf = cards(page).nth(4)
    await fail(shelf)
    await shelf.get_by_role("button", name="选缺货商品").click()
    await page.get_by_role("searchbox", name="搜索").fill("鲜牛奶")
    await page.get_by_role("checkbox").first.check()
    await page.get_by_role("button", name=re.compile("选好了 1 个")).click()
    await fail(cards(page).nth(2), "执照过期了")
    await look(page, "questions", whole=False)
    await pass_all(page)
    assert await take_missing_photos(page) >= 2
    await submit(page)

    await expect(page.get_by_text("可以离开了")).to_be_visible()
    await expect(page.get_by_text("签名已在这台设备上验证")).to_be_visible()
    await expect(page.locator("a.issue")).to_have_count(2)
    await look(page, "may-leave")
    inspection = await ask(page, f"/api/inspections/{id}")
    assert inspection["photosMissing"] == 0
    answers = {answer["question"]: answer for answer in inspection["answers"]}
    assert len(answers["dairy_full"]["products"]) == 1
    assert len(answers["dairy_full"]["photos"]) == 1
    assert inspection["checkIn"]["distanceMetres"] > 3000
    await page.get_by_role("link", name="查看结果").click()
    await expect(page.get_by_text("执照过期了")).to_be_visible()
    assert await held(page, "outbox") == []


async def test_a_walk_without_a_server_arrives_when_it_is_back(phones: MakePhone, server: Server) -> None:
    """Everything waits on the phone and says so; then one inspection, every photo and a receipt are there."""
    phone = await phones("wang")
    page = phone.page
    await make_ready(page)
    await asyncio.to_thread(server.stop)
    id = await begin_visit(phone, SELF_CHECK, "滨江店")
    await fail_first(page)
    await pass_all(page)
    await take_missing_photos(page)
    await saved(page)
    answers = (await draft_of(page, id))["answers"]
    photos = len({photo for answer in answers for photo in answer.get("photos", [])})
    assert photos >= 1
    await submit(page)
    await expect(page.get_by_text(f"{photos} 张照片还在手机里")).to_be_visible()
    await look(page, "still-here")

    await page.locator("a.badge").click()
    await expect(page.get_by_text("巡店：滨江店", exact=True)).to_be_visible()
    await expect(page.get_by_text("巡店照片：滨江店")).to_have_count(photos)
    await look(page, "sync-centre-offline")
    assert len(await held(page, "outbox")) == photos + 1

    await asyncio.to_thread(server.start)
    await phone.go(f"/visit/{id}/receipt")
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    assert await held(page, "outbox") == []
    assert await count_inspections(page, id) == 1
    assert all(row["coveredBy"] == id for row in await held(page, "photos"))


async def test_a_killed_browser_forgets_no_tap(phones: MakePhone) -> None:
    """kill -9 in the middle of answering, with the camera open: every tap and the place are still there."""
    phone = await phones("wang")
    page = await phone.settle()
    id = await begin_visit(phone, SELF_CHECK, "老城厢店")
    await cards(page).nth(0).get_by_role("radio").first.click(force=True)
    await cards(page).nth(1).get_by_role("radio").first.click(force=True)
    await fail_first(page)
    await saved(page)
    await take_photo(page, page.locator("button.camera").nth(0))
    await page.locator("button.camera").nth(4).click()
    await expect(page.get_by_role("button", name="按下快门")).to_be_enabled()
    before = await draft_of(page, id)
    assert before["cameraFor"] is not None
    await phone.kill()

    page = await phone.open("/today")
    await page.get_by_text(re.compile(r"进行中 \d+/12")).first.click()
    await expect(page.get_by_text("照片没有拍成，请再拍一次")).to_be_in_viewport()
    after = await draft_of(page, id)
    assert after["answers"] == before["answers"]
    await look(page, "after-a-kill", whole=False)
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    assert await count_inspections(page, id) == 1


async def test_a_browser_killed_while_uploading_sends_nothing_twice(
    phones: MakePhone, server: Server
) -> None:
    """kill -9 of both while the record is on its way: one inspection, all photos, one receipt."""
    phone = await phones("wang")
    page = await phone.settle()
    await make_ready(page)
    await asyncio.to_thread(server.stop)
    id = await begin_visit(phone, SELF_CHECK, "湖畔店")
    await fail_first(page)
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    waiting = len(await held(page, "outbox"))
    # Listening from before the server is there: the phone may send at once.
    async with page.expect_event("request", is_upload, timeout=600_000):
        await asyncio.to_thread(server.start)
    await phone.kill()
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)

    page = await phone.open(f"/visit/{id}/receipt")
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    assert waiting >= 2
    assert await held(page, "outbox") == []
    assert await count_inspections(page, id) == 1
    inspection = await ask(page, f"/api/inspections/{id}")
    assert inspection["photosMissing"] == 0
    assert len(inspection["issues"]) == 1


async def test_a_refused_visit_is_corrected_and_handed_in_again(phones: MakePhone) -> None:
    """A visit that the server will not take stays on the phone, names the question, and may be corrected."""
    phone = await phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "花园路店")
    await pass_all(page)
    await take_missing_photos(page)
    refusal = {
        "type": "/problems/unacceptable", "title": "Unacceptable", "status": 422, "detail": None,
        "fields": [{"path": "answers[0].option", "message": "Not this one.", "code": "unknown_option"}],
    }  # fmt: skip
    await phone.context.route(
        f"**/api/inspections/{id}",
        lambda route: route.fulfill(status=422, json=refusal, content_type="application/problem+json"),
    )
    await submit(page)
    await expect(page.get_by_text("服务器没有接受")).to_be_visible()
    await expect(page.locator(".complaints")).not_to_be_empty()
    await phone.context.unroute(f"**/api/inspections/{id}")
    await page.get_by_role("button", name="改正后再提交").click()
    await page.wait_for_url(re.compile(r"/visit/[0-9a-f-]{36}$"))
    [refused] = await held(page, "outbox")
    assert page.url.endswith(refused["replacedBy"].rsplit("/", 1)[1])
    assert refused["url"].endswith(id)
    await page.locator("button[aria-expanded=false]").first.click()
    await cards(page).first.get_by_role("radio").first.click(force=True)
    await expect(cards(page).first.get_by_role("radio").first).not_to_be_checked()
    await cards(page).first.get_by_role("radio").first.click(force=True)
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    assert await held(page, "outbox") == []


async def test_one_tab_writes_and_the_other_reads(phones: MakePhone) -> None:
    """A second tab shows the same visit, follows the first one, and takes over when that is closed."""
    phone = await phones("wang")
    first = phone.page
    id = await begin_visit(phone, SELF_CHECK, "运河店")
    await saved(first)
    second = await phone.context.new_page()
    await second.goto(f"{phone.origin}/visit/{id}")
    await expect(second.get_by_text("这里只能看")).to_be_visible()
    await expect(cards(second).nth(0).get_by_role("radio").first).to_be_disabled()
    await cards(first).nth(0).get_by_role("radio").first.click(force=True)
    await expect(cards(second).nth(0).get_by_role("radio").first).to_be_checked()
    await first.close()
    await second.get_by_role("button", name="在这里继续").click()
    await expect(cards(second).nth(0).get_by_role("radio").first).to_be_enabled()


def is_upload(request: Request) -> bool:
    """Whether the phone is sending what waited."""
    return request.method == "PUT" and re.search("/api/(photos|inspections)/", request.url) is not None
