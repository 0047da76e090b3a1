"""Our own Excel layout: what is written well becomes a checklist, what is not is named by its cell."""

from typing import Any

import msgspec
import pytest

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.export import write_layout
from backend.checklists.importing.schemas import ImportReport
from backend.checklists.importing.take_in import understand
from backend.checklists.library.shelf import ORDER, read_shelf
from backend.sheets.grid import FileRefused
from tests.checklists.forms import filled_in


def found(report: ImportReport) -> list[tuple[str, str, int | None, str | None]]:
    return [(one.level, one.code, one.row, one.column) for one in report.findings]


def questions(report: ImportReport) -> list[dict[str, Any]]:
    assert report.document is not None, report.findings
    return [question for section in report.document["sections"] for question in section["questions"]]


def both(**more: Any) -> dict[str, Any]:
    return {"section": "卫生", "section_en": "Hygiene", "text": "地面", "text_en": "Floor", **more}


def test_a_row_says_everything_about_a_question() -> None:
    line = both(
        id="floor", kind="单选", options="合格 | Pass = 2\n不合格 | Fail = 0, 不合格；不适用 | N/A = 不计分, 灰 #na",
        weight=3, red_line="封顶", cap=60, photos="不合格时拍", photo_count=2, note_on_fail="是", severity="严重",
        category="cleaning", owner="店长", hours=24, help="看角落", help_en="Look at the corners", required="否",
    )  # fmt: skip
    report = understand(filled_in(line, 名称="巡检"), "x.xlsx")
    [question] = questions(report)
    assert question["options"] == [
        {"id": "pass", "label": {"zh": "合格", "en": "Pass"}, "points": 2, "scored": True, "failed": False,
         "colour": "green"},
        {"id": "fail", "label": {"zh": "不合格", "en": "Fail"}, "points": 0, "scored": True, "failed": True,
         "colour": "red"},
        {"id": "na", "label": {"zh": "不适用", "en": "N/A"}, "points": 0, "scored": False, "failed": False,
         "colour": "grey"},
    ]  # fmt: skip
    assert (question["weight"], question["redLine"], question["capHundredths"]) == (3, "cap", 6000)
    assert question["evidence"] == {"photos": "on_fail", "count": 2, "noteOnFail": True}
    assert question["raises"] == {
        "severity": "high", "category": "cleaning", "ownerRole": "store_manager", "dueHours": 24
    }  # fmt: skip
    assert question["required"] is False
    assert found(report) == [("warning", "words_missing", None, None)]


def test_every_kind_can_be_written_in_both_languages() -> None:
    for language in ("zh", "en"):
        for book in read_shelf().values():
            report = understand(write_layout(book.document, language), "x.xlsx")
            assert report.findings == []
            assert msgspec.convert(report.document, ChecklistDocument) == book.document


