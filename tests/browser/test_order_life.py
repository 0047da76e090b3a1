"""From the tap to the back door: the supplier answers by its link, the store receives without a network."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import look
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.shopping import PANTRY, letters_of, number_of, open_sheet, who_may_order
from tests.doors.mail_server import MailServer


async def test_an_order_is_confirmed_and_shipped_by_link_and_received_at_the_back_door(
    server: Server, phones: MakePhone, mailbox: MailServer
) -> None:
    orderer = who_may_order(server, PANTRY)
    phone = await phones(orderer)
    page = await phone.settle()
    await open_sheet(page, PANTRY)
    await page.get_by_role("button", name="按建议下单").click()
    number = await number_of(page)
    address = page.url.removeprefix(phone.origin)
    [letter] = await letters_of(mailbox, number)
    text = letter.message.get_body().get_content()  # type: ignore[union-attr]
    path = re.search(r"/supplier/[\w-]+", text)
    assert path, text

    supplier = await phone.context.browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})  # type: ignore[union-attr]
    desk = await supplier.new_page()
    await desk.goto(f"{phone.origin}{path[0]}")
    order = desk.locator("article", has_text=number)
    await expect(order).to_be_visible()
    await judge(desk, "supplier-page")
    await look(desk, "supplier-page")
    await order.get_by_role("button", name="有缺货或延迟").click()
    await order.get_by_role("spinbutton").first.fill("0")
    await order.get_by_role("spinbutton").first.press("Tab")
    await expect(order.get_by_role("button", name="已发货")).to_have_count(0)  # what was typed goes first
    await look(desk, "supplier-differs")
    await order.get_by_role("button", name="确认，1 种有变化").click()
    await expect(order.get_by_text("已确认", exact=True)).to_be_visible()
    await phone.go(address)
    await expect(page.get_by_role("heading", name="已确认，1 种有缺货或延迟")).to_be_visible()
    await judge_in_both_languages(phone, "order-confirmed-less")
    await look(page, "order-confirmed-less")
    await order.get_by_role("button", name="已发货").click()
    await expect(order.get_by_text("已发货", exact=True)).to_be_visible()
    await desk.goto(f"{phone.origin}{path[0]}x")
    await expect(desk.get_by_text("这个链接不对")).to_be_visible()
    await supplier.close()

    await phone.go(address)
    await expect(page.get_by_role("heading", name="货在路上")).to_be_visible()
    await judge_in_both_languages(phone, "order-shipped")
    await page.get_by_role("link", name="收货").click()
    await expect(page.get_by_role("button", name=re.compile("确认收货"))).to_be_visible()
    await judge_in_both_languages(phone, "receive")
    await look(page, "receive")
    await phone.context.set_offline(True)
    await page.get_by_role("button", name="确认收货 · 1 种有差异").click()
    await expect(page.get_by_text("已记在手机里，等待上传")).to_be_visible()
    await phone.context.set_offline(False)
    await expect(page.get_by_role("heading", name="已收货，已入账")).to_be_visible()
    await expect(page.get_by_text("1 种和订的不一样")).to_be_visible()
    await judge_in_both_languages(phone, "order-received-short")
    await look(page, "order-received-short")
    kept = read(server, orderer, f"/api{address}")
    short = [line for line in kept["orderLines"] if line["shortReason"]]
    assert (kept["status"], [line["receivedUnits"] for line in short]) == ("received", [0])
    assert all(line["receivedUnits"] for line in kept["orderLines"] if not line["shortReason"])

    title = f"{PANTRY}到货有差异：{number}，1 种"
    raised = page.get_by_role("link", name=re.compile("收货差异已开整改单.*" + title))
    await expect(raised).to_be_visible(timeout=120_000)  # the page hears of it by itself
    await judge_in_both_languages(phone, "order-raised-issue")
    await look(page, "order-raised-issue")
    await raised.click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()
    units = short[0]["packs"] * short[0]["packBaseUnits"]
    await expect(
        page.get_by_text(f"{short[0]['name']['zh']} / {short[0]['name']['en']}: 0/{units} 短收 short")
    ).to_be_visible()
    await judge_in_both_languages(phone, "issue-shortage")
    await look(page, "issue-shortage")
    await expect(page.get_by_text("手工开单")).to_have_count(0)
    await page.get_by_role("link", name=f"收货发现：订货单 {number}（{PANTRY}）").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(number)
