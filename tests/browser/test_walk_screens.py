"""Every screen of the walk in both languages and themes: axe finds nothing, nothing is too wide."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import DESK, PHONE, SMALL, assert_accessible, look, overflow
from tests.browser.walking import begin_visit, cards, pass_all, take_missing_photos


@pytest.mark.parametrize(("language", "theme", "size"), [("zh", "light", PHONE), ("en", "dark", SMALL)])
async def test_every_screen(phones: MakePhone, language: str, theme: str, size: dict[str, int]) -> None:
    """From today to the result."""
    phone = await phones("wang", viewport=size)
    page = phone.page
    await expect(page.locator("a.visit").first).to_be_visible()

    async def check(name: str) -> None:
        await assert_accessible(page, f"{name} {language} {theme}")
        assert await overflow(page) <= 0, f"{name} is too wide"
        await look(page, f"walk-{name}-{language}-{theme}", whole=False)

    id = await begin_visit(phone, "门店巡检", "山顶店")
    await phone.speak(language, theme)
    await walk_through(page, check)
    await phone.go(f"/inspections/{id}")
    await expect(page.locator(".found.failed")).to_have_count(3)
    await check("result")
    await phone.go("/inspections?start")
    await expect(page.locator("[role=dialog] input[type=radio]").first).to_be_visible()
    await check("start")
    await page.keyboard.press("Escape")
    await check("inspections")
    await phone.go("/today")
    await expect(page.locator("a.visit").first).to_be_visible()
    await check("today")
    await page.locator("a.visit").first.click()
    await expect(page.locator(".last")).to_be_visible()
    await check("prep")
    await page.locator(".dock button").click()
    await expect(page.locator(".stage.good")).to_be_visible()
    await check("check-in")


async def walk_through(page: Page, check: Any) -> None:
    """Fail three questions of different kinds, look at every sheet on the way, and hand in."""
    await cards(page).nth(4).get_by_role("radio").nth(2).click(force=True)
    await cards(page).nth(2).get_by_role("radio").nth(1).click(force=True)
    await page.locator("button.left").click()
    await check("gap")
    await cards(page).nth(19).locator("input").fill("9.5")
    await cards(page).nth(19).scroll_into_view_if_needed()
    await check("reading")
    await page.locator(".panel button").first.click()
    await expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    await check("products")
    await page.keyboard.press("Escape")
    await page.locator("button.camera").first.click()
    await expect(page.locator("button.shutter")).to_be_enabled()
    await check("camera")
    await page.keyboard.press("Escape")
    for failed in (2, 19):
        await cards(page).nth(failed).locator("textarea.note").fill("…")
    await pass_all(page)
    await take_missing_photos(page)
    await page.locator("button.submit").click()
    await expect(page.get_by_role("dialog").locator(".failure")).to_have_count(3)
    await check("submit")
    await page.get_by_role("dialog").locator("footer button").click()
    await expect(page.locator(".statement.yes")).to_be_visible()
    await page.locator("details.receipt summary").click()
    await check("receipt")


async def test_the_keyboard_alone_answers(phones: MakePhone) -> None:
    """Arrows choose, Tab goes on, the camera opens and closes, and the focus comes back to where it was."""
    phone = await phones("wang")
    page = phone.page
    await begin_visit(phone, "开店自检", "花园路店")
    radios = cards(page).first.get_by_role("radio")
    await radios.first.focus()
    await page.keyboard.press("Space")
    await expect(radios.first).to_be_checked()
    await page.keyboard.press("ArrowRight")
    await expect(radios.nth(1)).to_be_checked()
    await page.keyboard.press("Tab")
    await expect(cards(page).first.locator("textarea.note")).to_be_focused()
    await page.keyboard.type("有问题")
    camera = cards(page).first.locator("button.camera")
    for _ in range(12):  # past the phrases that a note offers
        await page.keyboard.press("Tab")
        if await camera.evaluate("one => one === document.activeElement"):
            break
    await expect(camera).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("button.shutter")).to_be_enabled()
    await page.keyboard.press("Escape")
    await expect(page.locator("button.shutter")).to_be_hidden()
    await expect(cards(page).first.locator("button.camera")).to_be_focused()


async def test_hq_reads_a_visit_at_a_desk(phones: MakePhone) -> None:
    """The list and the result on a wide screen, filtered down to what failed."""
    phone = await phones("chen", viewport=DESK, is_mobile=False, has_touch=False, device_scale_factor=1)
    page = phone.page
    await phone.go("/inspections")
    await expect(page.locator("a.one").first).to_be_visible()
    await assert_accessible(page, "inspections at a desk")
    await page.locator("a.one").filter(has_text="不合格").first.click()
    await expect(page.locator(".found").first).to_be_visible()
    await assert_accessible(page, "result at a desk")
    await look(page, "walk-result-desk", whole=False)
    await page.get_by_role("radio").first.check(force=True)
    await expect(page.locator(".found:not(.failed)")).to_have_count(0)
    await expect(page.locator(".found.failed").first).to_be_visible()
