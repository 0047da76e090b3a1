"""Read an XLSForm, the workbook of ODK and KoBo; what cannot be carried over is listed line by line."""

from typing import Any

from backend.checklists.importing.cells import ID, Cells
from backend.checklists.importing.draft import Draft, DraftQuestion, DraftSection
from backend.checklists.importing.layout import asked, named_after
from backend.checklists.importing.schemas import ImportFinding
from backend.checklists.importing.xlsform_columns import QuestionPage, read_question_page
from backend.checklists.importing.xlsform_kinds import (
    KINDS,
    LEFT_OUT,
    Kind,
    choice_options,
    kind_of,
    limits_of,
    scale_of,
    shown_when,
)
from backend.sheets.grid import Book, FileRefused

Fields = dict[str, Any]


class Group:
    """A group or a repeat that is open: its title, its condition, and the section it writes into."""

    def __init__(self, title: dict[str, str], condition: Fields | None, repeats: bool) -> None:
        self.title, self.condition, self.repeats = title, condition, repeats


class Form:
    """An XLSForm on its way into a draft."""

    def __init__(self, page: QuestionPage, draft: Draft) -> None:
        self.page, self.draft = page, draft
        self.open: list[Group] = []
        self.used: set[str] = set()


def is_xlsform(book: Book) -> bool:
    """Tell whether a book has a sheet "survey" with a column "type"."""
    sheet = book.sheet("survey")
    return sheet is not None and any(
        "type" in map(str.strip, map(str.lower, row.cells)) for row in sheet.rows[:1]
    )


def read_xlsform(book: Book, file_name: str) -> Draft:
    """Read a book as XLSForm says, else raise `FileRefused`."""
    draft = Draft(source="xlsform", encoding=book.encoding)
    page = read_question_page(book, draft.findings)
    title = page.settings.get("form_title", "").strip()
    draft.head["name"] = page.as_words(title) if title else named_after(file_name)
    draft.columns = {"text": page.label_column()}
    form = Form(page, draft)
    for row in page.rows:
        read_line(form, Cells(page.sheet, row, page.places, draft.findings))
    if form.open:
        draft.findings.append(ImportFinding(level="warning", code="group_not_closed", sheet=page.sheet))
    if not draft.filled():
        raise FileRefused("no_questions", "No question of this form can be asked in a checklist.")
    if any(question.fields.get("options") for section in draft.sections for question in section.questions):
        draft.findings.append(ImportFinding(level="info", code="no_points", sheet=page.sheet))
    return draft


def read_line(form: Form, cells: Cells) -> None:
    """Take one line of the page: a question, or the begin or end of a group."""
    type = " ".join(cells.text("type").replace("_", " ").split()).casefold()
    match type.split(" ")[:2]:
        case ["begin", "group" | "repeat" as what]:
            open_group(form, cells, what == "repeat")
        case ["end", "group" | "repeat"]:
            if form.open:
                form.open.pop()
            else:
                cells.tell("warning", "group_not_opened", "type")
            form.draft.current = None
        case []:
            if form.page.label(cells):
                cells.tell("warning", "type_missing", "type")
        case _:
            read_asked(form, cells)


def open_group(form: Form, cells: Cells, repeats: bool) -> None:
    """Begin a group; what is asked inside becomes a section of its own, or stays in the repeat around it."""
    inside = any(group.repeats for group in form.open)
    if inside:
        cells.tell("warning" if repeats else "info", "folded_into_repeat", "type", value=cells.text("name"))
    title = form.page.label(cells) or form.page.as_words(cells.text("name"))
    form.open.append(Group(title, shown_when(form.draft, cells), repeats))
    form.page.tell_rest(cells, {"appearance", "repeat_count"})
    for key in ("repeat_count", "appearance"):
        if cells.text(key):
            cells.tell("info", "left_out", key, header=key, value=cells.text(key)[:80])
    if not inside:
        form.draft.current = None


