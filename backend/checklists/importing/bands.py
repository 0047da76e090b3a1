"""The grades of a checklist in one cell of the settings, one a line: `优秀 | Excellent = 90, green`."""

from collections.abc import Sequence
from typing import Any

from backend.checklists.importing.cells import ID, Cells
from backend.checklists.importing.columns import plain
from backend.checklists.importing.marks import read_mark_of, write_mark
from backend.checklists.importing.options import COLOURS, LINE, PARTS, fresh_id, is_chinese

MOST = 12


def read_bands(cells: Cells) -> list[dict[str, Any]]:
    """Return the grades in the order in which they are written."""
    lines = [line.strip() for line in LINE.split(cells.text("bands")) if line.strip()]
    if len(lines) > MOST:
        cells.tell("error", "too_many_options", "bands", count=str(len(lines)), limit=str(MOST))
    bands: list[dict[str, Any]] = []
    for line in lines[:MOST]:
        band = read_band(cells, line)
        band["id"] = band["id"] or fresh_id(band["label"], [one["id"] for one in bands])
        bands.append(band)
    return bands


def read_band(cells: Cells, line: str) -> dict[str, Any]:
    """Read one line: its names, the score from which it holds, its colour and its #id."""
    words, _, marks = line.replace("＝", "=").replace("｜", "|").rpartition("=")
    zh, bar, en = words.partition("|")
    label = {"zh": zh.strip(), "en": en.strip()}
    if not bar:
        label = {"zh": zh.strip(), "en": ""} if is_chinese(zh) else {"zh": "", "en": zh.strip()}
    band: dict[str, Any] = {"id": "", "label": label, "fromHundredths": 0, "colour": "grey"}
    for mark in filter(None, PARTS.split(marks.strip())):
        number = read_mark_of(mark)
        if number is not None:
            band["fromHundredths"] = number
        elif mark.startswith("#") and ID.fullmatch(mark[1:]):
            band["id"] = mark[1:]
        elif plain(mark) in COLOURS:
            band["colour"] = COLOURS[plain(mark)]
        else:
            cells.tell("error", "unknown_mark", "bands", value=mark, line=line)
    return band


def write_bands(bands: Sequence[dict[str, Any]]) -> str:
    """Write grades the way they are read."""
    ids = [band["id"] for band in bands]
    return "\n".join(write_band(band, ids[:place]) for place, band in enumerate(bands))


def write_band(band: dict[str, Any], taken: list[str]) -> str:
    """Write one grade; its id only where it would not come of itself."""
    label, marks = band["label"], [str(write_mark(band["fromHundredths"])), band.get("colour", "grey")]
    if band["id"] != fresh_id(label, taken):
        marks.append(f"#{band['id']}")
    return f"{label['zh']} | {label['en']} = {', '.join(marks)}"
