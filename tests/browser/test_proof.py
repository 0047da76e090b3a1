"""What HQ and the walker see of proof: weak visits, pictures shown before, and an amendment made offline."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK
from tests.browser.walking import (
    SELF_CHECK,
    ask,
    begin_visit,
    cards,
    pass_all,
    submit,
    take_missing_photos,
    unfold,
)

AT_A_DESK = {"viewport": DESK, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}


async def test_hq_finds_the_weak_visit_and_both_pictures_side_by_side(phones: MakePhone) -> None:
    """From the list of weak evidence to the copy: where it was shown before, and the visit it came from."""
    phone = await phones("chen", **AT_A_DESK)
    page = phone.page
    await page.get_by_role("link", name="巡店", exact=True).click()
    await page.get_by_role("link", name="查看证据可信度低的巡店").click()
    weakest = page.get_by_role("listitem").filter(has_text="别的门店的旧照片").first
    await expect(weakest).to_be_visible()
    await judge_in_both_languages(phone, "low-evidence")
    await weakest.get_by_role("link").click()
    pair = page.get_by_role("heading", name=re.compile("疑似重复照片"))
    await expect(pair).to_be_visible()
    foreign = page.get_by_role("listitem").filter(has_text="别的门店用过").first
    await expect(foreign.get_by_role("button", name="以前").locator("img")).to_be_visible()
    await judge_in_both_languages(phone, "likeness")
    earlier = foreign.get_by_role("link", name="打开那次巡店")
    address = await earlier.get_attribute("href") or ""
    await earlier.click()
    await expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    await expect(page.get_by_role("heading", name=re.compile("店$"), level=1)).to_be_visible()


async def test_a_visit_is_amended_offline_and_both_versions_are_read(phones: MakePhone) -> None:
    """The walker changes an answer without a network; the new version says why, and what it was before."""
    phone = await phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "滨江店")
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    await page.get_by_role("link", name="查看结果").click()
    await page.get_by_role("link", name="修改这次巡店").click()
    await expect(page.get_by_label("为什么要修改")).to_be_visible()
    await phone.context.set_offline(True)
    await page.get_by_role("button", name="提交修改").click()
    await expect(page.get_by_text("请写一句原因")).to_be_visible()
    await page.get_by_label("为什么要修改").fill("看错了一项")
    await unfold(page)
    card = cards(page).filter(has=page.get_by_role("radio", name="不合格")).first
    await card.get_by_role("radio", name="不合格").click()
    await expect(card.get_by_role("radio", name="不合格")).to_be_checked()
    if await (note := card.locator("textarea.note")).count():
        await note.fill("有问题")
    await judge(page, "amend")
    await take_missing_photos(page)
    await page.get_by_role("button", name="提交修改").click()
    await expect(page.get_by_text("修改还在手机里")).to_be_visible()
    await phone.context.set_offline(False)
    await expect(page.get_by_text("第 2 版")).to_be_visible()
    await expect(page.get_by_text("看错了一项")).to_be_visible()
    await judge_in_both_languages(phone, "amended")
    inspection = await ask(page, f"/api/inspections/{id}")
    assert [one["reason"] for one in inspection["history"]] == ["看错了一项"]
    change = inspection["history"][0]["changes"][0]
    assert change["before"]["option"] != change["after"]["option"]
    assert len(inspection["issues"]) >= 1
