"""Bad input, item by item: the answer names the row and column, or the question, in both languages."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from backend.checklists.importing.take_in import understand
from backend.database import fetch
from backend.sheets.grid import BYTES, FileRefused
from tests.cast import Cast
from tests.checklists.forms import filled_in
from tests.sheets.workbooks import with_parts, workbook

I18N = Path(__file__).parents[2] / "pwa" / "src" / "i18n"
WORDS = {"zh": "字", "en": "words"}
LINE = {"section": "卫生", "section_en": "Hygiene", "text": "地面", "text_en": "Floor"}


def is_worded(*names: str) -> bool:
    """Whether every reader is told one of these in words."""
    return all(
        any(f"  {name}:" in file.read_text() for file in (I18N / language).rglob("*.ts") for name in names)
        for language in ("zh", "en")
    )


def line(**fields: Any) -> dict[str, Any]:
    return LINE | fields


@pytest.mark.parametrize(
    ("lines", "code", "row", "column"),
    [
        ([line(id="a"), line(id="b", shown_if="a = 是 且 a = 否")], "never_shown", 3, "F"),
        ([line(id="a", shown_if="b = 是"), line(id="b", shown_if="a = 是")], "unclear_condition", 2, "F"),
        ([line(), line(weight=0, red_line="标记")], "red_line_weightless", 3, "E"),
        ([line(id="a"), line(id="b"), line(id="a")], "used_twice", 4, "C"),
        ([line(kind="单选", options="好 | Good = 2\n一般 | Fair")], "option_without_points", 2, "F"),
        ([line(kind="单选", options="好 | Good = 0\n坏 | Bad = 0, 不合格")], "no_points", 2, "F"),
    ],
)
def test_a_row_that_makes_no_sense_is_named_by_its_cell(
    lines: list[dict[str, Any]], code: str, row: int, column: str
) -> None:
    report = understand(filled_in(*lines, 名称="巡检", Name="Patrol"), "x.xlsx")
    assert [(one.row, one.column) for one in report.findings if one.code == code] == [(row, column)]
    assert is_worded(f"finding_{code}")


def test_a_formula_without_its_value_is_named_and_nothing_is_imported() -> None:
    report = understand(workbook([["检查项", "Question", "权重"], ["地面", "Floor", "=1+1"]]), "x.xlsx")
    [formula] = [one for one in report.findings if one.code == "formula_without_value"]
    assert (formula.row, formula.column, report.document) == (2, "C", None)
    assert is_worded("finding_formula_without_value")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_parts(filled_in(LINE), xl__vbaProject_DOT_bin=b"x"), "macros"),
        ("检查项,权重\n地面,1\n".encode("gb18030")[:-9] + b"\xff\xfe\xfa", "encoding"),
        (b"x" * (BYTES + 1), "too_large"),
        (b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        understand(content, "x.csv")
    assert caught.value.code == code
    assert is_worded(f"refused_{code}")


def test_chinese_of_an_old_excel_is_read_all_the_same() -> None:
    report = understand("检查项,Question,权重\n地面,Floor,2\n".encode("gb18030"), "巡检.csv")
    assert report.preview[0].questions[0].text.zh == "地面"
    assert report.encoding.upper().startswith("GB")


def test_a_thousand_questions_are_refused_at_the_first_that_is_too_many() -> None:
    report = understand(filled_in(*[line() for _ in range(1000)], 名称="巡检", Name="Patrol"), "x.xlsx")
    [too_many] = [one for one in report.findings if one.code == "too_many_questions"]
    assert (too_many.level, too_many.row, report.document) == ("error", 502, None)
    assert is_worded("finding_too_many_questions")


def asked(id: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "yes_no", "id": id, "text": WORDS, **fields}


def is_yes(id: str) -> dict[str, Any]:
    return {"when": "option_is", "question": id, "options": ["yes"]}


def scored(id: str, *points: int) -> dict[str, Any]:
    options = [{"id": f"o{n}", "label": WORDS, "points": value} for n, value in enumerate(points)]
    return asked(id, kind="choice", options=options)


AT = "sections[0].questions"
NO = {"when": "not", "of": is_yes("a")}


@pytest.mark.parametrize(
    ("questions", "level", "path", "code"),
    [
        (
            [asked("a"), asked("b", shownIf={"when": "all", "of": [is_yes("a"), NO]})],
            "refusals",
            f"{AT}[1].shownIf",
            "never_shown",
        ),
        (
            [asked("a", shownIf=is_yes("b")), asked("b", shownIf=is_yes("a"))],
            "refusals",
            f"{AT}[0].shownIf.question",
            "condition_cycle",
        ),
        ([asked("a", weight=0, redLine="flag")], "warnings", f"{AT}[0].weight", "red_line_weightless"),
        ([asked("a"), asked("a")], "refusals", f"{AT}[1].id", "used_twice"),
        ([scored("a", 2, 0)], "warnings", f"{AT}[0].options[1].points", "option_without_points"),
        ([scored("a", 0, 0)], "refusals", f"{AT}[0].options", "no_points"),
        ([asked(f"q{n}") for n in range(1000)], "refusals", f"{AT}[500]", "too_many_questions"),
    ],
)
async def test_a_draft_names_the_question(
    cast: Cast, questions: list[dict[str, Any]], level: str, path: str, code: str
) -> None:
    sections = [{"id": "s", "title": WORDS, "questions": questions}]
    body = {"saveId": str(uuid4()), "revision": 0, "document": {"name": WORDS, "sections": sections}}
    checklist, chen = uuid4(), await cast.chen()
    saved = (await chen.put(f"/api/checklists/{checklist}/draft", json=body)).json()
    assert (path, code) in [(one["path"], one["code"]) for one in saved[level]]
    assert len({(one["path"], one["code"]) for one in saved[level]}) == len(saved[level])
    assert is_worded(f"field_{code}", f"flaw_{code}")
    if level == "refusals":
        published = await chen.put(
            f"/api/checklists/{checklist}/publications/{uuid4()}", json={"revision": 1, "note": ""}
        )
        assert published.status_code == 422, published.text
        assert await fetch("SELECT 1 FROM checklist_version WHERE checklist = $1", checklist) == []
