"""README's pictures, taken from the running product: `make pictures` puts them into docs/."""

import io
import os
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import LOOKS, ROOT, Phone, until
from tests.browser.server import Server
from tests.browser.walking import begin_visit, cards, fail, pass_all, submit, take_missing_photos

FOLDER = ROOT / os.environ["PICTURES"] if "PICTURES" in os.environ else LOOKS.parent / "pictures"
# Lazy pictures below the screen are not loaded, and `decode()` would wait for them without end.
DRAWN = "() => [...document.images].every((it) => it.complete || it.getBoundingClientRect().y > innerHeight)"
WHAT = ["today", "walk", "receipt", "issue", "order", "overview"]
LARGEST = 250_000
README = (ROOT / "README.md").read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: in the other one's stores the journeys before have already fixed and ordered."""
    running = Server(tmp_path_factory.mktemp("pictured"))
    running.start()
    yield running
    running.stop()


async def take(page: Page, name: str) -> None:
    """Keep the screen as a small PNG of 256 colours, once every picture in it is drawn."""
    await until(page, DRAWN)
    screen = Image.open(io.BytesIO(await page.screenshot(animations="disabled")))
    FOLDER.mkdir(parents=True, exist_ok=True)
    screen.convert("RGB").quantize(256).save(FOLDER / f"{name}.png", optimize=True)


async def walk(wang: Phone) -> None:
    """Today, a question that fails, and the receipt."""
    page = wang.page
    await expect(page.locator("a.visit").first).to_be_visible()
    await take(page, "today")
    await begin_visit(wang, "门店巡检", "花园路店")
    await fail(cards(page).nth(2), "执照上周过期，已请店长联系换证")
    await cards(page).nth(1).scroll_into_view_if_needed()
    await take(page, "walk")
    await pass_all(page)
    await take_missing_photos(page)
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    await take(page, "receipt")


async def fix_and_order(li: Phone) -> None:
    """An issue with its photos, and an order sheet."""
    page = li.page
    await li.go("/issues")
    await page.locator("a[href^='/issues/']", has=page.locator("img")).first.click()
    await expect(page.get_by_role("heading", level=2).first).to_be_visible()
    await expect(page.locator("main img").first).to_be_visible()
    await expect(page.get_by_text("商品资料还没下载到手机")).to_have_count(0)
    await take(page, "issue")
    await li.go("/orders")
    await page.get_by_role("link", name=re.compile("清晨乳品")).first.click()
    await expect(page.get_by_role("button", name="按建议下单")).to_be_visible()
    await take(page, "order")


async def test_readme_shows_what_is_there(phones: MakePhone) -> None:
    """Every picture that README shows is taken from a real screen, and is small enough to load."""
    await walk(await phones("wang", device_scale_factor=1.5))
    await fix_and_order(await phones("li", device_scale_factor=1.5))
    desk = {"width": 1280, "height": 800}
    chen = await phones("chen", viewport=desk, device_scale_factor=1, is_mobile=False, has_touch=False)
    await expect(chen.page.get_by_role("heading", level=1)).to_be_visible()
    await expect(chen.page.get_by_text("滨江店").first).to_be_visible()
    await take(chen.page, "overview")
    assert sorted(re.findall(r"docs/(\w+)\.png", README)) == sorted(WHAT)
    assert all((FOLDER / f"{name}.png").stat().st_size < LARGEST for name in WHAT)