def read_asked(form: Form, cells: Cells) -> None:
    """Take one question, or say why it is not one."""
    kind = kind_of(cells.text("type"))
    if kind.name in LEFT_OUT or kind.name not in KINDS:
        code = "not_a_question" if kind.name in LEFT_OUT else "unknown_type"
        cells.tell(
            "info" if kind.name in LEFT_OUT else "warning", code, "type", value=cells.text("type")[:80]
        )
        return
    ours, is_exact = KINDS[kind.name]
    id = read_name(form, cells)
    text = form.page.label(cells)
    if text is None:
        cells.tell("info", "no_label", "name", value=cells.text("name"))
        text = form.page.as_words(cells.text("name") or id)
    fields: Fields = {"kind": ours, "text": text, "weight": 1}
    if help := form.page.hint(cells):
        fields["help"] = help
    fields |= particulars(form, cells, kind, ours)
    if not is_exact:
        cells.tell("warning", "kind_changed", "type", value=kind.name, kind=fields["kind"])
    fields["required"] = required(cells, fields["kind"])
    if condition := joined(form, shown_when(form.draft, cells)):
        fields["shownIf"] = condition
    if any(mark in text["zh"] + text["en"] for mark in ("${", "</", "<br")):
        cells.tell("warning", "reference_in_text", "name", value=(text["en"] or text["zh"])[:80])
    form.page.tell_rest(cells, set())
    section_of(form, cells).questions.append(
        DraftQuestion({"id": id, **fields}, cells.sheet, cells.row.number)
    )
    form.draft.asked[cells.text("name").casefold()] = asked(id, fields)


def particulars(form: Form, cells: Cells, kind: Kind, ours: str) -> Fields:
    """Return what belongs to one kind alone; options have no points there, so they count for nothing."""
    match ours:
        case "choice" | "multi_choice":
            return choice_options(form.page, cells, kind, ours)
        case "yes_no":
            return {"passes": "yes", "weight": 0}
        case "number":
            return {"limits": limits_of(cells, whole=kind.name == "integer")}
        case "slider":
            return scale_of(cells)
        case "date_time":
            return {"asks": {"date": "date", "time": "time"}.get(kind.name, "date_time")}
        case "photo" if "signature" in cells.text("appearance"):
            return {"kind": "signature"}
    if cells.text("constraint"):
        cells.tell("warning", "constraint_left_out", "constraint", value=cells.text("constraint")[:120])
    return {"evidence": {"photos": "never"}} if ours == "information" else {}


def read_name(form: Form, cells: Cells) -> str:
    """Return the name of a question as an id; one that was used in another group gets a number."""
    name = cells.text("name")
    id = name if ID.fullmatch(name) else f"row_{cells.row.number}"
    if name and id != name:
        cells.tell("info", "renamed", "name", value=name, id=id)
    if id in form.used:
        cells.tell("warning", "renamed", "name", value=name, id=f"{id}_{cells.row.number}"[-64:])
        id = f"{id}_{cells.row.number}"[-64:]
    form.used.add(id)
    return id


def required(cells: Cells, kind: str) -> bool:
    """Tell whether an answer is needed; a condition for that cannot be carried over."""
    text = cells.text("required").casefold().replace(" ", "")
    if text in {"yes", "true", "true()", "1"}:
        return kind != "information"
    if text not in {"", "no", "false", "false()", "0"}:
        cells.tell("warning", "required_left_out", "required", value=cells.text("required")[:120])
    return False


def joined(form: Form, own: Fields | None) -> Fields | None:
    """Join the question's own condition with those of the groups around it."""
    conditions = [one for one in (*(group.condition for group in form.open), own) if one]
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return {"when": "all", "of": conditions}


def section_of(form: Form, cells: Cells) -> DraftSection:
    """Return the section that a question belongs to, and begin it where there is none yet."""
    draft = form.draft
    if draft.current is None:
        around = form.open
        title = around[-1].title if around else draft.head["name"]
        outer = next((group for group in around if group.repeats), None)
        draft.current = DraftSection(
            f"s{len(draft.sections) + 1}", (outer.title if outer else title), cells.sheet, cells.row.number
        )
        draft.current.fields["repeats"] = outer is not None
        draft.sections.append(draft.current)
    return draft.current
