"""HQ keeps products, suppliers and par levels, and brings products in from a file."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge, judge_in_both_languages
from tests.browser.scenes import read
from tests.browser.server import Server
from tests.browser.test_checklist_import import choose
from tests.browser.test_hq import AT_A_DESK
from tests.browser.writing import kept as is_kept
from tests.products.test_importing import HEAD, TOFU, file_of


async def open_way(page: Page, name: str) -> None:
    """Go from the tab to one of the ways to product data."""
    await page.get_by_role("link", name="设置", exact=True).click()
    await (
        page.get_by_role("navigation", name="商品资料")
        .get_by_role("link", name=re.compile(f"^{name}"))
        .click()
    )


async def test_a_product_is_found_changed_and_a_wrong_barcode_is_named(
    server: Server, phones: MakePhone
) -> None:
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    await chen.go("/settings")
    await open_way(page, "商品")
    await page.get_by_role("searchbox").fill("鲜牛奶")
    await expect(page).to_have_url(re.compile("search="))
    rows = page.locator("main li a.list-row")
    await expect(rows.first).to_contain_text("鲜牛奶")
    await judge_in_both_languages(chen, "catalogue")
    await rows.first.click()
    await expect(page.get_by_label("中文名称")).to_have_value(re.compile("鲜牛奶"))
    product = page.url.rsplit("/", 1)[1]
    await page.get_by_label("保质期（天）").fill("8")
    await page.get_by_role("button", name="加一个条码").click()
    barcodes = page.locator("section", has=page.get_by_role("heading", name="条码"))
    await barcodes.get_by_label("条码", exact=True).last.fill("4006381333932")
    await expect(barcodes.get_by_text("校验位不对")).to_be_visible()
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("有 1 处要再看一下")).to_be_visible()
    await judge(page, "catalogue-product-wrong")
    await barcodes.get_by_label("条码", exact=True).last.fill("4006381333931")
    await page.get_by_role("button", name="保存").click()
    await is_kept(page.get_by_role("button", name="保存"))
    kept = read(server, "chen", f"/api/products/{product}")["product"]
    assert kept["shelfLifeDays"] == 8
    assert "4006381333931" in [one["code"] for one in kept["barcodes"]]
    await judge_in_both_languages(chen, "catalogue-product")


async def test_a_new_product_is_made_on_a_phone(server: Server, phones: MakePhone) -> None:
    chen = await phones("chen")
    page = chen.page
    await chen.go("/products")
    await expect(page.locator("main li a.list-row").first).to_be_visible()
    await judge(page, "catalogue-phone")
    await page.get_by_role("link", name="新商品").click()
    await page.get_by_label("中文名称").fill("豆浆 300 ml")
    await page.get_by_label("商品编码").fill("SOY-300")
    await page.get_by_label("最小单位（如 瓶）").fill("杯")
    await page.get_by_role("button", name="新建分类").click()
    await page.get_by_label("新建分类").last.fill("早餐豆制品")
    await page.get_by_role("button", name="添加", exact=True).click()
    await expect(page.get_by_label("分类", exact=True)).not_to_have_value("")
    await page.get_by_role("button", name="加一家供应商").click()
    await page.get_by_label("每箱多少").fill("24")
    await page.get_by_label(re.compile("^箱价")).fill("36.50")
    await page.get_by_role("button", name="加一个地方").click()
    await page.get_by_label("最小陈列").fill("6")
    await judge(page, "catalogue-new-product-phone")
    await page.get_by_role("button", name="保存").click()
    await expect(page).to_have_url(re.compile(r"/products/[0-9a-f-]{36}$"))
    kept = read(server, "chen", f"/api/products/{page.url.rsplit('/', 1)[1]}")["product"]
    assert kept["name"] == {"zh": "豆浆 300 ml", "en": "豆浆 300 ml"}
    assert kept["packs"][0]["priceMinor"] == 3650
    assert kept["shelves"][0]["minDisplay"] == 6
    assert kept["category"] is not None


async def test_a_supplier_gets_a_holiday_and_other_days_for_a_store(
    server: Server, phones: MakePhone
) -> None:
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    await chen.go("/settings")
    await open_way(page, "供应商")
    await judge_in_both_languages(chen, "suppliers")
    await page.locator("main li a.list-row", has_text="清晨乳品").click()
    await expect(page.get_by_label("中文名称")).to_have_value("清晨乳品")
    supplier = page.url.rsplit("/", 1)[1]
    days = page.locator("section", has=page.get_by_role("heading", name="例外的日子"))
    before = len(read(server, "chen", f"/api/suppliers/{supplier}")["supplier"]["exceptions"])
    await expect(days.get_by_label("日期")).to_have_count(before)
    await page.get_by_role("button", name="加一天").click()
    await days.get_by_label("日期").nth(before).fill("2027-02-17")
    await days.get_by_label("日期").nth(before).blur()
    await days.get_by_label("原因").nth(before).fill("春节")
    plans = page.locator("section", has=page.get_by_role("heading", name="个别区域或门店"))
    await page.get_by_role("button", name="加一个地方").click()
    await plans.get_by_label("哪里").last.select_option(label="滨江店")
    await judge_in_both_languages(chen, "supplier-other-language")
    await page.goto(f"{server.origin}/suppliers/{supplier}")  # what was not saved is gone with the page
    await expect(page.get_by_label("中文名称")).to_have_value("清晨乳品")
    await expect(days.get_by_label("日期")).to_have_count(before)
    await page.get_by_role("button", name="加一天").click()
    await days.get_by_label("日期").nth(before).fill("2027-02-17")
    await days.get_by_label("日期").nth(before).blur()
    await days.get_by_label("原因").nth(before).fill("春节")
    await page.get_by_role("button", name="保存").click()
    await is_kept(page.get_by_role("button", name="保存"))
    kept = read(server, "chen", f"/api/suppliers/{supplier}")["supplier"]
    assert [(one["onDay"], one["delivers"], one["reason"]) for one in kept["exceptions"]][-1] == (
        "2027-02-17",
        False,
        "春节",
    )


async def test_par_levels_are_typed_and_pasted(server: Server, phones: MakePhone) -> None:
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    await chen.go("/settings")
    await open_way(page, "标准库存")
    await expect(page.locator("tbody tr").first).to_be_visible()
    await judge_in_both_languages(chen, "par-levels")
    await page.set_viewport_size({"width": 390, "height": 844})
    await judge(page, "par-levels-phone")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await expect(page.locator("tbody th .meta").nth(1)).to_be_visible()
    texts = await page.locator("tbody th .meta").all_inner_texts()
    first, second = (text.split(" · ")[0] for text in texts[:2])
    await page.get_by_role("button", name="从表格粘贴").click()
    rows = page.get_by_label("从 Excel 复制到这里")
    await rows.fill(f"编码\t标准\t安全\n{first}\t72\t12\nNO-1\t5\t\n{second}\t很多\t")
    await expect(page.get_by_text("第 3 行：这家店没有编码为“NO-1”的商品。")).to_be_visible()
    await expect(page.get_by_text("第 4 行：“很多”不是整数。")).to_be_visible()
    await judge(page, "par-levels-paste")
    await rows.fill(f"{first}\t72\t12\n{second}\t\t")
    await page.get_by_role("button", name="填入 2 行").click()
    await page.get_by_role("button", name="保存").click()
    await is_kept(page.get_by_role("button", name="保存"))
    store = await page.get_by_label("门店", exact=True).input_value()
    kept = {line["sku"]: line for line in read(server, "chen", f"/api/stores/{store}/par-levels")["lines"]}
    assert (kept[first]["baseUnits"], kept[first]["safetyUnits"]) == (72, 12)
    assert kept[second]["baseUnits"] is None


async def test_products_come_in_from_a_file_and_a_whole_import_is_undone(
    server: Server, phones: MakePhone
) -> None:
    """The price column has a heading nobody knows; a check digit is wrong; one name looks like another."""
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    await chen.go("/settings")
    await page.get_by_role("link", name=re.compile("导入商品")).click()
    supplier = next(one for one in read(server, "chen", "/api/suppliers") if one["name"]["zh"] == "清晨乳品")
    like = read(server, "chen", "/api/catalogue?search=鲜牛奶")["products"][0]["name"]["zh"]
    head = [*HEAD[:7], "到店价", *HEAD[8:]]
    tofu = [*TOFU[:5], supplier["code"], *TOFU[6:]]
    wrong = ["NW-2", "老豆腐", "Firm tofu", "6901234567893", "豆制品", None, None, None, None, None]
    alike = ["NW-3", f"{like}装", "", None, "乳品", None, None, None, None, None]
    await choose(page, "新品.xlsx", file_of(tofu, wrong, alike, head=head))
    await expect(page.get_by_role("heading", name="新品.xlsx")).to_be_visible()
    await expect(page.get_by_text("写了供应商，就要写箱规和箱价。")).to_be_visible()
    await page.get_by_text("列的对应关系").click()
    await page.get_by_label(re.compile("^箱价")).select_option(value="7")
    await page.get_by_role("button", name="按这样重读").click()
    await expect(page.get_by_text("写了供应商，就要写箱规和箱价。")).to_be_hidden()
    row = page.get_by_role("row", name=re.compile("D3"))
    await expect(row).to_contain_text("条码 6901234567893 的校验位不对")
    await expect(page.get_by_text("名称相似 1")).to_be_visible()
    await judge_in_both_languages(chen, "product-import")
    await expect(page.get_by_role("button", name="写入商品目录")).to_be_disabled()
    await page.get_by_role("radio", name="照样新增").check(force=True)
    await page.get_by_label("不导入有错误的 1 行").check()
    await page.get_by_role("button", name="写入商品目录").click()
    await expect(page.get_by_role("button", name="撤销整批导入")).to_be_visible()
    found = read(server, "chen", "/api/catalogue?search=NW-")["products"]
    assert [one["sku"] for one in found] == ["NW-1", "NW-3"]
    price = read(server, "chen", f"/api/products/{found[0]['id']}")["product"]["packs"][0]["priceMinor"]
    assert price == 2450
    await page.get_by_role("button", name="撤销整批导入").click()
    await expect(page.get_by_text("已撤销").first).to_be_visible()
    assert read(server, "chen", "/api/catalogue?search=NW-")["products"] == []
    await choose(page, "新品.xlsx", file_of(tofu, head=head))
    await expect(page.get_by_text("按上次的对应关系")).to_be_visible()
