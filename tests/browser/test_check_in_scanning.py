"""Check-in by the store's code as it is really done: the camera looks at the other screen."""

import io
import re
from pathlib import Path

from PIL import Image
from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import held
from tests.browser.walking import SELF_CHECK, cards, draft_of

FRAMES, FILM = 12, (640, 480)


def film(code: bytes, file: Path) -> None:
    """Make what a camera sees that moves over a screen with the code: Chromium plays it in a loop."""
    seen = Image.open(io.BytesIO(code)).convert("RGB").resize((330, 330))
    with file.open("wb") as out:
        for frame in range(FRAMES):
            picture = Image.new("RGB", FILM, "#6b7280")
            picture.paste(Image.new("RGB", (390, 390), "white"), (110 + frame, 40))
            picture.paste(seen, (140 + frame, 70))
            picture.save(out, "JPEG", quality=90)


async def test_the_camera_reads_the_code_off_the_other_screen(phones: MakePhone, tmp_path: Path) -> None:
    """No file is chosen and nothing tapped: the code is in the picture, and the visit is checked in."""
    store = await phones("li")
    await store.go("/check-in-code")
    code = store.page.locator("svg.code")
    await expect(code).to_be_visible()
    film(await code.screenshot(), tmp_path / "code.mjpeg")
    walker = await phones(
        "wang", permissions=["camera"], geolocation=None,
        flags=[f"--use-file-for-fake-video-capture={tmp_path / 'code.mjpeg'}"],
    )  # fmt: skip
    page = walker.page
    await page.get_by_role("link", name="巡店", exact=True).click()
    await page.get_by_role("button", name="临时巡店").click()
    await page.get_by_role("radio", name=re.compile(SELF_CHECK)).check()
    await page.get_by_role("radio", name=re.compile("滨江店")).check()
    await page.get_by_role("button", name="继续").click()
    await page.get_by_role("button", name="签到").click()
    await page.get_by_role("button", name="扫门店的签到码").click()
    await expect(page.get_by_role("heading", name="已扫描门店签到码")).to_be_visible()
    await page.get_by_role("button", name="开始检查").click()
    await expect(cards(page).first).to_be_visible()
    draft = await draft_of(page, page.url.rsplit("/", 1)[1])
    assert draft["checkIn"]["code"].startswith("storewalk:check-in/")
    assert await held(page, "photos") == [], "a code that was read is no evidence photo"
