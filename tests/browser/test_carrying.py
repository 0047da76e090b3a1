"""A phone breaks with a day of work on it: it goes on by file, on another phone or through HQ, once."""

import re
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import Phone, held, nothing_waits
from tests.browser.scenes import at_the_api, read
from tests.browser.server import Server
from tests.browser.walking import SELF_CHECK, begin_visit, pass_all, saved, submit, take_missing_photos

PASSPHRASE = "绿色 trolley 7"


async def a_day_offline(phone: Phone, store: str) -> str:
    """One visit handed in without a network; its id."""
    page = phone.page
    id = await begin_visit(phone, SELF_CHECK, store)
    await phone.context.set_offline(True)
    await pass_all(page)
    await take_missing_photos(page)
    await saved(page)
    await submit(page)
    await expect(page.get_by_text("还在手机里").first).to_be_visible()
    return id


async def take_to_a_file(page: Page, file: Path) -> None:
    """Export everything from the sync centre."""
    await page.get_by_role("link", name=re.compile("同步状态|离线|待上传")).first.click()
    await page.get_by_role("button", name="导出到文件").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("文件密码").fill("short")
    await sheet.get_by_role("button", name="导出").click()
    await expect(sheet.get_by_label("文件密码")).to_have_attribute("aria-invalid", "true")
    await sheet.get_by_label("文件密码").fill(PASSPHRASE)
    async with page.expect_download() as downloading:
        await sheet.get_by_role("button", name="导出").click()
    await (await downloading.value).save_as(file)
    await expect(page.get_by_text("已导出到文件").first).to_be_visible()


async def open_file(page: Page, file: Path, passphrase: str = PASSPHRASE) -> None:
    """Choose a file in the sync centre and type its passphrase."""
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_role("dialog").get_by_label("文件密码").fill(passphrase)
    await page.get_by_role("button", name="打开文件").click()


async def test_work_moves_to_another_phone_by_file(phones: MakePhone, server: Server, tmp_path: Path) -> None:
    """The new phone sends it all, the old one sends it again: one visit. Nobody else can take the file in."""
    old = await phones("wang")
    id = await a_day_offline(old, "运河店")
    file = tmp_path / "work.storewalk"
    await take_to_a_file(old.page, file)
    assert len(await held(old.page, "outbox")) > 1
    assert id.encode() not in file.read_bytes()
    await old.close()

    stranger = await phones("sun")
    await stranger.go("/sync")
    await stranger.page.locator("input[type=file]").set_input_files(file)
    await expect(stranger.page.get_by_text("的内容。请")).to_be_visible()
    await expect(stranger.page.get_by_role("button", name="打开文件")).to_have_count(0)
    await stranger.close()

    new = await phones("wang")
    await new.go("/sync")
    await open_file(new.page, file, "wrong passphrase")
    await expect(new.page.get_by_text("密码不对")).to_be_visible()
    await new.page.get_by_role("dialog").get_by_label("文件密码").fill(PASSPHRASE)
    await new.page.get_by_role("button", name="打开文件").click()
    await new.page.get_by_role("button", name="导入并上传").click()
    await expect(new.page.get_by_role("dialog")).to_be_hidden()
    await nothing_waits(new.page)
    await expect(new.page.locator("a.badge.synced")).to_be_visible()
    await new.go(f"/visit/{id}/receipt")
    await expect(new.page.get_by_text("可以离开了")).to_be_visible()
    await new.close()

    page = await old.open("/sync")
    await nothing_waits(page)
    await expect(page.locator("a.badge.synced")).to_be_visible()
    mine = [one for one in read(server, "wang", "/api/inspections")["inspections"] if one["id"] == id]
    assert len(mine) == 1
    assert read(server, "wang", f"/api/inspections/{id}")["receipt"]["marks"] == []


async def test_hq_hands_in_for_a_broken_phone(phones: MakePhone, server: Server, tmp_path: Path) -> None:
    """Chen opens the file and sends it in the name of Wang; everybody reads who handed it in."""
    broken = await phones("wang")
    id = await a_day_offline(broken, "科学园店")
    file = tmp_path / "work.storewalk"
    await take_to_a_file(broken.page, file)
    await broken.close()

    desk = await phones("chen")
    await desk.go("/sync")
    await open_file(desk.page, file)
    await expect(desk.page.get_by_text("的名义上传")).to_be_visible()
    await desk.page.get_by_role("button", name=re.compile("替.*上传")).click()
    await expect(desk.page.get_by_role("dialog")).to_be_hidden()
    with at_the_api(server, "chen") as chen:
        for _ in range(300):
            inspection = chen.get(f"/api/inspections/{id}").json()
            if inspection.get("receipt", {}).get("missing") == []:
                break
            await desk.page.wait_for_timeout(200)
        walker = chen.get("/api/me").json()["name"]
    assert inspection["personName"] != walker
    assert inspection["receipt"]["missing"] == []
    assert [mark["byName"] for mark in inspection["receipt"]["marks"]] == [walker]
    await expect(desk.page.locator("a.badge.synced")).to_be_visible()
    await desk.go(f"/inspections/{id}")
    await expect(desk.page.get_by_text("从文件代交")).to_be_visible()


async def test_the_sync_centre_and_the_devices_are_fit_to_look_at(phones: MakePhone) -> None:
    """Both pages in light and dark, both languages, narrow and usual."""
    phone = await phones("wang")
    await a_day_offline(phone, "运河店")
    await phone.go("/sync")
    await judge_in_both_languages(phone, "sync")
    await phone.context.set_offline(False)
    desk = await phones("chen")
    await desk.go("/devices")
    await expect(desk.page.get_by_text("未上传").first).to_be_visible()
    await judge_in_both_languages(desk, "devices")
