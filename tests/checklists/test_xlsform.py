"""XLSForm: four real workbooks come in, and whatever cannot be carried over is listed by its line."""

from collections import Counter
from typing import Any

import pytest

from backend.checklists.importing.schemas import ImportReport
from backend.checklists.importing.take_in import understand
from backend.sheets.grid import FileRefused
from backend.sheets.spreadsheet import read_spreadsheet
from tests.checklists.forms import shared_form
from tests.sheets.workbooks import workbook

SURVEY = [
    "type",
    "name",
    "label::English",
    "label::中文",
    "hint::English",
    "relevant",
    "constraint",
    "required",
]
LISTS = [
    ["list_name", "name", "label::English", "label::中文"],
    ["yn", "y", "Yes", "有"],
    ["yn", "n", "No", "无"],
]


def form(*lines: list[Any], choices: list[list[Any]] = LISTS) -> ImportReport:
    return understand(workbook_of(lines, choices), "form.xlsx")


def workbook_of(lines: tuple[list[Any], ...], choices: list[list[Any]]) -> bytes:
    def name(book: Any) -> None:
        for page, title in zip(book.worksheets, ("survey", "choices", "settings"), strict=True):
            page.title = title

    settings = [["form_title", "form_id"], ["Patrol", "patrol"]]
    return workbook([SURVEY, *map(list, lines)], choices, settings, after=name)


def document(report: ImportReport) -> dict[str, Any]:
    assert report.document is not None, report.findings
    return report.document


def listed(report: ImportReport) -> list[tuple[str, int | None]]:
    return [(one.code, one.row) for one in report.findings if one.code not in {"no_points", "words_missing"}]


def test_groups_repeats_conditions_limits_and_both_languages_come_over() -> None:
    report = form(
        ["begin group", "kitchen", "Kitchen", "厨房"],
        ["select_one yn", "fryer", "Is there a fryer?", "有炸炉吗？", "Look behind", None, None, "yes"],
        ["integer", "oil", "Age of the oil", "油龄", None, "${fryer} = 'y'", ". >= 0 and . < 8"],
        ["end group"],
        ["begin repeat", "fridges", "Fridges", "冰箱", None, "selected(${fryer}, 'n')"],
        ["decimal", "temp", "Temperature", "温度", None, None, ".<=8"],
        ["begin group", "inner", "Inside", "里面"],
        ["note", "look", "Look inside", "看里面"],
        ["end group"],
        ["end repeat"],
        ["text", "end", "Anything else?", "还有吗？"],
    )
    kitchen, fridges, rest = document(report)["sections"]
    assert (kitchen["title"], fridges["repeats"], rest["repeats"]) == (
        {"zh": "厨房", "en": "Kitchen"},
        True,
        False,
    )
    fryer, oil = kitchen["questions"]
    assert [one["id"] for one in fryer["options"]] == ["y", "n"]
    assert (fryer["required"], fryer["weight"], fryer["help"]["en"]) == (True, 0, "Look behind")
    assert oil["limits"] == {"min": "0", "max": "7"}
    assert oil["shownIf"] == {"when": "option_is", "question": "fryer", "options": ["y"]}
    temp, look = fridges["questions"]
    assert temp["limits"] == {"min": None, "max": "8"}
    assert temp["shownIf"]["options"] == ["n"]
    assert (look["kind"], look["shownIf"]) == ("information", temp["shownIf"])
    assert listed(report) == [("folded_into_repeat", 8)]


def test_what_cannot_be_carried_over_is_listed_line_by_line() -> None:
    report = form(
        ["start", "start"],
        ["calculate", "sum", "Sum"],
        ["audio", "sound", "Record the noise", "录音"],
        ["integer", "age", "Age", "年龄", None, "${sum} > 4", ". > ${sum}", "${sum} = 1"],
        ["select_one missing", "lost", "Choose", "选"],
        ["select_one yn or_other", "other", "Or other", "其他"],
        ["spaceship", "fly", "Fly", "飞"],
        ["text", "age", "Again ${age}", "又 ${age}"],
        ["decimal", "open", "Open end", "开区间", None, None, ". > 0"],
        ["end group"],
    )
    assert sorted(listed(report), key=lambda one: (one[1] or 0, one[0])) == [
        ("not_a_question", 2),
        ("not_a_question", 3),
        ("kind_changed", 4),
        ("condition_left_out", 5),
        ("constraint_left_out", 5),
        ("required_left_out", 5),
        ("choices_missing", 6),
        ("or_other", 7),
        ("unknown_type", 8),
        ("reference_in_text", 9),
        ("renamed", 9),
        ("constraint_left_out", 10),
        ("group_not_opened", 11),
    ]
    assert all(one.column for one in report.findings if one.row)


def test_a_form_without_questions_or_headings_is_refused() -> None:
    for lines, code in (([["start", "start"]], "no_questions"), ([], "no_questions")):
        with pytest.raises(FileRefused) as caught:
            form(*lines)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "asked", "carried"),
    [
        ("all-question-types-v2024091201-3.xlsx", 85, {"kind_changed": 11}),
        ("ifrc-distribution-site-assessment-v1.xlsx", 88, {"too_many_choices": 2, "not_a_question": 7}),
        ("socio-economic-survey-v20240515.xlsx", 17, {"constraint_left_out": 3, "folded_into_repeat": 2}),
        (
            "whova_form.xlsx",
            485,
            {"condition_left_out": 186, "constraint_left_out": 24, "not_a_question": 45},
        ),
    ],
)
def test_each_shared_workbook_comes_in_with_its_report(
    name: str, asked: int, carried: dict[str, int]
) -> None:
    content = shared_form(f"xlsforms_odk/{name}")
    report = understand(content, name)
    assert report.source == "xlsform"
    preview = [question for section in report.preview for question in section.questions]
    assert (len(preview), report.document is not None) == (asked, True)
    counted = Counter(one.code for one in report.findings)
    assert {code: counted[code] for code in carried} == carried
    survey = read_spreadsheet(content).sheet("survey")
    assert survey is not None
    kind = [cell.strip().lower() for cell in survey.rows[0].cells].index("type")
    shown = {question.row for question in preview}
    told = {one.row for one in report.findings}
    for row in survey.rows[1:]:
        type = row.at(kind).strip()
        if type and not type.replace("_", " ").startswith(("begin ", "end ")):
            assert row.number in shown or row.number in told, row
