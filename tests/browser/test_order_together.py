"""Two phones on one sheet, at Garden Road: each sees the other's lines, and nothing of either is lost."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import look
from tests.browser.scenes import at_the_api, own_store, read
from tests.browser.server import Server
from tests.browser.shopping import DAIRY, number_of, open_sheet, packs_on_order, row, rows


async def set_to(page: Page, product: str, packs: int) -> None:
    """Type a number of packs into a line."""
    box = row(page, product).get_by_role("spinbutton")
    await box.fill(str(packs))
    await box.press("Tab")


async def stands_at(page: Page, product: str, packs: int) -> None:
    """Wait until a line stands at some packs."""
    box = row(page, product).get_by_role("spinbutton")
    await expect(box).to_have_value(str(packs))


async def three_products(page: Page) -> list[str]:
    """The names of the first three lines."""
    await expect(rows(page).nth(2)).to_be_visible()
    return [(await rows(page).nth(n).get_by_role("heading").inner_text()).strip() for n in range(3)]


async def test_two_phones_fill_in_one_sheet_and_lose_no_line(server: Server, phones: MakePhone) -> None:
    he, wu = await phones("he"), await phones("wu")
    for phone in (he, wu):
        await open_sheet(phone.page, DAIRY)
    one, two, three = await three_products(he.page)

    await set_to(he.page, one, 4)
    await stands_at(wu.page, one, 4)
    await expect(row(wu.page, one).get_by_text(re.compile("改成 4 箱"))).to_be_visible()

    await wu.context.set_offline(True)
    await set_to(wu.page, two, 5)
    await set_to(wu.page, one, 6)
    await set_to(he.page, three, 3)
    await set_to(he.page, two, 2)
    await wu.page.wait_for_timeout(1000)
    await set_to(wu.page, two, 7)  # the last tap on this line, made without a network
    await wu.page.wait_for_timeout(2000)
    await wu.context.set_offline(False)
    for phone in (he, wu):
        for product, packs in ((one, 6), (two, 7), (three, 3)):
            await stands_at(phone.page, product, packs)
    await judge_in_both_languages(wu, "order-together")
    await look(wu.page, "order-together")

    await wu.context.set_offline(True)
    await set_to(wu.page, three, 5)
    await he.page.get_by_role("button", name=re.compile("^下单")).click()
    dialog = he.page.get_by_role("dialog")
    await expect(dialog.or_(he.page.get_by_role("heading", name=re.compile("O-"), level=1))).to_be_visible()
    if await dialog.is_visible():
        await dialog.get_by_role("button", name="没错，下单").click()
    await number_of(he.page)
    placed = he.page.url.rsplit("/", 1)[1]
    ordered = await packs_on_order(he.page)
    assert {one: 6, two: 7, three: 3}.items() <= ordered.items()

    await wu.context.set_offline(False)
    await expect(wu.page.get_by_text("1 种改动没赶上这张订货单")).to_be_visible()
    await expect(wu.page.get_by_text("要 5 箱，订了 3 箱")).to_be_visible()
    await judge_in_both_languages(wu, "order-missed")
    await look(wu.page, "order-missed")
    await wu.page.get_by_role("button", name="把差的加单").click()
    await stands_at(wu.page, three, 2)
    await wu.page.get_by_role("button", name=re.compile("^加单 · 1 种")).click()
    await number_of(wu.page)
    assert await packs_on_order(wu.page) == {three: 2}
    with at_the_api(server, "he") as api:
        store = own_store(api)
        supplier = api.get(f"/api/orders/{placed}").json()["supplier"]
    sheet = read(server, "he", f"/api/stores/{store}/order-sheets/{supplier}")
    assert not [edit for edit in sheet["edits"] if edit["missed"]]
