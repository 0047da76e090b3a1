"""What a file in our layout does not carry of a document: it is read back and compared, line by line."""

from collections.abc import Iterator
from typing import Any

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.importing.columns import COLUMN_OF, COLUMNS, SETTINGS
from backend.checklists.importing.layout import read_layout
from backend.sheets.spreadsheet import read_spreadsheet

Part = dict[str, Any]
HEAD_OF = {"passMarkHundredths": "pass_mark", "repeats": "repeat_score"}
ABSENT: Part = {}


class Lost(msgspec.Struct, frozen=True):
    """One thing that is not in the file: of which section or question, and which field, or all of it."""

    where: str
    field: str


def not_carried(document: ChecklistDocument, content: bytes) -> list[Lost]:
    """List what reading the file again would not give back."""
    written = msgspec.to_builtins(document)
    draft = read_layout(read_spreadsheet(content, "x.xlsx"), "x.xlsx")
    try:
        read = msgspec.to_builtins(msgspec.convert(draft.document(), ChecklistDocument))
    except msgspec.ValidationError:
        read = draft.document()
    return list(lost_of(written, read))


def lost_of(written: Part, read: Part) -> Iterator[Lost]:
    """Compare the head, then section by section and question by question."""
    yield from differing("", written, read, {"sections"})
    sections = {section["id"]: section for section in read["sections"]}
    places = {question["id"]: question for section in read["sections"] for question in section["questions"]}
    for section in written["sections"]:
        found = sections.get(section["id"])
        if found is None:
            yield Lost(section["id"], "")
        else:
            yield from differing(section["id"], section, found, {"questions"})
        for question in section["questions"]:
            known = places.get(question["id"])
            if known is None or known["kind"] != question["kind"]:
                yield Lost(question["id"], "")
            else:
                yield from differing(question["id"], question, known, set())
    if [ids_of(one) for one in written["sections"]] != [ids_of(one) for one in read["sections"]]:
        yield Lost("", "sections")


def ids_of(section: Part) -> list[str]:
    """List the ids of a section's questions, its own before them."""
    return [section["id"], *(question["id"] for question in section["questions"])]


def differing(where: str, written: Part, read: Part, apart: set[str]) -> Iterator[Lost]:
    """Name each field that reads otherwise than it was written."""
    for field, value in written.items():
        if field not in apart and read.get(field) != value:
            yield Lost(where, field)


def heading_of(lost: Lost, index: int) -> str:
    """Say which column or setting a field stands in, by its heading; a field without one by its own name."""
    key = HEAD_OF.get(lost.field, lost.field) if not lost.where else COLUMN_OF.get(lost.field, lost.field)
    for one in COLUMNS if lost.where else SETTINGS:
        if one.key == key:
            return (one.zh, one.en)[index]
    return lost.field or ("整项", "All of it")[index]
