"""What each type of XLSForm becomes, and its conditions, constraints and choices."""

import re
from typing import Any

import msgspec

from backend.checklists.importing.cells import Cells
from backend.checklists.importing.conditions import to_condition, to_limits
from backend.checklists.importing.draft import Draft
from backend.checklists.importing.expression import Unclear, read_expression
from backend.checklists.importing.options import MOST
from backend.checklists.importing.xlsform_columns import QuestionPage

Fields = dict[str, Any]
# Ours, and whether it asks exactly the same.
KINDS: dict[str, tuple[str, bool]] = {
    "select_one": ("choice", True),
    "select_multiple": ("multi_choice", True),
    "select_one_from_file": ("text", False),
    "select_multiple_from_file": ("text", False),
    "rank": ("multi_choice", False),
    "integer": ("number", True),
    "int": ("number", True),
    "decimal": ("number", True),
    "range": ("slider", True),
    "text": ("text", True),
    "string": ("text", True),
    "note": ("information", True),
    "date": ("date_time", True),
    "time": ("date_time", True),
    "datetime": ("date_time", True),
    "geopoint": ("location", True),
    "geotrace": ("location", False),
    "geoshape": ("location", False),
    "image": ("photo", True),
    "photo": ("photo", True),
    "barcode": ("barcode", True),
    "acknowledge": ("yes_no", True),
    "trigger": ("yes_no", True),
    "audio": ("text", False),
    "video": ("text", False),
    "file": ("text", False),
}
# What a phone fills in by itself, or computes.
LEFT_OUT = {
    "start", "end", "today", "deviceid", "imei", "simserial", "phonenumber", "username", "email",
    "subscriberid",
    "calculate", "hidden", "audit", "start-geopoint", "background-audio", "background-geopoint",
    "xml-external", "csv-external", "instance",
}  # fmt: skip
SELECTS = re.compile(
    r"(select[ _](?:one|multiple)(?:[ _]from[ _]file)?|select1|select|rank)\s+(\S+)(\s+or[ _]other)?"
)
PARAMETER = re.compile(r"(start|end|step)\s*=\s*(-?[0-9.]+)")
OTHER = {"id": "other", "label": {"zh": "其他", "en": "Other"}}
ID_CHARACTERS = re.compile(r"[^A-Za-z0-9_.-]")


class Kind(msgspec.Struct, frozen=True):
    """The type of a line, the list it chooses from, and whether "other" may be written."""

    name: str
    list_name: str = ""
    or_other: bool = False


def kind_of(type: str) -> Kind:
    """Read a type such as `select_one yes_no or_other`."""
    if match := SELECTS.fullmatch(type.strip()):
        name = match[1].replace(" ", "_").replace("select1", "select_one")
        return Kind("select_multiple" if name == "select" else name, match[2], bool(match[3]))
    return Kind(type.strip().split(" ")[0].casefold() if type.strip() else "")


def choice_options(page: QuestionPage, cells: Cells, kind: Kind, ours: str) -> Fields:
    """Return the options of a choice without points; what is too long to tap becomes a text."""
    choices = page.lists.get(kind.list_name, [])
    if not choices or len(choices) + kind.or_other > MOST:
        code = "choices_missing" if not choices else "too_many_choices"
        cells.tell("warning", code, "type", value=kind.list_name, count=str(len(choices)), limit=str(MOST))
        return {"kind": "text"}
    if kind.or_other:
        cells.tell("warning", "or_other", "type", value=kind.list_name)
    if cells.text("constraint"):
        cells.tell("warning", "constraint_left_out", "constraint", value=cells.text("constraint")[:120])
    options: list[Fields] = []
    for place, choice in enumerate(choices, start=1):
        id = ID_CHARACTERS.sub("_", str(choice["name"]))[:60] or f"o{place}"
        taken = any(one["id"] == id for one in options)
        options.append({"id": f"{id}_{place}"[:64] if taken else id, "label": choice["label"]})
    if kind.or_other:
        options.append(OTHER)
    return {
        "weight": 0,
        "options": [{**one, "points": 0, "scored": True, "failed": False} for one in options],
    }


def limits_of(cells: Cells, whole: bool) -> Fields:
    """Return the limits that a constraint sets; any other constraint is listed."""
    text = cells.text("constraint")
    limits: Fields = {"min": None, "max": None}
    if text:
        try:
            limits |= to_limits(read_expression(text), whole)
        except Unclear:
            cells.tell("warning", "constraint_left_out", "constraint", value=text[:120])
    return limits


def scale_of(cells: Cells) -> Fields:
    """Return the ends of a range; ends that are no whole numbers make it a number."""
    said = dict(PARAMETER.findall(cells.text("parameters")))
    start, end, step = (
        said.get(key, default) for key, default in (("start", "0"), ("end", "10"), ("step", "1"))
    )
    whole = all(part.isdigit() and len(part) < 6 for part in (start, end, step))
    if whole and 0 <= int(start) < int(end) <= 10_000 and int(step) >= 1:
        return {"min": int(start), "max": int(end), "step": int(step), "weight": 0}
    cells.tell("warning", "kind_changed", "parameters", value="range", kind="number")
    limits = dict(zip(("min", "max"), sorted((start, end), key=float), strict=True))
    return {"kind": "number", "limits": limits}


def shown_when(draft: Draft, cells: Cells) -> Fields | None:
    """Return the condition of a line; one that cannot be carried over is listed, and the line is asked."""
    text = cells.text("relevant")
    if not text or text.casefold() in {"true", "true()"}:
        return None
    try:
        return to_condition(read_expression(text), draft.asked)
    except Unclear as unclear:
        cells.tell("warning", "condition_left_out", "relevant", value=text[:160], part=str(unclear)[:60])
        return None
