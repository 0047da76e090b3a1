"""Judges of what is on screen: axe, the size of targets, and whether anything sticks out over the side."""

import os
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.phone import PHONE, SMALL, Phone, assert_accessible

STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const all = [...document.querySelectorAll('body *')]
  const wide = all.filter((one) => one.getBoundingClientRect().right > width + 1)
  return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 160))
}"""
# A control may look smaller when what surrounds it belongs to it: a label, or a frame drawn by ::after.
TOO_SMALL = """() => [...document.querySelectorAll(':is(main, .dock) :is(a, button), .sheet button')]
  .filter((one) => {
    const box = one.getBoundingClientRect()
    const inText = getComputedStyle(one).display === 'inline'
    const reaches = getComputedStyle(one, '::after').position === 'absolute'
    return box.width > 0 && !inText && !reaches && (box.height < 43.5 || box.width < 43.5)
  }).map((one) => one.outerHTML.slice(0, 160))"""


async def judge(page: Page, name: str) -> None:
    """Look at the screen in light and dark at its usual width, and at 320 px."""
    usual = page.viewport_size or PHONE
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await judge_once(page, f"{name}-{scheme}")
    await page.set_viewport_size(SMALL)
    await judge_once(page, f"{name}-320")
    await page.set_viewport_size(usual)
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")


async def judge_in_both_languages(phone: Phone, name: str) -> None:
    """English is longer; it is judged at the same widths and in the same colours."""
    await judge(phone.page, name)
    await phone.speak("en", "auto")
    await expect(phone.page.locator("main :is(a, li, label, td):visible").first).to_be_visible()
    await judge(phone.page, f"{name}-en")
    await phone.speak("zh", "auto")


async def judge_once(page: Page, name: str) -> None:
    """Judge the screen as it stands; with SCREENSHOTS in the environment also keep it there."""
    # A page just opened has no heading until its script has run; then images and the last transition.
    await page.wait_for_selector("h1", state="attached")
    await page.wait_for_timeout(150)
    if folder := os.environ.get("SCREENSHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png")
    await assert_accessible(page, name)
    assert await page.evaluate(STICKS_OUT) == [], name
    assert await page.evaluate(TOO_SMALL) == [], name
