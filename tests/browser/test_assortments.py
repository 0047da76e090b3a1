"""HQ sees which places sell what, changes several at once after a preview, and takes it back."""

import re

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.phone import DESK, PHONE
from tests.browser.scenes import read
from tests.browser.server import Server

TEA = "无糖乌龙茶 500 ml"
AT_A_DESK = {"viewport": DESK, "device_scale_factor": 1, "is_mobile": False, "has_touch": False}


def sold(server: Server, store: str) -> set[str]:
    """What a store can order, by its Chinese name."""
    return {one["name"]["zh"] for one in read(server, "chen", f"/api/stores/{store}/products")}


async def test_a_region_stops_selling_a_product_after_a_preview_and_it_is_taken_back(
    server: Server, phones: MakePhone
) -> None:
    columns = read(server, "chen", "/api/assortments")["columns"]
    region = next(column for column in columns[1:] if column["kind"] == "region" and column["stores"])
    while not (stores := [column["store"] for column in columns if column["store"]]):
        below = next(column["region"] for column in columns[1:] if column["stores"])
        columns = read(server, "chen", f"/api/assortments?inside={below}")["columns"]
    store = stores[0]
    assert TEA in sold(server, store)
    phone = await phones("chen", **AT_A_DESK)
    page = phone.page
    await phone.go("/assortments")
    await expect(page.locator("tbody tr").first).to_be_visible()
    await judge_in_both_languages(phone, "assortments")
    await page.get_by_role("searchbox").fill(TEA)
    await expect(page.locator("tbody tr")).to_have_count(1)
    await page.get_by_role("checkbox", name=f"选{TEA}").check()
    await page.get_by_role("checkbox", name=f"选{region['name']['zh']}", exact=True).check()
    await page.get_by_role("button", name="改货单").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("radio", name="不卖").check(force=True)
    await expect(sheet.get_by_text(f"{region['stores']} 格变为不卖")).to_be_visible()
    await judge(page, "assortment-preview")
    assert TEA in sold(server, store)
    await sheet.get_by_role("button", name="就这样改").click()
    await expect(sheet).to_be_hidden()
    cell = page.get_by_role(
        "button", name=re.compile(f"{TEA}, {region['name']['zh']}: ?0.{region['stores']} 家卖")
    )
    await expect(cell).to_contain_text("这里单独定的")
    assert TEA not in sold(server, store)

    await page.get_by_role("button", name=re.compile("展开")).first.click()
    await expect(
        page.get_by_role("button", name=re.compile(f"{TEA}, .*: ?0.. 家卖.*随{region['name']['zh']}"))
    ).not_to_have_count(0)
    await judge(page, "assortments-inside")
    await page.set_viewport_size(PHONE)
    await judge(page, "assortments-phone")
    await page.set_viewport_size(DESK)
    await page.get_by_role("button", name="撤回").first.click()
    await expect(page.locator("li", has_text="已撤回").first).to_be_visible()
    assert TEA in sold(server, store)
    await judge_in_both_languages(phone, "assortments-undone")
