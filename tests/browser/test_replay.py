"""What if: HQ tries a changed weight on what was found, before anybody walks by it."""

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge
from tests.browser.phone import look
from tests.browser.server import Server
from tests.browser.walking import begin_visit, cards, submit
from tests.browser.writing import AT_A_DESK, checklist, publish, save_draft, section, yes_no

NAME = "回算试用"


async def test_a_changed_weight_is_tried_on_what_was_found_before(server: Server, phones: MakePhone) -> None:
    floor, door = yes_no("floor", "地面干净"), yes_no("door", "大门完好")
    id = save_draft(server, checklist(NAME, section("shop", "卖场", floor, door), passMarkHundredths=6000))
    version = publish(server, id, "第一版")
    wang = await phones("wang")
    await begin_visit(wang, NAME, "花园路店", questions=2)
    await cards(wang.page).nth(0).get_by_role("radio", name="合格", exact=True).check()
    await cards(wang.page).nth(1).get_by_role("radio", name="不合格", exact=True).check()
    await submit(wang.page)
    await expect(wang.page.get_by_text("可以离开了")).to_be_visible()

    heavier = section("shop", "卖场", {**floor, "weight": 3}, door)
    save_draft(server, checklist(NAME, heavier, passMarkHundredths=6000), id, based_on=version)
    chen = await phones("chen", **AT_A_DESK)
    page = chen.page
    await chen.go(f"/checklists/{id}/replay")
    await page.get_by_role("button", name="开始回放").click()
    # 1 of 2 was 50.00 and failed at 60; 3 of 4 is 75.00 and passes.
    row = row_of(page, "花园路店")
    await expect(row).to_contain_text("50.00")
    for words in ("75.00", "+25.00", "不合格 → 合格"):
        await expect(row).to_contain_text(words)
    await expect(page.get_by_text("0 次变为不合格，1 次变为合格")).to_be_visible()
    await look(page, "replay")
    await judge(page, "replay")
    await chen.speak("en", "auto")
    await page.get_by_role("button", name="Start the replay").click()
    await expect(row_of(page, "Garden Road")).to_contain_text("75.00")
    await judge(page, "replay-en")


def row_of(page: Page, store: str) -> Locator:
    """The line of one store in the table."""
    return page.locator("tbody tr", has_text=store)
