"""An order above the limit waits for the manager's yes on her phone; another one is taken back in time."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import Phone, look
from tests.browser.scenes import at_the_api, own_store, read, stamps
from tests.browser.server import Server
from tests.browser.shopping import number_of, packs_on_sheet, row, rows

STAFF, MANAGER, CANCELS = "qin", "han", "you"  # of two stores in the north that no other journey orders for
LET_CUT_OFF_PASS = "UPDATE order_placed SET cut_off_at = now() - interval '1 day' WHERE number = $1"
WHY = "本周已经订过两次，先卖完库存"


@pytest.fixture
def everything_waits(server: Server) -> Iterator[None]:
    """A limit of one cent, as HQ sets it, until the journey is over."""
    with at_the_api(server, "chen") as chen:
        before = chen.get("/api/order-rules").json()
        choose(chen, before["rules"] | {"approveAboveMinor": 1})
        yield
        choose(chen, before["rules"])


def choose(chen: Any, rules: dict[str, Any]) -> None:
    """Settle the rules of ordering on the version that holds."""
    version = chen.get("/api/order-rules").json()["version"]
    reply = chen.put("/api/order-rules", json={"basedOn": version, "rules": rules})
    assert reply.status_code == 200, reply.text


def free_sheets(server: Server, login: str, least: int = 1) -> list[str]:
    """The pages of the deliveries that nobody ordered at somebody's store, the last to close first."""
    with at_the_api(server, login) as client:
        store = own_store(client)
        cards = client.get(f"/api/stores/{store}/order-sheets").json()
    free = [
        card["supplier"] for card in reversed(cards) if card["suggestedLines"] >= least and not card["placed"]
    ]
    return [f"/orders/{store}/{supplier}" for supplier in free]


async def order(phone: Phone, sheet: str) -> tuple[str, str]:
    """Order as suggested; return the number and the address of the order."""
    await phone.go(sheet)
    await phone.page.get_by_role("button", name="按建议下单").click()
    number = await number_of(phone.page)
    return number, phone.page.url.removeprefix(phone.origin)


async def order_without_one(phone: Phone, sheet: str) -> tuple[str, str, tuple[str, int]]:
    """Order as suggested but for one product, for which there is no room; return it with its suggestion."""
    await phone.go(sheet)
    product, packs = next(iter((await packs_on_sheet(phone.page)).items()))
    line = row(phone.page, product)
    await line.get_by_role("spinbutton").fill("0")
    await line.get_by_role("spinbutton").press("Tab")
    await line.get_by_role("radio", name="放不下").check()
    await phone.page.get_by_role("button", name=re.compile("^下单 ·")).click()
    number = await number_of(phone.page)
    return number, phone.page.url.removeprefix(phone.origin), (product, packs)


async def order_extra(phone: Phone, sheet: str) -> tuple[str, str]:
    """Order one product beside an order that stands; return the number and the address of the order."""
    await phone.go(sheet)
    await phone.page.get_by_role("button", name="加单", exact=True).click()
    await rows(phone.page).first.get_by_role("button", name=re.compile("^增加")).click()
    await phone.page.get_by_role("button", name=re.compile("^加单 · 1 种")).click()
    return await number_of(phone.page), phone.page.url.removeprefix(phone.origin)


async def asked(phone: Phone, number: str) -> None:
    """Open an order from the line of the inbox that asks for it."""
    page = phone.page
    await phone.go("/notifications")
    await page.get_by_text(f"订货单 {number} 等待审批").click()
    await expect(page.get_by_role("heading", name="等待审批")).to_be_visible()
    await expect(passed(phone)).to_contain_text("超过审批线 ¥0.01")


def passed(phone: Phone) -> Locator:
    """The limits for which an order waits, as its page names them."""
    return phone.page.get_by_role("list", name="超出的限额")


async def test_a_manager_approves_one_order_and_refuses_another_with_a_reason(
    server: Server, phones: MakePhone, everything_waits: None
) -> None:
    sheet = free_sheets(server, STAFF, least=2)[0]
    orderer, manager = await phones(STAFF), await phones(MANAGER)
    page, desk = orderer.page, manager.page
    number, address, (product, packs) = await order_without_one(orderer, sheet)
    await expect(page.get_by_role("heading", name="等待审批")).to_be_visible()
    await expect(passed(orderer)).to_contain_text(re.compile(r"金额 ¥.*，超过审批线 ¥0.01，多 ¥"))
    await expect(page.get_by_role("button", name="批准")).to_have_count(0)
    await judge_in_both_languages(orderer, "order-held")
    await look(page, "order-held")

    await asked(manager, number)
    await judge_in_both_languages(manager, "order-to-approve")
    without = desk.get_by_role("group").filter(has_text="建议了但没订 · 1 种")
    await expect(without.get_by_text(product)).to_be_hidden()
    await without.get_by_text("建议了但没订").click()
    await expect(without.get_by_role("listitem")).to_have_text(
        re.compile(f"{re.escape(product)}.*建议 {packs} 箱 · 放不下")
    )
    await judge_in_both_languages(manager, "order-left-out")
    await expect(desk.get_by_role("heading", name="等待审批")).to_be_visible()
    await look(desk, "order-to-approve")
    await desk.get_by_role("button", name="批准").click()
    await expect(desk.get_by_role("heading", name="等待审批")).to_have_count(0)
    await orderer.go(address)
    await expect(page.get_by_text(re.compile("批准$")).first).to_be_visible()
    assert read(server, STAFF, f"/api{address}")["status"] in ("placed", "sent", "refused")

    number, address = await order_extra(orderer, sheet)
    await asked(manager, number)
    await desk.get_by_role("button", name="驳回").click()
    refuse = desk.get_by_role("dialog").get_by_role("button", name="驳回")
    await expect(refuse).to_be_disabled()
    await desk.get_by_role("textbox", name="为什么不批准？").fill(WHY)
    await refuse.click()
    await expect(desk.get_by_role("heading", name="没有批准")).to_be_visible()
    await orderer.go(address)
    await expect(page.get_by_role("heading", name="没有批准")).to_be_visible()
    await expect(page.get_by_text(WHY)).to_be_visible()
    await judge_in_both_languages(orderer, "order-rejected")
    await look(page, "order-rejected")
    assert read(server, STAFF, f"/api{address}")["status"] == "rejected"


async def test_an_order_is_taken_back_before_its_cut_off_and_not_after_it(
    server: Server, phones: MakePhone
) -> None:
    phone = await phones(CANCELS)
    page = phone.page
    sheet = free_sheets(server, CANCELS)[0]
    _, address = await order(phone, sheet)
    await page.get_by_role("button", name="取消订货").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消订货").click()
    await expect(page.get_by_role("heading", name="已取消")).to_be_visible()
    await judge_in_both_languages(phone, "order-cancelled")
    assert read(server, CANCELS, f"/api{address}")["status"] == "cancelled"

    number, address = await order(phone, sheet)
    await server.fetch(LET_CUT_OFF_PASS, int(number.removeprefix("O-")))
    await phone.go(address)
    await expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    await expect(page.get_by_role("button", name="取消订货")).to_have_count(0)
    with at_the_api(server, CANCELS) as client:
        reply = client.put(f"/api{address}/cancellations/{uuid4()}", json=stamps())
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (409, "cut-off-passed")