@pytest.mark.parametrize(
    ("fields", "level", "code"),
    [
        ({"kind": "猜"}, "error", "unknown_word"),
        ({"weight": "x"}, "error", "not_a_number"),
        ({"weight": 10_001}, "error", "out_of_bounds"),
        ({"weight": "1.5"}, "error", "out_of_bounds"),
        ({"kind": "数字", "min": "冷"}, "error", "not_a_number"),
        ({"kind": "单选"}, "error", "options_missing"),
        ({"kind": "单选", "options": "好 | Good = 1 ; 坏 | Bad = 七"}, "error", "unknown_mark"),
        ({"kind": "单选", "options": "好 | Good = 0"}, "error", "no_points"),
        ({"kind": "单选", "options": "\n".join(f"选 | o{n} = {n}" for n in range(31))}, "error", "too_many_options"),
        ({"id": "有空格 "}, "error", "bad_id"),
        ({"shown_if": "nobody = 是"}, "error", "unclear_condition"),
        ({"shown_if": "((("}, "error", "unclear_condition"),
        ({"kind": "文字", "red_line": "标记"}, "error", "cannot_fail"),
        ({"kind": "数字", "min": 5, "max": 4}, "error", "upside_down"),
        ({"kind": "滑块", "scale": "9-1"}, "error", "bad_scale"),
        ({"hours": 0}, "error", "out_of_bounds"),
        ({"text": "x" * 2001}, "error", "too_long"),
        ({"kind": "文字", "options": "好 | Good = 1"}, "warning", "not_for_this_kind"),
        ({"help": "只有中文"}, "warning", "words_missing"),
        ({"weight": 0, "red_line": "标记"}, "warning", "red_line_weightless"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_cell(fields: dict[str, Any], level: str, code: str) -> None:
    report = understand(filled_in(both(), both(**fields), 名称="巡检", Name="Patrol"), "x")
    matching = [one for one in report.findings if one.code == code]
    assert [(one.level, one.row) for one in matching] == [(level, 3)], report.findings
    assert matching[0].column is not None
    assert (report.document is None) == (level == "error")


def test_an_id_used_twice_is_named_in_the_second_row() -> None:
    report = understand(filled_in(both(id="a"), both(id="a")), "x.xlsx")
    assert ("error", "used_twice", 3, "C") in found(report)
    assert report.document is None


def test_a_formula_is_named_and_a_column_that_means_nothing_too() -> None:
    from tests.sheets.workbooks import workbook

    content = workbook([["检查项", "Question", "权重", "备忘"], ["地面", "Floor", "=1+1", "x"]])
    codes = {(one.code, one.row, one.column) for one in understand(content, "x.xlsx").findings}
    assert ("formula_without_value", 2, "C") in codes
    assert ("unknown_column", 1, "D") in codes


def test_conditions_speak_of_questions_above_of_the_store_and_of_roles() -> None:
    lines = [
        both(id="fryer", kind="是否"),
        both(id="oil", kind="数字", shown_if='fryer = 是 且 门店.has_fryer 且 (角色 = 督导 或 角色 = 总部)'),
        both(id="why", kind="文字", shown_if="oil > 24.5 or fryer failed"),
    ]  # fmt: skip
    _, oil, why = questions(understand(filled_in(*lines), "x.xlsx"))
    assert oil["shownIf"] == {
        "when": "all",
        "of": [
            {"when": "option_is", "question": "fryer", "options": ["yes"]},
            {"when": "attribute_present", "attribute": "has_fryer"},
            {"when": "role_is", "roles": ["supervisor", "hq"]},
        ],
    }
    assert why["shownIf"] == {
        "when": "any",
        "of": [
            {"when": "number_is", "question": "oil", "comparison": "above", "number": "24.5"},
            {"when": "failed", "question": "fryer"},
        ],
    }


def test_sections_go_on_until_another_one_is_named() -> None:
    report = understand(
        filled_in(
            both(), {"text": "墙", "text_en": "Wall"}, {"section": "收银", "text": "礼貌"},
            {"section": "卫生", "text": "顶"},
        ), "x.xlsx",
    )  # fmt: skip
    titles = [
        (section.title.zh, [question.text.zh for question in section.questions]) for section in report.preview
    ]
    assert titles == [("卫生", ["地面", "墙", "顶"]), ("收银", ["礼貌"])]


def test_a_thousand_questions_are_too_many_and_a_sheet_without_headings_is_none() -> None:
    many = understand(filled_in(*[both() for _ in range(1000)]), "x.xlsx")
    assert many.document is None
    assert "too_many_questions" in {one.code for one in many.findings}
    with pytest.raises(FileRefused) as caught:
        understand(b"a,b\n1,2\n", "x.csv")
    assert caught.value.code == "no_header"


def test_the_library_is_sound_and_speaks_both_languages() -> None:
    from backend.checklists.questions import find_flaws

    shelf = read_shelf()
    assert tuple(shelf) == ORDER
    for key, book in shelf.items():
        assert find_flaws(book.document) == [], key
        asked = list(book.document.questions())
        assert 15 <= len(asked) <= 40, key
        assert any(question.red_line for question in asked), key
        assert any(question.evidence.photos == "always" for question in asked), key
        assert any("一" <= one <= "鿿" for one in book.about.zh)
        assert not any("一" <= one <= "鿿" for one in book.about.en)
        for question in asked:
            assert not any("一" <= one <= "鿿" for one in question.text.en), question.id
            assert any("一" <= one <= "鿿" for one in question.text.zh), question.id
