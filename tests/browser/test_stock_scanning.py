"""A count by the camera, waste with a photo, goods that will not sell in time, and a moment in the past."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser.barcodes import film_of
from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, own_store, read
from tests.browser.server import Server


async def test_a_product_is_counted_by_its_barcode_through_the_camera(
    server: Server, phones: MakePhone, tmp_path: Path
) -> None:
    with at_the_api(server, "zhao") as client:
        store = own_store(client)
    lines = read(server, "zhao", f"/api/stores/{store}/stock")["lines"]
    wanted = next(line for line in reversed(lines) if line["barcodes"] and len(line["places"]) <= 1)
    film = film_of(wanted["barcodes"][0], tmp_path / "code.mjpeg")
    phone = await phones("zhao", flags=[f"--use-file-for-fake-video-capture={film}"])
    page = phone.page
    await phone.go(f"/stock/{store}/count")
    await expect(page.locator("li.line").first).to_be_visible()
    await page.get_by_role("button", name="扫码").click()
    await expect(page.locator("li.line")).to_have_count(1)
    await expect(page.locator("li.line")).to_contain_text(wanted["name"]["zh"])
    number = page.locator("li.line").get_by_role("spinbutton")
    await expect(number).to_be_focused()
    await number.fill("31")
    await number.press("Tab")
    await judge(page, "stock-count-scanned")
    async with page.expect_response(lambda reply: "/counts/" in reply.url and reply.request.method == "PUT"):
        await page.get_by_role("button", name="交上 1 种").click()
    history = read(server, "zhao", f"/api/stores/{store}/stock/{wanted['product']}")
    assert (history["onHand"], history["lines"][0]["kind"]) == (31, "count")


async def test_what_will_not_sell_in_time_is_thrown_away_with_a_photo(
    server: Server, phones: MakePhone
) -> None:
    phone = await phones("zhao")
    page = phone.page
    await phone.go("/stock")
    row = page.locator("li a.list-row", has_text="到期前卖不完").first
    await expect(row).to_be_visible()
    await judge_in_both_languages(phone, "stock-unsold")
    await row.click()
    await expect(page.locator("p.units")).to_be_visible()
    before = int((await page.locator("p.units").inner_text()).split()[0])
    await page.locator(".dock").get_by_role("button", name="报损").click()
    await page.get_by_role("radio", name="过期").check(force=True)
    await page.get_by_role("button", name="拍照").click()
    await page.get_by_role("button", name="按下快门").click()
    await expect(page.get_by_role("button", name="第 1 张照片，共 1 张")).to_be_visible()
    await judge(page, "stock-waste-photo")
    await page.get_by_role("button", name="记报损").click()
    await expect(page.locator("p.units")).to_contain_text(str(before - 1))
    store, product = page.url.split("/stock/")[1].split("/products/")
    line = read(server, "zhao", f"/api/stores/{store}/stock/{product}")["lines"][0]
    assert (line["kind"], line["reason"], len(line["photos"])) == ("waste", "expired", 1)

    await page.get_by_text("看过去某一刻的库存").click()
    moment = page.get_by_label("哪一刻")
    await moment.fill("2025-01-01T08:00")
    await moment.blur()
    await expect(page.locator("p.units")).to_contain_text("0")
    await expect(page.get_by_text("还没有任何记录")).to_be_visible()
    await judge_in_both_languages(phone, "stock-ledger-past")
