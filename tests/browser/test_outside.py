"""People without an account: a technician with a mailed link, a guest with a printed code."""

import asyncio
import re
from pathlib import Path

from playwright.async_api import Browser, Page, Playwright, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import CHROMIUM, FLAGS, PATIENCE, PHONE
from tests.browser.scenes import at_the_api, own_store, picture, raise_issue, read, send_photo
from tests.browser.server import Server
from tests.doors.mail_server import MailServer


async def letter_to(mailbox: MailServer, address: str) -> str:
    """Wait for a letter and return the link in it."""
    for _ in range(600):
        for letter in mailbox.letters:
            if letter.recipients == [address] and (found := re.search(r"http\S+/outside/\S+", letter.text)):
                return found[0]
        await asyncio.sleep(0.1)
    raise AssertionError(f"no letter ever came to {address}")


async def stranger(playwright: Playwright, language: str) -> tuple[Browser, Page]:
    """A browser that was never here before, and speaks its own language."""
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    context = await browser.new_context(viewport=PHONE, locale=language, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    return browser, await context.new_page()


async def test_a_technician_mends_a_fridge_by_a_mailed_link(
    server: Server, phones: MakePhone, playwright: Playwright, mailbox: MailServer, tmp_path: Path
) -> None:
    with at_the_api(server, "zhao") as zhao:
        store = own_store(zhao)
    with at_the_api(server, "wang") as wang:
        photo = send_photo(wang, picture("#5b7a8c", "fridge"))
        issue = raise_issue(wang, store, "冷柜不制冷", note="显示 9 度", photos=[photo])
    wang = await phones("wang")
    await wang.go(f"/issues/{issue}")
    await wang.page.get_by_role("button", name="更多操作").click()
    await wang.page.get_by_role("button", name="请外部人员处理").click()
    await wang.page.get_by_label("姓名或称呼").fill("冷柜周师傅")
    await wang.page.get_by_label("邮箱").fill("zhou@cold.example")
    await judge(wang.page, "issue-invite-sheet")
    await wang.page.get_by_role("button", name="发送邮件").click()
    link = await letter_to(mailbox, "zhou@cold.example")

    browser, page = await stranger(playwright, "en-GB")
    try:
        await page.goto(link)
        await expect(page.get_by_text("asks you to mend this")).to_be_visible()
        await expect(page.get_by_text("显示 9 度")).to_be_visible()
        shown = page.get_by_role("list", name="Photos as found").locator("img").first
        await expect(shown).to_be_visible()
        assert await shown.evaluate("async (one) => { await one.decode(); return one.naturalWidth }") > 0
        await judge(page, "outside-mend-en")
        await page.get_by_role("button", name="中文").click()
        await expect(page.get_by_text("请您处理这个问题")).to_be_visible()
        await judge(page, "outside-mend-zh")

        after = tmp_path / "after.jpg"
        after.write_bytes(picture("#2f8f5b", "cold again"))
        await page.locator("input[type=file]").set_input_files(after)
        await expect(page.get_by_role("button", name="移除第 1 张照片")).to_be_visible()
        await page.get_by_label("留言或说明").fill("换了压缩机，降到 3 度")
        await page.get_by_role("button", name="已处理好").click()
        await expect(page.get_by_text("门店和复核人已收到通知")).to_be_visible()
        await judge(page, "outside-done")

        # Nothing else opens: neither the app nor another issue.
        await page.goto(f"{server.origin}/issues/{issue}")
        await expect(page).to_have_url(re.compile("/sign-in"))

        await expect(wang.page.get_by_text("换了压缩机，降到 3 度")).to_be_visible()
        fixed = read(server, "wang", f"/api/issues/{issue}")
        assert (fixed["status"], fixed["fixes"][0]["personName"]) == ("fixed", "冷柜周师傅")
        assert len(fixed["fixes"][0]["photos"]) == 1

        await wang.page.get_by_role("button", name="更多操作").click()
        await wang.page.get_by_role("button", name="请外部人员处理").click()
        await expect(wang.page.get_by_text("邮件已发出")).to_be_visible()
        await wang.page.get_by_role("button", name="收回").click()
        await expect(wang.page.get_by_text("已收回").first).to_be_visible()
        await page.goto(link)
        await expect(page.get_by_text("链接已失效")).to_be_visible()
        await judge(page, "outside-ended")
    finally:
        await browser.close()


async def test_a_guest_reports_by_the_code_on_the_wall(
    server: Server, phones: MakePhone, playwright: Playwright, tmp_path: Path
) -> None:
    li = await phones("li")
    await li.go("/issues")
    await li.page.get_by_role("link", name="扫码上报的二维码").click()
    await li.page.get_by_label("贴在哪里").fill("后厨门口")
    await li.page.get_by_role("button", name="生成二维码").click()
    await expect(li.page.get_by_role("img", name="后厨门口 的二维码")).to_be_visible()
    await judge(li.page, "raising-codes")
    with at_the_api(server, "li") as client:
        code = client.get(f"/api/stores/{own_store(client)}/raising-codes").json()[0]
    await li.page.evaluate("window.print = () => {}")
    await li.page.get_by_role("button", name="打印").click()
    await li.page.emulate_media(media="print")
    await expect(li.page.get_by_text("发现问题？扫一扫告诉我们")).to_be_visible()
    await expect(li.page.get_by_role("heading", name="扫码上报的二维码")).to_be_hidden()
    await li.page.emulate_media(media="screen")

    browser, page = await stranger(playwright, "zh-CN")
    try:
        await page.goto(code["address"])
        await page.get_by_role("button", name="提交").click()
        await expect(page.get_by_text("请用几个字说明哪里不对。")).to_be_visible()
        await judge(page, "outside-raise")
        await page.get_by_label("哪里不对").fill("洗手间没有洗手液")
        await page.get_by_label("类别").select_option(label="卫生")
        leak = tmp_path / "soap.jpg"
        leak.write_bytes(picture("#9aa5b1", "no soap"))
        await page.locator("input[type=file]").set_input_files(leak)
        await expect(page.get_by_role("button", name="移除第 1 张照片")).to_be_visible()
        await page.get_by_role("button", name="提交").click()
        await expect(page.get_by_text("已收到，编号")).to_be_visible()
        await judge(page, "outside-raised")
    finally:
        await browser.close()
    await li.go("/issues?show=fix")
    await expect(li.page.get_by_role("link", name="洗手间没有洗手液")).to_be_visible()
