"""Ordering: one tap in a basement, changes with a reason, a cut-off that passes, and an empty shelf."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import look
from tests.browser.scenes import at_the_api, own_store, raise_issue, read, stamps
from tests.browser.server import Server
from tests.browser.shopping import (
    DAIRY,
    PANTRY,
    fen,
    letters_of,
    number_of,
    open_delivery,
    open_sheet,
    packs_in,
    packs_on_order,
    packs_on_sheet,
    row,
    total_in,
)
from tests.doors.mail_server import MailServer


def button(page: Page, name: str | re.Pattern[str]) -> Any:
    """A button by its name."""
    return page.get_by_role("button", name=name)


async def test_an_order_of_one_tap_without_a_server_reaches_the_suppliers_mailbox(
    server: Server, phones: MakePhone, mailbox: MailServer
) -> None:
    phone = await phones("zhao")
    page = await phone.settle()
    await page.get_by_role("link", name="订货", exact=True).click()
    await expect(page.locator("a.delivery", has_text=DAIRY)).to_contain_text("待下单")
    await judge_in_both_languages(phone, "orders")
    await open_sheet(page, DAIRY)
    await judge_in_both_languages(phone, "order-sheet")
    on_screen = await packs_on_sheet(page)
    await look(page, "order-sheet", whole=False)
    total = fen(await page.locator(".amount").inner_text())
    await asyncio.to_thread(server.stop)
    before = list(mailbox.letters)  # what earlier journeys ordered

    await button(page, "按建议下单").click()
    await expect(page.get_by_text("已记在手机里，等待上传")).to_be_visible()
    await judge(page, "order-waiting")
    address = page.url.removeprefix(phone.origin)
    await phone.kill()
    page = await phone.open("/orders")
    await phone.speak("zh")  # the kill came before Chromium had written the language down
    await expect(page.locator("a.delivery", has_text=DAIRY)).to_contain_text("待上传")
    await phone.go(address)
    await expect(page.get_by_text("已记在手机里，等待上传")).to_be_visible()
    assert await packs_on_order(page) == on_screen
    assert mailbox.letters == before

    await asyncio.to_thread(server.start)
    number = await number_of(page)
    await expect(page.get_by_text(f"已发给{DAIRY}")).to_be_visible()
    [letter] = await letters_of(mailbox, number)
    assert await packs_on_order(page) == packs_in(letter, number) == on_screen
    assert total_in(letter, number) == total == fen(await page.locator("li.total").inner_text())
    assert letter.recipients == ["orders@morning-dairy.example"]
    await look(page, "order-sent")
    await judge_in_both_languages(phone, "order")
    await phone.go("/orders")
    await expect(page.locator("a.delivery", has_text=DAIRY)).to_contain_text("已发送")


async def test_changes_say_why_are_kept_and_a_second_order_says_that_it_is_extra(
    server: Server, phones: MakePhone, mailbox: MailServer
) -> None:
    phone = await phones("li")
    page = await phone.settle()
    await open_sheet(page, PANTRY)
    product, packs = next(iter((await packs_on_sheet(page)).items()))
    line = row(page, product)
    await line.get_by_role("button", name="增加").click()
    await line.get_by_role("radio", name="活动").check()
    await judge(page, "order-sheet-changed")
    await expect(button(page, re.compile(r"下单 · \d+ 种 · ¥"))).to_be_enabled()
    await phone.kill()
    page = await phone.open("/orders")
    await open_sheet(page, PANTRY)
    line = row(page, product)
    await expect(line.get_by_role("spinbutton")).to_have_value(str(packs + 1))
    await expect(line.get_by_role("radio", name="活动")).to_be_checked()
    await button(page, re.compile("下单 ·")).click()
    number = await number_of(page)
    [letter] = await letters_of(mailbox, number)
    assert packs_in(letter, number)[product] == packs + 1
    order = read(server, "li", f"/api/orders/{page.url.rsplit('/', 1)[1]}")
    sent = next(one for one in order["orderLines"] if one["name"]["zh"] == product)
    assert (sent["suggestedPacks"], sent["reason"]) == (packs, "event")

    await open_delivery(page, PANTRY)
    await expect(page.get_by_text("这次配送已经下单")).to_be_visible()
    await judge(page, "order-sheet-ordered")
    await button(page, "加单").click()
    await expect(button(page, "没有要订的")).to_be_disabled()
    await row(page, product).get_by_role("button", name="增加").click()
    await button(page, re.compile("加单 · 1 种")).click()
    second = await number_of(page)
    assert second != number
    [letter] = await letters_of(mailbox, second)
    assert str(letter.message["Subject"]).startswith("加单")
    assert packs_in(letter, second)[product] >= 1


async def test_an_order_after_the_cut_off_says_which_delivery_it_is_for(
    server: Server, phones: MakePhone
) -> None:
    phone = await phones("sun")
    page = phone.page
    with at_the_api(server, "sun") as sun:
        sheets = sun.get(f"/api/stores/{own_store(sun)}/order-sheets").json()
        sheet = next(one for one in sheets if not one["placed"] and one["suggestedLines"])
        whole = sun.get(f"/api/stores/{sheet['store']}/order-sheets/{sheet['supplier']}").json()
    await page.clock.install()
    await phone.go(f"/orders/{sheet['store']}/{sheet['supplier']}")
    await expect(page.get_by_text("截单 ", exact=False).first).to_be_visible()
    await asyncio.to_thread(server.stop)
    await page.clock.set_system_time(datetime.fromisoformat(sheet["cutOffAt"]) + timedelta(seconds=5))
    await expect(page.get_by_text("截单时间已过")).to_be_visible()
    day = datetime.fromisoformat(whole["nextDeliveryOn"])
    await expect(page.get_by_text(f"现在下单，{day.month}月{day.day}日")).to_be_visible()
    await judge(page, "order-sheet-passed")
    await button(page, "按建议下单").click()
    await expect(page.get_by_text(f"{day.month}月{day.day}日").first).to_be_visible()
    await page.clock.set_system_time(datetime.now(UTC))
    await asyncio.to_thread(server.start)
    await number_of(page)
    order = read(server, "sun", f"/api/orders/{page.url.rsplit('/', 1)[1]}")
    assert (order["deliveryOn"], order["moved"]) == (whole["nextDeliveryOn"], False)


async def test_two_who_order_the_same_delivery_are_told_and_nothing_is_lost(
    server: Server, phones: MakePhone
) -> None:
    with at_the_api(server, "chen") as chen:
        store, supplier, sheet = free_delivery(chen)
        phone = await phones("chen")
        page = phone.page
        await phone.go(f"/orders/{store}/{supplier}")
        await expect(button(page, "按建议下单")).to_be_enabled()
        await phone.context.set_offline(True)
        line = next(one for one in sheet["lines"] if one["suggestion"]["packs"])
        body = {
            **stamps(), "store": store, "supplier": supplier, "deliveryOn": sheet["deliveryOn"],
            "lines": [{"product": line["product"], "packs": line["suggestion"]["packs"]}],
        }  # fmt: skip
        assert chen.put(f"/api/orders/{uuid4()}", json=body).status_code == 201

    await button(page, "按建议下单").click()
    await expect(page.get_by_text("已记在手机里，等待上传")).to_be_visible()
    await phone.context.set_offline(False)
    await expect(page.get_by_text("这次配送已经有订货单了")).to_be_visible()
    await judge(page, "order-refused-here")
    await button(page, "改为加单发送").click()
    await number_of(page)
    await expect(page.get_by_text("加单", exact=True)).to_be_visible()


def free_delivery(client: httpx.Client) -> tuple[str, str, dict[str, Any]]:
    """A store and a supplier whose next delivery nobody has ordered."""
    for store in client.get("/api/stores").json():
        for card in client.get(f"/api/stores/{store['id']}/order-sheets").json():
            if not card["placed"] and card["suggestedLines"]:
                sheet = client.get(f"/api/stores/{store['id']}/order-sheets/{card['supplier']}").json()
                return store["id"], card["supplier"], sheet
    raise AssertionError("every delivery has been ordered")


async def test_an_empty_shelf_is_ordered_with_two_taps_from_its_issue(
    server: Server, phones: MakePhone, mailbox: MailServer
) -> None:
    with at_the_api(server, "zhao") as zhao:
        store = own_store(zhao)
        products = zhao.get(f"/api/stores/{store}/products").json()
    missing = [one for one in products if one["name"]["zh"] in ("香草冰淇淋 75 g", "希腊酸奶 150 g")]
    with at_the_api(server, "wang") as wang:
        issue = raise_issue(
            wang, store, "冷柜第二层空了", category="empty_shelf", products=[one["id"] for one in missing]
        )
    phone = await phones("zhao")
    page = phone.page
    await phone.go(f"/issues/{issue}")

    await page.get_by_role("link", name="订这些货").click()
    await expect(page.get_by_role("heading", name="空排面补货")).to_be_visible()
    wanted = await packs_on_sheet(page)
    assert set(wanted) == {one["name"]["zh"] for one in missing}
    await judge_in_both_languages(phone, "empty-shelf")
    await button(page, re.compile("下单 · 2 种 · ¥")).click()
    number = await number_of(page)

    [letter] = await letters_of(mailbox, number)
    assert packs_in(letter, number) == wanted
    assert read(server, "zhao", f"/api/orders/{page.url.rsplit('/', 1)[1]}")["issue"] == issue
    await page.get_by_role("link", name="来自一张整改单").click()
    await expect(page.get_by_text("冷柜第二层空了").first).to_be_visible()
