"""Proof under bad conditions: no position, no camera, odd files, photos that come late."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from PIL.ExifTags import Base
from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.phone import held, look
from tests.browser.walking import (
    SELF_CHECK,
    ask,
    begin_visit,
    cards,
    draft_of,
    pass_all,
    saved,
    submit,
    take_missing_photos,
)


async def test_without_a_position_and_a_camera_the_walk_goes_on(phones: MakePhone) -> None:
    """Both refused: it is said, written down, and the phone's own camera serves."""
    phone = await phones("wang", permissions=[], geolocation=None)
    page = phone.page
    await page.get_by_role("link", name="巡店", exact=True).click()
    await page.get_by_role("button", name="临时巡店").click()
    await page.get_by_role("radio", name=re.compile(SELF_CHECK)).check()
    await page.get_by_role("radio", name=re.compile("科学园店")).check()
    await page.get_by_role("button", name="继续").click()
    await page.get_by_role("button", name="签到").click()
    await expect(page.get_by_role("heading", name="没有定位")).to_be_visible()
    await look(page, "no-position", whole=False)
    await page.get_by_role("button", name="没有定位，直接开始").click()
    id = page.url.rsplit("/", 1)[1]
    await expect(cards(page).first).to_be_visible()
    await saved(page)
    assert (await draft_of(page, id))["checkIn"]["noPosition"] in {"denied", "unavailable", "timeout"}


async def test_photos_from_the_phones_own_camera(phones: MakePhone, tmp_path: Path) -> None:
    """A file becomes upright, small and stamped; one that cannot be opened is kept, and refused aloud."""
    phone = await phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "运河店")
    await pass_all(page)
    lying = Image.effect_noise((4000, 3000), 90).convert("RGB")
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    lying.save(tmp_path / "lying.jpg", exif=exif)
    (tmp_path / "strange.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(2000))
    for name in ("lying.jpg", "strange.heic"):
        await page.locator("button.camera").last.click()
        await page.locator("input[type=file]").set_input_files(tmp_path / name)
        await expect(page.locator("button.shutter")).to_be_hidden()
    await saved(page)
    upright, strange = (await draft_of(page, id))["answers"][-1]["photos"]
    await submit(page)
    await expect(page.get_by_text("服务器没有接受其中 1 张")).to_be_visible()
    await expect(page.get_by_role("link", name="查看结果")).to_be_visible()
    inspection = await ask(page, f"/api/inspections/{id}")
    assert (inspection["held"], inspection["receipt"]["missing"]) == ([upright], [strange])
    reply = await page.request.get(urljoin(page.url, f"/api/photos/{upright}?size=1600"))
    with Image.open(BytesIO(await reply.body())) as picture:
        assert picture.size == (1200, 1600)
    places = {row["sha256"]: row["coveredBy"] for row in await held(page, "photos")}
    assert places == {upright: id, strange: None}


async def test_a_photo_that_comes_later_completes_the_receipt(phones: MakePhone) -> None:
    """The record goes ahead of a photo that fails again and again; "may leave" waits for it."""
    phone = await phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "科学园店")
    await pass_all(page)
    await phone.context.route("**/api/photos/*", lambda route: route.fulfill(status=503, json={}))
    await take_missing_photos(page)
    await submit(page)
    await expect(page.get_by_role("link", name="查看结果")).to_be_visible()
    await expect(page.get_by_text("1 张照片还在手机里")).to_be_visible()
    assert (await draft_of(page, id))["receipt"]["held"] == []
    await phone.context.unroute("**/api/photos/*")
    await page.locator("a.badge").click()
    await page.get_by_role("button", name="全部重试").click()
    await page.go_back()
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    assert [row["coveredBy"] for row in await held(page, "photos")] == [id]
