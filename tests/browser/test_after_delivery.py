"""After delivery: a price typed at the back door reaches HQ, which makes it the pack's own with one tap."""

import re
from typing import Any
from uuid import uuid4

from playwright.async_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import DESK, look
from tests.browser.scenes import at_the_api, own_store, read, stamps
from tests.browser.server import Server
from tests.browser.shopping import DAIRY

RECEIVER = "you"  # of N005, where no other journey orders


def place_extra(server: Server, sku: str) -> tuple[str, dict[str, Any]]:
    """Order two packs of one product for the dairy's next delivery, beside whatever there is."""
    with at_the_api(server, RECEIVER) as client:
        store = own_store(client)
        sheets = client.get(f"/api/stores/{store}/order-sheets").json()
        [card] = [one for one in sheets if one["supplierName"]["zh"] == DAIRY]
        sheet = client.get(f"/api/stores/{store}/order-sheets/{card['supplier']}").json()
        [line] = [one for one in sheet["lines"] if one["sku"] == sku]
        order = f"/orders/{uuid4()}"
        body = {
            **stamps(),
            "store": store,
            "supplier": card["supplier"],
            "deliveryOn": card["deliveryOn"],
            "extra": True,
            "lines": [{"product": line["product"], "packs": 2 * line["multiple"]}],
        }
        placed = client.put(f"/api{order}", json=body)
        assert placed.status_code == 201, placed.text
        return order, line


async def test_a_price_typed_at_the_back_door_is_told_to_hq_and_taken_with_one_tap(
    server: Server, phones: MakePhone
) -> None:
    order, line = place_extra(server, "MD-1004")
    dearer = line["priceMinor"] + 650
    name = line["name"]["zh"]

    phone = await phones(RECEIVER)
    page = phone.page
    await phone.go(f"{order}/receive")
    await page.get_by_text("保质期、价格、照片").click()
    await page.get_by_label("每箱价格").fill("一百")
    await expect(page.get_by_text("请填金额")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("确认收货"))).to_be_disabled()
    await page.get_by_label("每箱价格").fill(f"{dearer / 100:.2f}")
    await expect(page.get_by_text("每箱比订货时贵 ¥6.50，会告诉总部。")).to_be_visible()
    await judge_in_both_languages(phone, "receive-price")
    await page.get_by_text("保质期、价格、照片").click()
    await look(page, "receive-price")
    await phone.context.set_offline(True)
    await page.get_by_role("button", name="确认收货 · 1 种").click()
    await expect(page.get_by_text("已记在手机里，等待上传")).to_be_visible()
    await phone.context.set_offline(False)
    await expect(page.get_by_text(re.compile("^送货单价格"))).to_be_visible()
    await judge_in_both_languages(phone, "order-charged")
    await look(page, "order-charged")
    [kept] = read(server, RECEIVER, f"/api{order}")["orderLines"]
    assert (kept["deliveredPriceMinor"], kept["priceMinor"]) == (dearer, line["priceMinor"])

    hq = await phones("chen", viewport=DESK, is_mobile=False, has_touch=False)
    desk = hq.page
    await hq.go("/notifications")
    told = desk.get_by_role("link", name=re.compile("清晨乳品的送货价格和订货时不同")).first
    await expect(told).to_be_visible()
    await told.click()
    offer = desk.get_by_role("listitem").filter(has_text=name)
    await expect(offer).to_be_visible()
    await judge_in_both_languages(hq, "price-offers")
    await look(desk, "price-offers")
    await offer.get_by_role("button", name="改成新价格").click()
    await expect(offer).to_have_count(0)
    pack = price_now(server, line["product"])
    assert pack == dearer


async def test_hq_and_the_store_read_what_deliveries_came_to(server: Server, phones: MakePhone) -> None:
    hq = await phones("chen", viewport=DESK, is_mobile=False, has_touch=False)
    page = hq.page
    await hq.go("/orders")
    await page.get_by_role("link", name="到货之后").click()
    card = page.get_by_role("article").filter(has_text=DAIRY)
    await expect(card.get_by_text(re.compile("^足量"))).to_be_visible()
    await judge_in_both_languages(hq, "after-delivery")
    await look(page, "after-delivery")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="下载 Excel").click()
    assert (await download.value).suggested_filename.startswith("deliveries-")
    await card.get_by_role("link", name=re.compile("^改动")).click()
    await expect(page.get_by_text(re.compile("^建议")).first).to_be_visible()
    await judge_in_both_languages(hq, "changed-orders")
    await look(page, "changed-orders")
    reason = page.get_by_role("button", name=re.compile("活动"))
    await reason.click()
    await expect(reason).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_text(re.compile("（活动）")).first).to_be_visible()
    await expect(page.get_by_text(re.compile("（放不下）"))).to_have_count(0)
    await hq.go("/orders/after")
    await card.get_by_role("link", name="看每一单").click()
    await expect(page.get_by_text(re.compile("还没收货")).first).to_be_visible()
    await judge_in_both_languages(hq, "supplier-deliveries")
    await look(page, "supplier-deliveries")
    await page.get_by_text(re.compile("还没收货")).first.click()
    await expect(page.get_by_role("heading", level=1, name=re.compile("O-"))).to_be_visible()

    phone = await phones("zhao")
    own = phone.page
    found = read(server, "zhao", "/api/override-outcomes")["lines"][0]
    await phone.go("/orders/after")
    await expect(own.get_by_role("article").first).to_be_visible()
    await judge_in_both_languages(phone, "after-delivery-store")
    await look(own, "after-delivery-store")
    await phone.go(f"/orders/{found['order']}")
    await expect(own.get_by_text(found["words"]["zh"])).to_be_visible()
    await judge_in_both_languages(phone, "order-outcome")
    await look(own, "order-outcome")


def price_now(server: Server, product: str) -> int:
    """What a pack of a product costs on the next sheet of the store."""
    with at_the_api(server, RECEIVER) as client:
        store = own_store(client)
        [card] = [
            one
            for one in client.get(f"/api/stores/{store}/order-sheets").json()
            if one["supplierName"]["zh"] == DAIRY
        ]
        sheet = client.get(f"/api/stores/{store}/order-sheets/{card['supplier']}").json()
    [line] = [one for one in sheet["lines"] if one["product"] == product]
    return int(line["priceMinor"])
