"""Write a checklist as JSON, which comes back byte by byte, or in our own Excel layout."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.bands import write_bands
from backend.checklists.importing.carried import Lost, heading_of, not_carried
from backend.checklists.importing.columns import (
    COLUMNS,
    KINDS,
    MODES,
    OWNERS,
    PHOTOS,
    RED_LINES,
    REPEATS,
    SETTINGS,
    SEVERITIES,
    UNANSWERED,
    YES_NO,
)
from backend.checklists.importing.marks import write_mark
from backend.checklists.importing.options import write_options
from backend.checklists.importing.say_condition import say_condition
from backend.sheets.written import Column, SheetOut, Value, write_delimited, write_workbook

Language = Literal["zh", "en"]
Vocabulary = Mapping[str, tuple[str, ...]]
Line = dict[str, Value]


def write_json(document: ChecklistDocument) -> bytes:
    """Write every field of a document, so that reading it again gives the identical version."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def write_layout(document: ChecklistDocument, language: Language) -> bytes:
    """Write a document in our layout with headings in one language; both languages of its words are in it.

    What the layout has no way to say is listed on a sheet of its own, line by line.
    """
    index = 0 if language == "zh" else 1
    sheets = sheets_of(msgspec.to_builtins(document), language)
    content = write_workbook(sheets)
    lost = not_carried(document, content)
    return write_workbook([*sheets, sheet_of_lost(lost, index)]) if lost else content


def write_questions(document: ChecklistDocument, language: Language) -> bytes:
    """Write the questions alone as CSV: rules of the whole checklist have no column in it."""
    return write_delimited(sheets_of(msgspec.to_builtins(document), language)[0])


def sheet_of_lost(lost: Sequence[Lost], index: int) -> SheetOut:
    """List what is not in the file: which section or question, and which of its columns."""
    name, where, what = (("未带出", "编号", "内容"), ("Not carried over", "ID", "What"))[index]
    rows = [[one.where or None, heading_of(one, index)] for one in lost]
    return SheetOut(name, [Column(where, 22), Column(what, 40)], rows)


def sheets_of(document: dict[str, Any], language: Language) -> list[SheetOut]:
    """Lay a document out: the sheet of questions, and the sheet of settings."""
    index = 0 if language == "zh" else 1
    columns = [
        Column(getattr(one, language), one.width, list(one.choices[index::2]), one.hint[index])
        for one in COLUMNS
    ]
    rows = [
        [line.get(one.key) for one in COLUMNS]
        for section in document["sections"]
        for line in section_lines(section, index)
    ]
    names = ("检查项", "设置") if language == "zh" else ("Questions", "Settings")
    settings = SheetOut(
        names[1],
        [
            Column("设置" if language == "zh" else "Setting", 22),
            Column("值" if language == "zh" else "Value", 40),
        ],
        [[getattr(one, language), value] for one, value in zip(SETTINGS, head(document, index), strict=True)],
    )
    return [SheetOut(names[0], columns, rows), settings]


def head(document: dict[str, Any], index: int) -> list[Value]:
    """List what stands on the sheet of settings."""
    return [
        document["name"]["zh"],
        document["name"]["en"],
        MODES[document.get("mode", "points")][index],
        document.get("base", 100),
        write_mark(document.get("passMarkHundredths")),
        UNANSWERED[document.get("unanswered", "zero")][index],
        REPEATS[document.get("repeats", "pooled")][index],
        write_bands(document.get("bands", ())),
    ]


def section_lines(section: dict[str, Any], index: int) -> list[Line]:
    """List a section's questions, each with what its section is called."""
    own: Line = {
        "section": section["title"]["zh"],
        "section_en": section["title"]["en"],
        "section_id": section["id"],
        "repeats": word(YES_NO, "yes", index) if section.get("repeats") else None,
        "section_weight": section["weight"] if section.get("weight", 1) != 1 else None,
        "section_pass_mark": write_mark(section.get("passMarkHundredths")),
        "must_pass": word(YES_NO, "yes", index) if section.get("mustPass") else None,
        "section_deduction_cap": section.get("deductionCap"),
        "min_instances": section["minInstances"] if section.get("minInstances", 1) != 1 else None,
        "max_instances": section["maxInstances"] if section.get("maxInstances", 100) != 100 else None,
        "shuffled": word(YES_NO, "yes", index) if section.get("shuffled") else None,
        "section_shown_if": say_condition(section.get("shownIf"), index),
    }
    return [own | question_line(question, index) for question in section["questions"]]


def question_line(question: dict[str, Any], index: int) -> Line:
    """Write one question into a row."""
    kind = question["asks"] if question["kind"] == "date_time" else question["kind"]
    evidence, raises = question.get("evidence") or {}, question.get("raises") or {}
    help, limits = question.get("help") or {}, question.get("limits") or {}
    line: Line = {
        "id": question["id"],
        "text": question["text"]["zh"],
        "text_en": question["text"]["en"],
        "kind": KINDS[kind][index],
        "options": write_options(question.get("options", ()), index),
        "weight": question.get("weight", 1),
        "required": word(YES_NO, "yes" if question.get("required", True) else "no", index),
        "na": word(YES_NO, "yes", index) if question.get("allowNotApplicable") else None,
        "passes": word(YES_NO, question.get("passes"), index),
        "red_line": word(RED_LINES, question.get("redLine"), index),
        "cap": write_mark(question.get("capHundredths")),
        "deduction": question.get("deduction") or None,
        "deduction_cap": question.get("deductionCap"),
        "min": limits.get("min"),
        "max": limits.get("max"),
        "unit": question.get("unit"),
        "photos": word(PHOTOS, evidence.get("photos"), index),
        "photo_count": evidence.get("count", 1) if evidence.get("count", 1) > 1 else None,
        "note_on_fail": word(YES_NO, "yes", index) if evidence.get("noteOnFail") else None,
        "severity": word(SEVERITIES, raises.get("severity"), index),
        "category": raises.get("category"),
        "owner": word(OWNERS, raises.get("ownerRole"), index),
        "hours": raises.get("dueHours"),
        "help": help.get("zh"),
        "help_en": help.get("en"),
        "shown_if": say_condition(question.get("shownIf"), index),
        "reference_photo": question.get("referencePhoto"),
        "response_set": question.get("responseSet"),
    }
    if kind == "slider":
        line["scale"] = f"{question['min']}-{question['max']}/{question['step']}"
    return line


def word(vocabulary: Vocabulary, value: object, index: int) -> str | None:
    """Return the word for a value in one language."""
    return vocabulary[str(value)][index] if value in vocabulary else None


def file_name(document: dict[str, Any], kind: str) -> str:
    """Name a file after the checklist in it."""
    name = document["name"]["zh"] or document["name"]["en"]
    return "".join(one for one in name if one not in '\\/:*?"<>|\r\n')[:80] + f".{kind}"
