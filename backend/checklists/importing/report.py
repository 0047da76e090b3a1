"""Judge a draft out of a file as a publisher would, and bring every flaw back to the cell it came from."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.columns import COLUMN_OF
from backend.checklists.importing.draft import Draft, DraftQuestion, DraftSection
from backend.checklists.importing.schemas import ImportFinding, ImportReport, PreviewQuestion, PreviewSection
from backend.checklists.questions import flaws_of
from backend.checklists.second_thoughts import thoughts_on
from backend.problems import FieldProblem
from backend.sheets.grid import Oddity, Sheet, column_name
from backend.wire import Bilingual, field_problem

PLACE = re.compile(r"sections\[(\d+)\](?:\.questions\[(\d+)\])?\.?(.*)")
UNDERSTOOD = {"hidden_row", "merged", "old_excel"}
ORDER = {"error": 0, "warning": 1, "info": 2}
SHOWN = 3_000


def report_on(draft: Draft, sheets: Sequence[Sheet] = ()) -> ImportReport:
    """Return the report on a draft; its document is in it only when there is no error."""
    document = draft.document()
    found = [*draft.findings, *oddities(sheets), *flaws(draft, document)]
    findings = sorted(dict.fromkeys(map(frozen, found)), key=lambda one: ORDER[one[0]])
    is_sound = not any(one.level == "error" for one in found)
    return ImportReport(
        source=draft.source,
        encoding=draft.encoding,
        name=msgspec.convert(draft.head["name"], Bilingual),
        findings=[thawed(one) for one in findings[:SHOWN]],
        preview=[preview(section) for section in draft.filled()],
        document=document if is_sound else None,
    )


Frozen = tuple[str, str, str, int | None, str | None, tuple[tuple[str, str], ...]]


def frozen(one: ImportFinding) -> Frozen:
    """Return a finding as something that can be compared, so that nothing is told twice."""
    return one.level, one.code, one.sheet, one.row, one.column, tuple(one.values.items())


def thawed(one: Frozen) -> ImportFinding:
    """Return a finding as it crosses the wire."""
    level, code, sheet, row, column, values = one
    shape = {
        "level": level,
        "code": code,
        "sheet": sheet,
        "row": row,
        "column": column,
        "values": dict(values),
    }
    return msgspec.convert(shape, ImportFinding)


def oddities(sheets: Sequence[Sheet]) -> Iterator[ImportFinding]:
    """Tell what is odd about the sheets that were read: an error where nothing could be understood."""
    for sheet in sheets:
        if sheet.hidden:
            yield ImportFinding(level="info", code="hidden_sheet", sheet=sheet.name)
        for odd in sheet.oddities:
            yield told(odd)


def told(odd: Oddity) -> ImportFinding:
    """Put an oddity of the reader into a finding."""
    level = "info" if odd.code in UNDERSTOOD else "warning"
    if odd.code in {"formula_without_value", "cell_error"}:
        level = "error"
    shape = {"level": level, "code": odd.code, "sheet": odd.sheet, "row": odd.row, "column": odd.column}
    return msgspec.convert({**shape, "values": {"value": odd.value}}, ImportFinding)


def flaws(draft: Draft, document: dict[str, object]) -> Iterator[ImportFinding]:
    """Find what would keep the document from being published; a missing language is only a warning."""
    if not draft.filled():
        return
    try:
        shaped = msgspec.convert(document, ChecklistDocument)
    except msgspec.ValidationError as error:
        yield placed(draft, field_problem(str(error)), "shape")
        return
    found = [*((flaw.problem, flaw.is_warning) for flaw in flaws_of(shaped))]
    found += [(thought, True) for thought in thoughts_on(shaped)]
    whole = languages_missing([flaw.path for flaw, _ in found if flaw.code == "words_missing"], shaped)
    for language in whole:
        yield ImportFinding(level="warning", code="language_missing", values={"language": language})
    for flaw, is_warning in found:
        if flaw.code != "words_missing" or flaw.path.rpartition(".")[2] not in whole:
            yield placed(draft, flaw, flaw.code, is_warning=is_warning)


def languages_missing(paths: list[str], document: ChecklistDocument) -> list[str]:
    """List the languages in which hardly a question is written, so that it is told once."""
    asked = [path for path in paths if ".text." in path]
    questions = sum(1 for _ in document.questions())
    return [one for one in ("zh", "en") if sum(path.endswith(one) for path in asked) * 10 > questions * 9]


def placed(draft: Draft, flaw: FieldProblem, code: str, *, is_warning: bool = False) -> ImportFinding:
    """Return a flaw with the cell it came from."""
    match = PLACE.match(flaw.path)
    part: DraftSection | DraftQuestion | None = None
    rest = flaw.path
    if match:
        section = draft.filled()[int(match[1])]
        part = section if match[2] is None else section.questions[int(match[2])]
        rest = match[3]
    key = COLUMN_OF.get(re.split(r"[.\[]", rest)[0], "")
    language = rest.rpartition(".")[2] if code == "words_missing" else ""
    index = draft.columns.get(f"{key}_en" if language == "en" else key, draft.columns.get(key))
    if index is None and part is not None:
        index = draft.columns.get("text", draft.columns.get("text_en"))
    values = {"language": language} if language else {"value": "" if code != "shape" else flaw.message}
    return ImportFinding(
        level="warning" if is_warning or code == "words_missing" else "error",
        code=code,
        sheet=part.sheet if part else "",
        row=part.row if part else None,
        column=None if index is None else column_name(index),
        values=values,
    )


def preview(section: DraftSection) -> PreviewSection:
    """Return a section as the preview shows it."""
    return PreviewSection(
        title=msgspec.convert(section.title, Bilingual),
        repeats=bool(section.fields.get("repeats")),
        questions=[
            PreviewQuestion(
                row=question.row,
                kind=question.fields["kind"],
                text=msgspec.convert(question.fields["text"], Bilingual),
            )
            for question in section.questions
        ],
    )
