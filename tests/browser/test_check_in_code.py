"""Check-in by the code on the store's screen: read without a network, judged when the visit arrives."""

import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.walking import (
    SELF_CHECK,
    ask,
    cards,
    draft_of,
    make_ready,
    pass_all,
    submit,
    take_missing_photos,
)


async def test_a_store_s_code_is_read_offline_and_verified_later(phones: MakePhone, tmp_path: Path) -> None:
    """Li shows the code, Wang reads it in a basement, and the server finds it right."""
    store = await phones("li")
    await store.page.get_by_role("link", name="我的").click()
    await store.page.get_by_role("link", name="门店签到码").click()
    code = store.page.locator("svg.code")
    await expect(code).to_be_visible()
    await judge(store.page, "check-in-code")
    await store.speak("en", "auto")
    await expect(code).to_be_visible()
    await judge(store.page, "check-in-code-en")

    walker = await phones("wang", permissions=[], geolocation=None)
    page = walker.page
    await make_ready(page)
    await page.get_by_role("button", name="临时巡店").click()
    await page.get_by_role("radio", name=re.compile(SELF_CHECK)).check()
    await page.get_by_role("radio", name=re.compile("滨江店")).check()
    await page.get_by_role("button", name="继续").click()
    await expect(page.get_by_role("button", name="签到")).to_be_enabled()
    for _ in range(120):
        if await page.evaluate("caches.open('parts').then((all) => all.keys()).then((kept) => kept.length)"):
            break
        await page.wait_for_timeout(500)
    await walker.context.set_offline(True)
    await page.get_by_role("button", name="签到").click()
    await page.get_by_role("button", name="扫门店的签到码").click()
    await expect(page.get_by_role("button", name="从图片识别")).to_be_visible()
    await judge(page, "check-in-scan")
    seen = tmp_path / "code.png"
    await expect(code).to_be_visible()
    await code.screenshot(path=seen)
    await page.locator("[role=dialog] input[type=file]").set_input_files(seen)
    await expect(page.get_by_role("heading", name="已扫描门店签到码")).to_be_visible()
    await judge(page, "check-in-scanned")
    await page.get_by_role("button", name="开始检查").click()
    await expect(cards(page).first).to_be_visible()
    id = page.url.rsplit("/", 1)[1]
    assert (await draft_of(page, id))["checkIn"]["code"].startswith("storewalk:check-in/")
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    await walker.context.set_offline(False)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    await page.get_by_role("link", name="查看结果").click()
    await expect(page.get_by_text("扫描门店动态码签到，核对无误")).to_be_visible()
    reasons = (await ask(page, f"/api/inspections/{id}/evidence"))["reasons"]
    assert reasons[0]["code"] == "code_right"


async def test_another_picture_is_no_code(phones: MakePhone, tmp_path: Path) -> None:
    """What is no code is said to be none, and check-in by position still works."""
    walker = await phones("wang")
    page = walker.page
    await page.get_by_role("link", name="巡店", exact=True).click()
    await page.get_by_role("button", name="临时巡店").click()
    await page.get_by_role("radio", name=re.compile(SELF_CHECK)).check()
    await page.get_by_role("radio", name=re.compile("滨江店")).check()
    await page.get_by_role("button", name="继续").click()
    await page.get_by_role("button", name="签到").click()
    await page.get_by_role("button", name="扫门店的签到码").click()
    picture = tmp_path / "shelf.png"
    await page.screenshot(path=picture)
    await page.locator("[role=dialog] input[type=file]").set_input_files(picture)
    await expect(page.get_by_text("这张图片里没有找到码")).to_be_visible()
    await page.get_by_role("button", name="关闭").click()
    await page.get_by_role("button", name="开始检查").click()
    await expect(cards(page).first).to_be_visible()
