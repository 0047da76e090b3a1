"""What a file in our layout carries, and that what it does not carry is listed line by line."""

from io import BytesIO
from typing import Any

import msgspec
import openpyxl
from hypothesis import HealthCheck, given, settings

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.export import write_layout
from backend.checklists.importing.take_in import understand
from tests.inspections.invented import documents

WORDS = {"zh": "字", "en": "words"}


def everything() -> ChecklistDocument:
    """A checklist that uses each rule there is."""
    option = {"label": WORDS, "colour": "blue"}
    options = [
        {**option, "id": "fine", "points": 3},
        {**option, "id": "no", "points": -1, "failed": True},
        {**option, "id": "na", "points": 0, "scored": False},
    ]
    asked: list[dict[str, Any]] = [
        {
            "kind": "choice", "id": "c", "text": WORDS, "help": WORDS, "weight": 7, "options": options,
            "responseSet": "019b76da-0000-7000-8000-000000000001", "referencePhoto": "ab" * 32,
            "redLine": "cap", "capHundredths": 6050, "deduction": 4, "deductionCap": 8,
            "evidence": {"photos": "always", "count": 3, "noteOnFail": True},
            "raises": {"severity": "high", "category": "cold_chain", "ownerRole": "hq", "dueHours": 9},
        },
        {"kind": "slider", "id": "s", "text": WORDS, "min": 2, "max": 20, "step": 3, "unit": "分",
         "limits": {"min": "5"}, "required": False, "allowNotApplicable": True},
        {"kind": "date_time", "id": "d", "text": WORDS, "asks": "time",
         "shownIf": {"when": "option_is", "question": "c", "options": ["fine"]}},
    ]  # fmt: skip
    fridges = {
        "id": "fridges", "title": WORDS, "weight": 40, "passMarkHundredths": 8050, "mustPass": True,
        "deductionCap": 12, "repeats": True, "minInstances": 0, "maxInstances": 6, "shuffled": True,
        "shownIf": {"when": "attribute_present", "attribute": "fridges"},
        "questions": [{"kind": "yes_no", "id": "y", "text": WORDS, "passes": "no"}],
    }  # fmt: skip
    bands = [
        {"id": "top", "label": {"zh": "优秀", "en": "Excellent"}, "fromHundredths": 9050, "colour": "green"},
        {"id": "b", "label": {"zh": "一般", "en": "Fair"}, "fromHundredths": 0, "colour": "amber"},
    ]
    # A second section of the same name is another one all the same.
    sections = [{"id": "one", "title": WORDS, "questions": asked}, fridges]
    rules = {
        "mode": "weighted_sections",
        "base": 120,
        "unanswered": "exclude",
        "repeats": "mean_of_instances",
    }
    shape = {"name": WORDS, **rules, "passMarkHundredths": 7575, "bands": bands, "sections": sections}
    return msgspec.convert(shape, ChecklistDocument)


def sheet_of(content: bytes, number: int) -> list[tuple[Any, ...]] | None:
    book = openpyxl.load_workbook(BytesIO(content))
    if len(book.sheetnames) <= number:
        return None
    return list(book.worksheets[number].iter_rows(values_only=True))


def test_every_rule_of_a_checklist_comes_back_out_of_excel() -> None:
    for language in ("zh", "en"):
        content = write_layout(everything(), language)
        assert sheet_of(content, 2) is None
        report = understand(content, "x.xlsx")
        assert [one for one in report.findings if one.level == "error"] == []
        assert msgspec.convert(report.document, ChecklistDocument) == everything()


def test_what_the_layout_cannot_say_is_listed_with_its_column() -> None:
    whole = everything()
    choice = whole.sections[0].questions[0]
    text = msgspec.convert({"zh": " 前后有空格 ", "en": "words"}, type(whole.name))
    first = msgspec.structs.replace(
        whole.sections[0],
        questions=(msgspec.structs.replace(choice, text=text), *whole.sections[0].questions[1:]),
    )
    empty = msgspec.structs.replace(whole.sections[1], id="empty", questions=())
    document = msgspec.structs.replace(whole, sections=(first, whole.sections[1], empty))
    assert sheet_of(write_layout(document, "zh"), 2) == [
        ("编号", "内容"), ("c", "检查项"), ("empty", "整项"), (None, "sections"),
    ]  # fmt: skip
    assert sheet_of(write_layout(document, "en"), 2) == [
        ("ID", "What"), ("c", "Question (Chinese)"), ("empty", "All of it"), (None, "sections"),
    ]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_nothing_is_left_out_in_silence(document: ChecklistDocument) -> None:
    content = write_layout(document, "en")
    report = understand(content, "x.xlsx")
    if report.document is not None and sheet_of(content, 2) is None:
        assert msgspec.convert(report.document, ChecklistDocument) == document
