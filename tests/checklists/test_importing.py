"""Files at the front door: tried out, kept nowhere, put into a draft; and versions taken away as files."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings

from backend.checklists.document import ChecklistDocument, Question
from backend.checklists.importing.export import write_json
from backend.checklists.importing.take_in import understand
from backend.checklists.library.shelf import read_shelf
from backend.checklists.questions import find_flaws
from backend.database import fetch
from tests.cast import Cast
from tests.checklists.forms import filled_in, shared_form
from tests.inspections.invented import documents
from tests.inspections.walk import publish_patrol
from tests.sheets.workbooks import with_parts

LINE = {"section": "卫生", "section_en": "Hygiene", "text": "地面", "text_en": "Floor"}


async def try_out(cast: Cast, content: bytes, name: str = "巡检.xlsx") -> Any:
    client = await cast.chen()
    return await client.put(f"/api/checklist-imports/{uuid4()}", params={"name": name}, content=content)


async def test_a_file_becomes_a_draft_and_nothing_is_half_imported(cast: Cast) -> None:
    report = (await try_out(cast, filled_in(LINE, {**LINE, "weight": "x"}))).json()
    assert report["document"] is None
    assert [
        (one["code"], one["row"], one["column"]) for one in report["findings"] if one["level"] == "error"
    ] == [("not_a_number", 3, "E")]
    assert len(report["preview"][0]["questions"]) == 2
    for table in ("checklist", "checklist_draft"):
        assert await fetch(f"SELECT 1 FROM {table}") == []

    report = (await try_out(cast, filled_in(LINE))).json()
    assert report["name"] == {"zh": "巡检", "en": ""}
    draft = {"saveId": str(uuid4()), "revision": 0, "basedOn": None, "document": report["document"]}
    saved = await (await cast.chen()).put(f"/api/checklists/{uuid4()}/draft", json=draft)
    assert saved.status_code in (200, 201), saved.text
    assert [one["path"] for one in saved.json()["refusals"]] == ["name.en"]


async def test_the_same_file_is_answered_the_same(cast: Cast) -> None:
    content = filled_in(LINE)
    assert (await try_out(cast, content)).json() == (await try_out(cast, content)).json()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (with_parts(filled_in(LINE), xl__vbaProject_DOT_bin=b"x"), 422, "macros"),
        ("café;bière\n".encode("latin-1"), 422, "encoding"),
        (b"", 422, "empty"),
        (b"{}", 422, "not_a_checklist"),
        (b'{"name": 1}', 422, "not_a_checklist"),
        (b"[" * 100_000, 422, "cell_too_long"),
        (b"a,b\n1,2\n", 422, "no_header"),
    ],
)
async def test_what_cannot_be_read_is_refused_by_name(
    cast: Cast, content: bytes, status: int, code: str
) -> None:
    reply = await try_out(cast, content)
    assert reply.status_code == status, reply.text
    assert (reply.json()["type"], reply.json()["fields"][0]["code"]) == ("/problems/file-refused", code)


async def test_more_than_ten_megabytes_are_not_read(cast: Cast) -> None:
    assert (await try_out(cast, b"x" * 10_000_001)).json()["fields"][0]["code"] == "too_large"
    assert (await try_out(cast, b"x" * 10_100_000)).status_code == 413


async def test_a_version_goes_out_as_json_and_comes_back_byte_by_byte(cast: Cast) -> None:
    version, chen = await publish_patrol(), await cast.chen()
    url = f"/api/checklist-versions/{version}/file"
    file = await chen.get(url, params={"kind": "json", "language": "zh"})
    assert "attachment" in file.headers["content-disposition"]
    document = (await try_out(cast, file.content, "x.json")).json()["document"]
    assert write_json(msgspec.convert(document, ChecklistDocument)) == file.content
    sheet = await chen.get(url, params={"kind": "xlsx", "language": "en"})
    assert openpyxl.load_workbook(BytesIO(sheet.content)).sheetnames == ["Questions", "Settings"]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_version_goes_out_as_csv_and_its_questions_come_back(cast: Cast, language: str) -> None:
    version, chen = await publish_patrol(), await cast.chen()
    url = f"/api/checklist-versions/{version}/file"
    file = await chen.get(url, params={"kind": "csv", "language": language})
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    report = (await try_out(cast, file.content, "x.csv")).json()
    whole = (await chen.get(url, params={"kind": "json", "language": language})).json()
    # A file without settings cannot say what the checklist is called in English.
    assert [one["code"] for one in report["findings"]] == ["words_missing"]
    assert asked(report["document"]) == asked(whole)


def asked(document: Any) -> list[Question]:
    """List the questions of a document, with whatever was left to its default."""
    return [msgspec.convert(one, Question) for part in document["sections"] for one in part["questions"]]


async def test_the_sample_is_a_filled_form_that_comes_in_without_a_word(cast: Cast) -> None:
    for language in ("zh", "en"):
        sample = await (await cast.chen()).get("/api/checklist-sample", params={"language": language})
        report = (await try_out(cast, sample.content, "sample.xlsx")).json()
        assert report["findings"] == []
        assert sum(len(section["questions"]) for section in report["preview"]) == 31


async def test_hq_looks_at_the_library(cast: Cast) -> None:
    chen = await cast.chen()
    cards = (await chen.get("/api/checklist-library")).json()
    assert [card["key"] for card in cards] == list(read_shelf())
    item = (await chen.get("/api/checklist-library/cold-chain")).json()
    assert (item["card"]["questions"], item["document"]["mode"]) == (24, "deduction")
    assert (await chen.get("/api/checklist-library/nothing")).status_code == 404


@settings(max_examples=60)
@given(documents())
def test_any_document_comes_back_byte_by_byte(document: ChecklistDocument) -> None:
    content = write_json(document)
    report = understand(content, "x.json")
    if any(document.questions()):
        assert (report.document is None) == bool(find_flaws(document))
    if report.document is not None:
        assert write_json(msgspec.convert(report.document, ChecklistDocument)) == content


def patrol_lines() -> list[dict[str, Any]]:
    lines = json.loads(shared_form("cn_chain_store_patrol_eq.json"))
    return [
        {
            "section": line["section"],
            "text": line["item"],
            "kind": "单选",
            "options": f"得分 = {line['points']}\n未得分 = 0, 不合格",
        }
        for line in lines
    ]


def test_the_chinese_patrol_report_comes_in_through_excel() -> None:
    report = understand(filled_in(*patrol_lines()), "巡店报告.xlsx")
    assert report.document is not None, report.findings
    assert report.name.zh == "巡店报告"
    asked = [question for section in report.document["sections"] for question in section["questions"]]
    assert len(asked) == 33
    assert len(report.document["sections"]) == 2
    points = [max(option["points"] for option in question["options"]) for question in asked]
    assert sum(points) == 200
    assert {(one.level, one.code) for one in report.findings} == {
        ("warning", "language_missing"),
        *partly(report),
    }


def partly(report: Any) -> set[tuple[str, str]]:
    """Only the other language may be missing."""
    return {(one.level, one.code) for one in report.findings if one.code == "words_missing"}


def test_the_fda_form_comes_in_through_excel() -> None:
    items = json.loads(shared_form("us_fda_model_form_arkansas.json"))["items"]
    lines = [
        {
            "section_en": f"{line['section']}: {line['category']}",
            "id": f"fda-{line['number']}",
            "text_en": line["item"],
            "kind": "choice",
            "options": "IN = 1\nOUT = 0, fail\nN/A = not scored\nN/O = not scored",
        }
        for line in items
    ]
    report = understand(filled_in(*lines, language="en", Name="FDA model form"), "fda.xlsx")
    assert report.document is not None, report.findings
    asked = [question for section in report.document["sections"] for question in section["questions"]]
    assert [question["id"] for question in asked] == [f"fda-{line['number']}" for line in items]
    assert [option["scored"] for option in asked[0]["options"]] == [True, True, False, False]


@pytest.mark.parametrize(
    ("name", "section", "count"),
    [
        ("cn_food_business_special_inspection.json", "category", 44),
        ("us_convenience_store_daily_check.json", "", 26),
    ],
)
def test_the_other_shared_forms_come_in_too(name: str, section: str, count: int) -> None:
    lines = json.loads(shared_form(name))
    rows = [{"section": line.get(section, "检查"), "text": line["item"], "kind": "是否"} for line in lines]
    report = understand(filled_in(*rows), name)
    assert report.document is not None, report.findings
    assert sum(len(one.questions) for one in report.preview) == count


async def test_hq_copies_every_checklist_of_the_library_and_publishes_it_as_it_is(cast: Cast) -> None:
    chen = await cast.chen()
    for key in read_shelf():
        copied, id = (await chen.get(f"/api/checklist-library/{key}")).json()["document"], uuid4()
        draft = {"saveId": str(uuid4()), "revision": 0, "basedOn": None, "document": copied}
        saved = (await chen.put(f"/api/checklists/{id}/draft", json=draft)).json()
        assert (saved["refusals"], saved["warnings"]) == ([], []), key
        word = {"revision": saved["revision"], "note": ""}
        published = await chen.put(f"/api/checklists/{id}/publications/{uuid4()}", json=word)
        assert published.status_code in (200, 201), published.text
    shown = [one for one in (await chen.get("/api/checklists")).json() if one["number"] == 1]
    assert len(shown) == len(read_shelf())
