"""Marking a photo: by finger and by keys, on a copy; both are handed in, and the original is as it was."""

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import held
from tests.browser.walking import (
    SELF_CHECK,
    ask,
    begin_visit,
    draft_of,
    pass_all,
    saved,
    submit,
    take_missing_photos,
    take_photo,
)


async def test_a_photo_is_marked_on_a_copy_by_finger_and_by_keys(phones: MakePhone) -> None:
    """A circle is drawn, an arrow is put and moved by keys, and the copy names its original."""
    phone = await phones("wang")
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, "滨江店")
    await pass_all(page)
    if not await take_missing_photos(page):
        await take_photo(page, page.locator("button.camera").last)
    await saved(page)
    (original,) = [
        photo for answer in (await draft_of(page, id))["answers"] for photo in answer.get("photos", [])
    ]
    await page.get_by_role("button", name="在照片上标注").last.click()
    sheet = page.get_by_role("dialog")
    canvas = sheet.locator("canvas")
    await expect(canvas).to_be_visible()
    done = sheet.get_by_role("button", name="保存标注")
    await expect(done).to_be_disabled()
    box = await canvas.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5, steps=5)
    await page.mouse.up()
    await expect(sheet.get_by_role("img", name="照片，已有 1 处标注")).to_be_visible()
    await sheet.get_by_role("radio", name="箭头").check(force=True)
    await canvas.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Shift+ArrowUp")
    await expect(sheet.get_by_role("img", name="照片，已有 2 处标注")).to_be_visible()
    await page.keyboard.press("Delete")
    await expect(sheet.get_by_role("img", name="照片，已有 1 处标注")).to_be_visible()
    await sheet.get_by_role("radio", name="文字").check(force=True)
    await sheet.get_by_placeholder("写几个字").fill("这里漏水")
    await sheet.get_by_role("button", name="放到中间").click()
    await expect(sheet.get_by_role("img", name="照片，已有 2 处标注")).to_be_visible()
    await judge(page, "marking")
    await done.click()
    await expect(page.get_by_text("已另存一张带标注的照片")).to_be_visible()
    await saved(page)
    shots = (await draft_of(page, id))["shots"]
    (copy,) = [photo for photo, shot in shots.items() if shot.get("marks") == original]
    assert {row["sha256"] for row in await held(page, "photos")} >= {original, copy}
    await submit(page)
    await expect(page.get_by_text("可以离开了")).to_be_visible()
    inspection = await ask(page, f"/api/inspections/{id}")
    assert inspection["manifest"] == [original, copy] == inspection["held"]
    assert {one["photo"]: one["marks"] for one in inspection["takings"]} == {original: None, copy: original}
    assert inspection["checkOut"]["distanceMetres"] is not None
    assert all(one["source"] == "camera" and one["run"] for one in inspection["takings"])
    await page.get_by_role("link", name="查看结果").click()
    await expect(page.get_by_role("heading", name="证据可信度")).to_be_visible()
    await judge(page, "inspection-proof")
