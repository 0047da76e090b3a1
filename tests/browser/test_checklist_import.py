"""HQ brings checklists in: every file with its report, a mended one as a draft, and the library."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.judge import judge_in_both_languages
from tests.browser.phone import DESK
from tests.checklists.forms import FORMS, filled_in
from tests.checklists.test_importing import patrol_lines

AT_A_DESK = {"viewport": DESK, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}


async def choose(page: Page, name: str, content: bytes) -> None:
    """Choose a file in the dialog."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    await page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]


async def test_a_file_with_an_error_says_where_and_a_mended_one_becomes_a_draft(phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await desk.go("/checklists")
    await page.get_by_role("link", name="导入").click()
    line = {"section": "卫生", "section_en": "Hygiene", "text": "地面干净", "text_en": "The floor is clean"}
    await choose(page, "门店卫生.xlsx", filled_in({**line, "weight": "很重"}))
    row = page.get_by_role("row", name=re.compile("E2"))
    await expect(row).to_contain_text("“很重”不是数字")
    await expect(page.get_by_role("button", name="变成草稿")).to_have_count(0)
    await judge_in_both_languages_with(desk, page, filled_in({**line, "weight": "很重"}))
    await choose(page, "门店卫生.xlsx", filled_in({**line, "weight": 3}))
    await page.get_by_role("button", name="变成草稿").click()
    await expect(page).to_have_url(re.compile(r"/checklists/[0-9a-f-]{36}/edit"))


async def judge_in_both_languages_with(desk: object, page: Page, content: bytes) -> None:
    """Judge the report; speaking another language reloads the page, so the file is chosen again."""
    from tests.browser.judge import judge
    from tests.browser.phone import Phone

    assert isinstance(desk, Phone)
    await judge(page, "checklist-import")
    await desk.speak("en", "auto")
    await choose(page, "hygiene.xlsx", content)
    row = page.get_by_role("row", name=re.compile("E2"))
    await expect(row).to_contain_text("is not a number")
    await judge(page, "checklist-import-en")
    await desk.speak("zh", "auto")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("xlsforms_odk/all-question-types-v2024091201-3.xlsx", "85 个检查项"),
        ("xlsforms_odk/ifrc-distribution-site-assessment-v1.xlsx", "88 个检查项"),
        ("xlsforms_odk/socio-economic-survey-v20240515.xlsx", "17 个检查项"),
        ("xlsforms_odk/whova_form.xlsx", "485 个检查项"),
        ("cn_chain_store_patrol_eq.json", "33 个检查项"),
    ],
)
async def test_every_shared_form_shows_its_report(phones: MakePhone, file: str, words: str) -> None:
    path = FORMS / file
    if not path.exists():
        pytest.skip(f"LOUDLY SKIPPED: {path} is not here")
    content = path.read_bytes() if path.suffix == ".xlsx" else filled_in(*patrol_lines())
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await desk.go("/checklists/import")
    await choose(page, Path(file).with_suffix(".xlsx").name, content)
    await expect(page.get_by_text(words)).to_be_visible(timeout=180_000)
    await expect(page.get_by_role("heading", name="试读结果")).to_be_visible()
    await expect(page.get_by_role("button", name="变成草稿")).to_be_enabled()


async def test_the_library_is_read_through_and_copied(phones: MakePhone) -> None:
    desk = await phones("chen", **AT_A_DESK)
    page = desk.page
    await desk.go("/checklists/library")
    await expect(page.get_by_role("link", name=re.compile("冷链专项检查"))).to_be_visible()
    await judge_in_both_languages(desk, "checklist-library")
    await page.get_by_role("link", name=re.compile("冷链专项检查")).click()
    await expect(page.get_by_text("冷藏品到货温度")).to_be_visible()
    await judge_in_both_languages(desk, "checklist-library-item")
    await page.get_by_role("button", name="复制成草稿").click()
    await expect(page).to_have_url(re.compile(r"/checklists/[0-9a-f-]{36}/edit"))
