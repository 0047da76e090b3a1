"""One question of our layout: what its kind needs, what proves it, and what its failure does."""

import re
from typing import Any

from backend.checklists.importing.cells import Cells
from backend.checklists.importing.columns import (
    KINDS,
    OWNERS,
    PHOTOS,
    RED_LINES,
    SEVERITIES,
    YES_NO,
)
from backend.checklists.importing.options import read_options

Fields = dict[str, Any]
PHOTO = re.compile(r"[0-9a-f]{64}")
SET = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DATES = {"date", "time", "date_time"}
ONLY_FOR = {
    "options": {"choice", "multi_choice"},
    "passes": {"yes_no"},
    "min": {"number", "temperature", "slider"},
    "max": {"number", "temperature", "slider"},
    "unit": {"number", "temperature", "slider"},
    "scale": {"slider"},
    "response_set": {"choice", "multi_choice"},
    "na": {"yes_no", "number", "temperature", "slider", "text", "date", "time", "date_time"}
    | {"photo", "signature", "barcode", "location"},
}


def read_question(cells: Cells, text: dict[str, str]) -> Fields:
    """Read everything about a question but its id and its condition."""
    options = read_options(cells) if cells.text("options") else []
    kind = cells.word("kind", KINDS) or ("choice" if options else "yes_no")
    for key, kinds in ONLY_FOR.items():
        if cells.text(key) and kind not in kinds:
            cells.tell("warning", "not_for_this_kind", key, kind=kind, value=cells.text(key)[:60])
    fields: Fields = {"kind": "date_time" if kind in DATES else kind, "text": text}
    if help := cells.bilingual("help", "help_en"):
        fields["help"] = help
    fields |= asked_for(kind, cells, options) | scoring(kind, cells) | proof(kind, cells)
    if photo := cells.name_of("reference_photo", PHOTO):
        fields["referencePhoto"] = photo
    return fields


def asked_for(kind: str, cells: Cells, options: list[Fields]) -> Fields:
    """Read what belongs to one kind alone."""
    match kind:
        case "choice" | "multi_choice":
            if not options:
                cells.tell("error", "options_missing", "options" if "options" in cells.places else "kind")
            shared = cells.name_of("response_set", SET)
            return {"options": options, **({"responseSet": shared} if shared else {})}
        case "yes_no":
            return {"passes": cells.word("passes", YES_NO, "yes")}
        case "number" | "temperature":
            unit = cells.text("unit") or ("°C" if kind == "temperature" else "")
            return {"unit": fitting_unit(cells, unit), "limits": limits(cells)}
        case "slider":
            return {**scale(cells), "unit": fitting_unit(cells, cells.text("unit")), "limits": limits(cells)}
        case "date" | "time" | "date_time":
            return {"asks": kind}
    return {}


def fitting_unit(cells: Cells, unit: str) -> str:
    """Return a unit that is short enough."""
    if len(unit) > 16:
        cells.tell("error", "too_long", "unit", value=unit, limit="16")
    return unit[:16]


def limits(cells: Cells) -> Fields:
    """Read between which readings a number passes."""
    return {"min": cells.reading("min"), "max": cells.reading("max")}


def scale(cells: Cells) -> Fields:
    """Read the ends of a slider: 0-10, or 0-100/5 with its steps."""
    text = cells.text("scale").replace("~", "-").replace("～", "-").replace(" ", "") or "0-10"
    ends, _, step = text.partition("/")
    low, _, high = ends.partition("-")
    numbers = [int(part) if part.isascii() and part.isdigit() else -1 for part in (low, high, step or "1")]
    if not (0 <= numbers[0] < numbers[1] <= 10_000 and 1 <= numbers[2] <= numbers[1] - numbers[0]):
        cells.tell("error", "bad_scale", "scale", value=cells.text("scale"))
        numbers = [0, 10, 1]
    return dict(zip(("min", "max", "step"), numbers, strict=True))


def scoring(kind: str, cells: Cells) -> Fields:
    """Read what an answer counts, and what a failure overrides."""
    fields: Fields = {"required": cells.truth("required", kind != "information")}
    points = cells.number("points", 0, 10_000)
    weight = cells.number("weight", 0, 10_000)
    if points is not None and kind != "yes_no":
        cells.tell("warning", "points_are_in_options", "points", value=str(points))
    fields["weight"] = next(
        (one for one in (weight, points if kind == "yes_no" else None) if one is not None), 1
    )
    if kind not in {"choice", "multi_choice", "information"}:
        fields["allowNotApplicable"] = cells.truth("na", False)
    if red_line := cells.word("red_line", {**RED_LINES, "": YES_NO["no"]}):
        fields["redLine"] = red_line
    if (cap := cells.hundredths("cap")) is not None:
        fields["capHundredths"] = cap
    if (deduction := cells.number("deduction", 0, 10_000)) is not None:
        fields["deduction"] = deduction
    if (most := cells.number("deduction_cap", 0, 10_000)) is not None:
        fields["deductionCap"] = most
    return fields


def proof(kind: str, cells: Cells) -> Fields:
    """Read what proves an answer, and what a failure raises."""
    evidence: Fields = {
        "photos": cells.word("photos", PHOTOS, "never" if kind == "information" else "optional"),
        "count": cells.number("photo_count", 1, 9) or 1,
        "noteOnFail": cells.truth("note_on_fail", False),
    }
    raises: Fields = {"severity": cells.word("severity", SEVERITIES, "medium")}
    if category := cells.text("category"):
        raises["category"] = category[:40]
        if len(category) > 40:
            cells.tell("error", "too_long", "category", value=category[:40], limit="40")
    if owner := cells.word("owner", OWNERS):
        raises["ownerRole"] = owner
    if (hours := cells.number("hours", 1, 8760)) is not None:
        raises["dueHours"] = hours
    return {"evidence": evidence, "raises": raises}
