"""From a finding to the ledger: expired goods go, a wrong number is counted, each without a network."""

import asyncio
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.barcodes import film_of
from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import at_the_api, own_store, raise_issue, read, stamps
from tests.browser.server import Server
from tests.browser.walking import PATROL, begin_visit, cards, draft_of, fail, make_ready, saved

BUTTER = "动物黄油 227 g"
YESTERDAY = "2026-01-05"


async def quick_search(page: Page, words: str) -> None:
    """Choose a product by its name in the sheet of the quick count."""
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("searchbox").fill(words)
    await sheet.get_by_role("button", name=words).click()


async def test_expired_goods_are_written_off_from_their_issue_without_a_network(
    server: Server, phones: MakePhone
) -> None:
    """Product, lot and quantity come from the book; the thread and the ledger name each other afterwards."""
    with at_the_api(server, "sun") as sun:
        store = own_store(sun)
        lines = sun.get(f"/api/stores/{store}/stock").json()["lines"]
        wanted = next(line for line in lines if line["onHand"] > 8 and not line["lots"])
        lots = [{"expiresOn": YESTERDAY, "baseUnits": 3}]
        counted = [{"product": wanted["product"], "baseUnits": wanted["onHand"], "lots": lots}]
        url = f"/api/stores/{store}/counts/01900000-0000-7000-8000-0000000000aa"
        assert sun.put(url, json={**stamps(), "lines": counted}).status_code == 201
    with at_the_api(server, "wang") as wang:
        products = [wanted["product"]]
        issue = raise_issue(wang, store, "货架上有过期的", category="expired", products=products)
    phone = await phones("sun")
    page = phone.page
    await phone.go(f"/stock/for-issue/{issue}")
    await expect(page.locator("li.line")).to_have_count(1)
    await judge_in_both_languages(phone, "found-expired")
    await phone.go(f"/issues/{issue}")
    await expect(page.get_by_role("heading", name="过期商品")).to_be_visible()
    await judge_in_both_languages(phone, "issue-expired")
    await asyncio.to_thread(server.stop)
    await page.get_by_role("link", name="报损").click()
    line = page.locator("li.line")
    await expect(line).to_contain_text(wanted["name"]["zh"])
    await expect(line).to_contain_text("账面上已过期 3")
    await expect(line.get_by_role("spinbutton")).to_have_value("3")
    await line.get_by_role("button", name="减少").click()
    await page.get_by_label("说明").fill("第二层")
    await page.get_by_role("button", name="记报损 · 1 种").click()
    await expect(page.get_by_text("报损待上传")).to_be_visible()
    await asyncio.to_thread(server.start)
    await expect(page.get_by_text("报损待上传")).to_be_hidden()
    goods = page.locator("a.goods")
    await expect(goods).to_contain_text(f"{wanted['name']['zh']} × 2")
    await judge(page, "issue-wasted")
    await goods.click()
    await expect(page.locator("p.units")).to_contain_text(str(wanted["onHand"] - 2))
    await judge_in_both_languages(phone, "ledger-with-issue")
    entry = read(server, "sun", f"/api/stores/{store}/stock/{wanted['product']}")["lines"][0]
    assert (entry["kind"], entry["baseUnits"], entry["issue"]) == ("waste", -2, issue)
    assert entry["lots"] == [{"expiresOn": YESTERDAY, "baseUnits": 2}]
    await page.get_by_role("link", name="因整改单").click()
    await expect(page.get_by_text("货架上有过期的").first).to_be_visible()


async def test_a_wrong_number_on_a_walk_is_counted_in_ten_seconds_without_a_network(
    server: Server, phones: MakePhone
) -> None:
    """The book speaks after the count; two taps keep it; the walk stands where it stood."""
    phone = await phones("wang")
    page = phone.page
    await make_ready(page)
    id = await begin_visit(phone, PATROL, "花园路店", questions=40)
    question = cards(page).filter(has_text="货架实物与账面库存一致")
    await question.evaluate("(card) => card.scrollIntoView({ block: 'center' })")
    await fail(question)
    await expect(question.get_by_role("radio", name="不合格")).to_be_checked()
    await asyncio.to_thread(server.stop)
    await question.get_by_role("button", name="盘一下").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.locator(".found li").first).to_be_visible()
    await judge(page, "quick-count-find")
    await quick_search(page, BUTTER)
    await expect(sheet.get_by_label("数到多少")).to_be_focused()
    await expect(sheet.get_by_text("账面", exact=True)).to_have_count(0)
    await sheet.get_by_label("数到多少").fill("7")
    await judge(page, "quick-count-number")
    await sheet.get_by_role("button", name="数好了").click()
    await expect(sheet.get_by_text("账面", exact=True)).to_be_visible()
    await judge(page, "quick-count-compare")
    await sheet.get_by_role("button", name="记下盘点").click()
    await expect(sheet).to_be_hidden()
    await expect(question).to_be_in_viewport()
    await expect(question).to_contain_text(BUTTER)
    await saved(page)
    draft = await draft_of(page, id)
    [answer] = [one for one in draft["answers"] if one["question"] == "stock_matches"]
    product = answer["products"][0]
    await asyncio.to_thread(server.start)
    with at_the_api(server, "wang") as wang:
        store = draft["store"]["id"]
        for _ in range(360):
            history = wang.get(f"/api/stores/{store}/stock/{product}").json()
            if history["lines"][0]["inspection"] == id:
                break
            await asyncio.sleep(0.5)
    newest = history["lines"][0]
    assert (newest["kind"], newest["after"], newest["inspection"]) == ("count", 7, id)
    assert newest["personName"] != ""


async def test_the_quick_count_finds_its_product_by_the_barcode(
    server: Server, phones: MakePhone, tmp_path: Path
) -> None:
    """From the issue about a wrong number, with the camera; the thread shows the count."""
    with at_the_api(server, "sun") as sun:
        store = own_store(sun)
        lines = sun.get(f"/api/stores/{store}/stock").json()["lines"]
    wanted = next(line for line in reversed(lines) if line["barcodes"])
    with at_the_api(server, "wang") as wang:
        issue = raise_issue(wang, store, "数对不上", category="wrong_stock")
    film = film_of(wanted["barcodes"][0], tmp_path / "code.mjpeg")
    phone = await phones("sun", flags=[f"--use-file-for-fake-video-capture={film}"])
    page = phone.page
    await phone.go(f"/issues/{issue}")
    await page.get_by_role("button", name="10 秒盘点").click()
    sheet = page.get_by_role("dialog", name="10 秒盘点")
    await sheet.get_by_role("button", name="扫码").click()
    number = page.get_by_label("数到多少")
    await expect(number).to_be_focused()
    await expect(sheet).to_contain_text(wanted["name"]["zh"])
    await number.fill("5")
    await number.press("Enter")
    await expect(sheet.get_by_text("账面", exact=True)).to_be_visible()
    async with page.expect_response(lambda reply: "/counts/" in reply.url and reply.request.method == "PUT"):
        await sheet.get_by_role("button", name="记下盘点").click()
    await expect(page.locator("a.goods")).to_contain_text(f"{wanted['name']['zh']} × 5")
    await judge(page, "issue-counted")
    history = read(server, "sun", f"/api/stores/{store}/stock/{wanted['product']}")
    assert (history["onHand"], history["lines"][0]["issue"]) == (5, issue)
