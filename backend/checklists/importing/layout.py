"""Read our own layout: one row per question, sections by a column, settings on a sheet of their own."""

from collections.abc import Sequence
from typing import Any

from backend.checklists.importing.bands import read_bands
from backend.checklists.importing.cells import ID, Cells
from backend.checklists.importing.columns import (
    BY_SETTING,
    MODES,
    REPEATS,
    UNANSWERED,
    find_header,
    plain,
)
from backend.checklists.importing.conditions import Asked, to_condition
from backend.checklists.importing.draft import Draft, DraftQuestion, DraftSection
from backend.checklists.importing.expression import Unclear, read_expression
from backend.checklists.importing.line import read_question
from backend.checklists.importing.options import is_chinese
from backend.checklists.importing.schemas import ImportFinding
from backend.sheets.grid import Book, FileRefused, Row, Sheet

SETTING_SHEETS = ("设置", "settings", "setting")
NAMELESS = "检查项", "Questions"
SECTION_NUMBERS = (
    ("weight", "section_weight", 10_000),
    ("deductionCap", "section_deduction_cap", 10_000),
    ("minInstances", "min_instances", 100),
    ("maxInstances", "max_instances", 100),
)


def find_layout(book: Book) -> tuple[Sheet, int, dict[str, int]] | None:
    """Find the sheet with a row of our headers; a sheet that a person sees comes first."""
    for sheet in sorted(book.sheets, key=lambda one: one.hidden):
        if found := find_header(list(sheet.rows)):
            return sheet, *found
    return None


def read_layout(book: Book, file_name: str) -> Draft:
    """Read a book in our layout into a draft with everything that is wrong with it."""
    found = find_layout(book)
    if found is None:
        raise FileRefused("no_header", "No row with the headings of the sample file was found.")
    sheet, place, columns = found
    draft = Draft(source="layout", encoding=book.encoding)
    draft.columns = columns
    tell_unknown_columns(sheet, place, columns, draft.findings)
    read_settings(book, draft, file_name)
    for row in sheet.rows[place + 1 :]:
        read_row(draft, Cells(sheet.name, row, columns, draft.findings))
    if not draft.sections:
        draft.findings.append(ImportFinding(level="error", code="no_questions", sheet=sheet.name))
    return draft


def tell_unknown_columns(
    sheet: Sheet, place: int, columns: dict[str, int], findings: list[ImportFinding]
) -> None:
    """Name the columns that mean nothing to us, so that nobody believes they were read."""
    row = sheet.rows[place]
    for index, header in enumerate(row.cells):
        if header.strip() and index not in columns.values():
            cells = Cells(sheet.name, row, {"header": index}, findings)
            cells.tell("warning", "unknown_column", "header", value=header.strip()[:60])


def read_settings(book: Book, draft: Draft, file_name: str) -> None:
    """Read the sheet of settings: a name in the first column, what it is set to in the second."""
    sheet = next((found for name in SETTING_SHEETS if (found := book.sheet(name))), None)
    settings: dict[str, Row] = {}
    for row in sheet.rows if sheet else ():
        if key := BY_SETTING.get(plain(row.at(0))):
            settings[key] = row
    name = {"zh": "", "en": ""}
    for key, row in settings.items():
        cells = Cells(sheet.name if sheet else "", row, {key: 1}, draft.findings)
        match key:
            case "name" | "name_en":
                name["zh" if key == "name" else "en"] = cells.text(key)
            case "mode":
                draft.head["mode"] = cells.word(key, MODES, "points")
            case "unanswered":
                draft.head["unanswered"] = cells.word(key, UNANSWERED, "zero")
            case "repeat_score":
                draft.head["repeats"] = cells.word(key, REPEATS, "pooled")
            case "pass_mark":
                draft.head["passMarkHundredths"] = cells.hundredths(key)
            case "bands":
                draft.head["bands"] = read_bands(cells)
            case "base":
                draft.head["base"] = cells.number(key, 1, 1_000_000) or 100
    draft.head["name"] = name if any(name.values()) else named_after(file_name)


