"""The store signs at the end of a visit, and HQ reads who did."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK
from tests.browser.walking import SELF_CHECK, ask, begin_visit, pass_all, take_missing_photos

AT_A_DESK = {"viewport": DESK, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}


async def test_the_manager_signs_offline_and_the_receipt_says_so(phones: MakePhone) -> None:
    """Drawn with a finger in a basement; the picture is part of what the server signs, and HQ sees it."""
    phone = await phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "滨江店")
    await phone.context.set_offline(True)
    await pass_all(page)
    await take_missing_photos(page)
    await page.get_by_role("button", name="提交", exact=True).click()
    await page.get_by_text("请门店负责人签字").click()
    pad = page.get_by_role("img", name="签名区")
    await pad.scroll_into_view_if_needed()
    await pad.click(trial=True)
    box = await pad.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 30, box["y"] + 90)
    await page.mouse.down()
    for step in range(1, 12):
        await page.mouse.move(box["x"] + 30 + step * 18, box["y"] + 90 - (step % 3) * 25)
    await page.mouse.up()
    await page.get_by_role("button", name="保存签名").click()
    await expect(page.get_by_text("请写上签字人的姓名")).to_be_visible()
    await expect(page.get_by_role("button", name="确认提交")).to_be_disabled()
    await page.get_by_label(re.compile("签名人姓名：请门店负责人签字")).fill("李敏")
    await judge(page, "sign-off")
    await page.get_by_role("button", name="确认提交").click()
    await page.wait_for_url("**/receipt")
    await phone.context.set_offline(False)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    await page.locator("details.receipt summary").click()
    await expect(page.locator("details.receipt")).to_contain_text("李敏 · 店长")
    await judge(page, "receipt-signed")
    inspection = await ask(page, f"/api/inspections/{id}")
    signed = inspection["signature"]
    assert signed["photo"] in inspection["held"]
    assert signed["photo"] in inspection["receipt"]["statement"]

    desk = await phones("chen", **AT_A_DESK)
    await desk.go(f"/inspections/{id}")
    await expect(desk.page.get_by_role("heading", name="门店签字")).to_be_visible()
    await expect(desk.page.get_by_text("李敏 · 店长").first).to_be_visible()
    await judge_in_both_languages(desk, "inspection-signed")
