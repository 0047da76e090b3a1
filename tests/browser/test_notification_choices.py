"""How somebody is told: an address proved by a letter, a test by every way, and the log of an admin."""

import asyncio
import re

from playwright.async_api import Playwright, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.test_outside import stranger
from tests.doors.mail_server import MailServer

ADDRESS, TRIAL = "sun@home.example", "A test"  # she reads English


async def link_in_a_letter(mailbox: MailServer) -> str:
    """Wait for the letter that proves the address."""
    for _ in range(600):
        for letter in mailbox.letters:
            found = re.search(r"http\S+/verify/\S+", letter.text)
            if letter.recipients == [ADDRESS] and found:
                return found[0]
        await asyncio.sleep(0.1)
    raise AssertionError("no letter ever came")


async def test_sun_gives_an_address_proves_it_tries_it_and_takes_it_away(
    server: Server, phones: MakePhone, playwright: Playwright, mailbox: MailServer
) -> None:
    sun = await phones("sun")
    page = sun.page
    await sun.go("/notifications/choices")
    await page.get_by_label("我的邮箱").fill("没有")
    await page.get_by_role("button", name="发确认信").click()
    await expect(page.get_by_text("这不是一个邮箱地址。")).to_be_visible()
    await judge(page, "choices-address-wrong")
    await page.get_by_label("我的邮箱").fill(ADDRESS)
    await page.get_by_role("button", name="发确认信").click()
    await expect(page.get_by_text(re.compile("打开信里的链接点“确认”"))).to_be_visible()
    link = await link_in_a_letter(mailbox)
    assert read(server, "sun", "/api/email-address")["email"] is None

    browser, other = await stranger(playwright, "en-GB")
    try:
        await other.goto(link)
        await judge(other, "verify-en")
        await other.get_by_role("button", name="Confirm").click()
        await expect(other.get_by_text("Confirmed.")).to_be_visible()
        await other.goto(link)
        await expect(other.get_by_text("Confirmed.")).to_be_visible()
    finally:
        await browser.close()

    await sun.go("/notifications/choices")
    await expect(page.get_by_text("已确认")).to_be_visible()
    await expect(page.get_by_text(f"发到 {ADDRESS}")).to_be_visible()
    await page.get_by_role("radiogroup", name="邮件").get_by_role("radio", name="总是").click()
    await page.get_by_role("button", name="发一条测试").click()
    trial = page.get_by_role("region", name="试一试")
    await expect(trial.get_by_text("已送出")).to_be_visible()
    await judge_in_both_languages(sun, "choices")
    # Whatever else happens in her store is mailed too, now that she always wants letters.
    letters = [one for one in mailbox.letters if one.recipients == [ADDRESS]]
    assert len([one for one in letters if "/verify/" in one.text]) == 1
    assert len([one for one in letters if TRIAL in str(one.message["Subject"]) + one.text]) == 1

    ada = await phones("ada")
    await ada.go("/settings/deliveries")
    line = ada.page.get_by_role("listitem").filter(has_text="测试通知").filter(has_text="Sun Yue").first
    await expect(line.get_by_role("listitem").filter(has_text="邮件")).to_contain_text("已送出")
    await judge_in_both_languages(ada, "delivery-log")
    await ada.page.get_by_role("radio", name="有问题的").click()
    await expect(ada.page.get_by_text("没有可用的方式").first).to_be_visible()
    await expect(ada.page.get_by_text("测试通知")).to_be_hidden()

    await page.get_by_role("button", name="不用邮箱").click()
    await expect(page.get_by_label("我的邮箱")).to_be_visible()
    assert read(server, "sun", "/api/email-address")["email"] is None