def named_after(file_name: str) -> dict[str, str]:
    """Name a checklist after its file where the file says nothing else."""
    stem = file_name.rsplit(".", 1)[0].strip()[:200] or "Checklist"
    return {"zh": stem, "en": ""} if is_chinese(stem) else {"zh": "", "en": stem}


def read_row(draft: Draft, cells: Cells) -> None:
    """Take one row into the draft: perhaps a new section, and its question."""
    title = cells.bilingual("section", "section_en")
    text = cells.bilingual("text", "text_en")
    if title or not draft.sections:
        enter_section(draft, title or {"zh": NAMELESS[0], "en": NAMELESS[1]}, cells)
    section = draft.current
    assert section is not None, "the first row begins one"
    read_section(draft, section, cells)
    if text is None:
        if title is None or any(cells.text(key) for key in ("kind", "options", "id")):
            cells.tell("error", "no_text", "text" if "text" in cells.places else "text_en")
        return
    id = read_id(draft, cells)
    fields = read_question(cells, text)
    if shown_if := read_condition(draft, cells, "shown_if"):
        fields["shownIf"] = shown_if
    section.questions.append(DraftQuestion({"id": id, **fields}, cells.sheet, cells.row.number))
    draft.asked[id.casefold()] = asked(id, fields)


def enter_section(draft: Draft, title: dict[str, str], cells: Cells) -> None:
    """Begin a section, or go back to one that the file has begun before."""
    id = cells.text("section_id")
    same = [one for one in draft.sections if one.id == id or not id]
    same = [
        one for one in same if id or one.title == title or (one.title["zh"] == title["zh"] and title["zh"])
    ]
    if not same:
        if id and not ID.fullmatch(id):
            cells.tell("error", "bad_id", "section_id", value=id)
        id = id if ID.fullmatch(id) else f"s{len(draft.sections) + 1}"
        same = [DraftSection(id, title, cells.sheet, cells.row.number)]
        draft.sections += same
    draft.current = same[0]


def read_section(draft: Draft, section: DraftSection, cells: Cells) -> None:
    """Take over what a row says about its section; its condition only where the section begins."""
    for field, key in (("repeats", "repeats"), ("mustPass", "must_pass"), ("shuffled", "shuffled")):
        if cells.text(key):
            section.fields[field] = cells.truth(key, False)
    for field, key, most in SECTION_NUMBERS:
        if (number := cells.number(key, 0, most)) is not None:
            section.fields[field] = number
    if (mark := cells.hundredths("section_pass_mark")) is not None:
        section.fields["passMarkHundredths"] = mark
    if not section.questions and (shown_if := read_condition(draft, cells, "section_shown_if")):
        section.fields["shownIf"] = shown_if


def read_id(draft: Draft, cells: Cells) -> str:
    """Return the id that the file gives, or the next free number."""
    id = cells.text("id")
    if id and not ID.fullmatch(id):
        cells.tell("error", "bad_id", "id", value=id)
    if id and id.casefold() in draft.asked:
        cells.tell("error", "used_twice", "id", value=id)
    if ID.fullmatch(id) and id.casefold() not in draft.asked:
        return id
    number = len(draft.asked) + 1
    while f"q{number}" in draft.asked:
        number += 1
    return f"q{number}"


def read_condition(draft: Draft, cells: Cells, key: str) -> dict[str, Any] | None:
    """Return the condition of a question or a section; one that means nothing is an error."""
    text = cells.text(key)
    if not text:
        return None
    try:
        return to_condition(read_expression(text), draft.asked)
    except Unclear as unclear:
        cells.tell("error", "unclear_condition", key, value=text, part=str(unclear)[:60])
        return None


def asked(id: str, fields: dict[str, Any]) -> Asked:
    """Return what conditions further down may say of a question."""
    options: dict[str, str] = {}
    for option in option_list(fields):
        for name in (option["label"]["zh"], option["label"]["en"], option["id"]):
            if name:
                options[name.casefold()] = option["id"]
    if fields["kind"] == "yes_no":
        options = {"yes": "yes", "no": "no", "是": "yes", "否": "no"}
    return Asked(id, fields["kind"], options)


def option_list(fields: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Return the options of a question, none where its kind has none."""
    options = fields.get("options", [])
    return options if isinstance(options, list) else []
