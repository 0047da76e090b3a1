"""A person at a phone: signs in, taps, reads; and the judges of what they see."""

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.browser.house import ROOT, House
from tests.cast import PASSWORD

AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
NARROW, USUAL = {"width": 320, "height": 700}, {"width": 390, "height": 844}
JUDGE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(' | ')}`)
}"""
# What sticks out over the side of the screen, scrolls on purpose, or is cut on purpose is left out.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 1)
  return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 160))
}"""
TOO_SMALL = """() => [...document.querySelectorAll('main button, main a, .dock button, .dock a, .sheet button')]
  .filter((one) => {
    const box = one.getBoundingClientRect(), inText = getComputedStyle(one).display === 'inline'
    const reach = getComputedStyle(one, '::after').position === 'absolute'
    return box.width > 0 && !inText && !reach && (box.height < 43.5 || box.width < 43.5)
  }).map((one) => one.outerHTML.slice(0, 160))"""


@dataclass
class Phone:
    """One browser of one person, in front of a house."""

    house: House
    context: BrowserContext
    page: Page

    async def sign_in(self, login: str) -> None:
        """Sign in as a person does."""
        await self.page.goto(f"{self.house.url}/sign-in")
        fields = self.page.locator("form input")
        await fields.nth(0).fill(login)
        await fields.nth(1).fill(PASSWORD)
        await self.page.locator("form button[type=submit]").click()
        await self.page.wait_for_url(lambda url: "/sign-in" not in url)
        await self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        # The very first page has no service worker; the app reloads itself into its care.
        await self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    async def open(self, path: str) -> None:
        """Go to an address of the app."""
        await self.page.goto(self.house.url + path)

    async def speak(self, language: str) -> None:
        """Switch to zh or en, as the switch on the Me page does."""
        await self.page.evaluate("language => localStorage.setItem('storewalk.locale', language)", language)
        await self.page.reload()

    def button(self, name: str) -> Locator:
        """A button or a link by its whole name."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def says(self, text: str) -> Locator:
        """Something on screen that holds this text."""
        return self.page.get_by_text(text).first

    async def reads(self, text: str, seconds: float = 10) -> None:
        """Wait until this text can be read."""
        await expect(self.says(text)).to_be_visible(timeout=seconds * 1000)

    async def judge(self, name: str) -> None:
        """Look at the screen in light and dark, at its usual width and at 320 px: axe, targets, nothing sticks out."""
        for scheme in ("light", "dark"):
            await self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await self.page.set_viewport_size(USUAL)
            await self.judge_once(f"{name}-{scheme}")
        await self.page.set_viewport_size(NARROW)
        await self.judge_once(f"{name}-narrow")
        await self.page.set_viewport_size(USUAL)
        await self.page.emulate_media(color_scheme="light", reduced_motion="reduce")

    async def judge_once(self, name: str) -> None:
        """Judge the screen as it stands; with SCREENSHOTS in the environment also keep it there."""
        await self.page.wait_for_timeout(120)
        if folder := os.environ.get("SCREENSHOTS"):
            await self.page.screenshot(path=Path(folder) / f"{name}.png")
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE.read_text())
        assert await self.page.evaluate(JUDGE) == [], name
        assert await self.page.evaluate(STICKS_OUT) == [], name
        assert await self.page.evaluate(TOO_SMALL) == [], name
