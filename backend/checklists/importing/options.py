"""Read the options of a choice out of one cell, one a line: `不合格 | Fail = 0, fail`."""

import re
from collections.abc import Sequence
from typing import Any

from backend.checklists.importing.cells import ID, Cells
from backend.checklists.importing.columns import plain

LINE = re.compile(r"[\n;；]+")
PARTS = re.compile(r"[\s,，、]+")
WHOLE = re.compile(r"[+-]?[0-9]{1,5}分?")
FAILS = {"fail", "fails", "failed", "不合格", "✗", "x"}
NOT_SCORED = {"-", "—", "na", "n/a", "unscored", "不计分", "不计"}
COLOURS = {
    "green": "green", "绿": "green", "绿色": "green", "amber": "amber",
    "黄": "amber", "黄色": "amber", "red": "red", "红": "red", "红色": "red", "grey": "grey", "灰": "grey",
    "灰色": "grey",
    "blue": "blue", "蓝": "blue", "蓝色": "blue",
}  # fmt: skip
SLUG = re.compile(r"[^a-z0-9]+")
MOST = 30


def read_options(cells: Cells) -> list[dict[str, Any]]:
    """Return the options in the order in which they are written."""
    lines = [line.strip() for line in LINE.split(cells.text("options")) if line.strip()]
    if len(lines) > MOST:
        cells.tell("error", "too_many_options", "options", count=str(len(lines)), limit=str(MOST))
    options: list[dict[str, Any]] = []
    for line in lines[:MOST]:
        option = read_option(cells, line)
        taken = [one["id"] for one in options]
        if not option["id"] or option["id"] in taken:
            option["id"] = fresh_id(option["label"], taken)
        options.append(option)
    return options


def read_option(cells: Cells, line: str) -> dict[str, Any]:
    """Read one line; without points it earns none."""
    words, found, marks = line.replace("＝", "=").rpartition("=")
    if not found:
        words, marks = marks, ""
    zh, _, en = words.replace("｜", "|").partition("|")
    label = {"zh": zh.strip(), "en": en.strip()}
    if "|" not in words.replace("｜", "|"):
        label = {"zh": zh.strip(), "en": ""} if is_chinese(zh) else {"zh": "", "en": zh.strip()}
    option: dict[str, Any] = {"id": "", "label": label, "points": 0, "scored": True, "failed": False}
    for mark in filter(None, PARTS.split(marks.strip().replace("not scored", "unscored"))):
        read_mark(cells, option, mark, line)
    option.setdefault("colour", "red" if option["failed"] else "green" if option["points"] > 0 else "grey")
    return option


def read_mark(cells: Cells, option: dict[str, Any], mark: str, line: str) -> None:
    """Read one of the marks after `=`: points, fails, not scored, a colour, or its #id."""
    word = plain(mark)
    if WHOLE.fullmatch(mark) and abs(int(mark.rstrip("分"))) <= 10_000:
        option["points"] = int(mark.rstrip("分"))
    elif word in FAILS:
        option["failed"] = True
    elif word in NOT_SCORED or mark in NOT_SCORED:
        option["scored"] = False
    elif mark.startswith("#") and ID.fullmatch(mark[1:]):
        option["id"] = mark[1:]
    elif word in COLOURS:
        option["colour"] = COLOURS[word]
    else:
        cells.tell("error", "unknown_mark", "options", value=mark, line=line)


def is_chinese(text: str) -> bool:
    """Tell whether a text is Chinese: one character of it is enough."""
    return any("一" <= character <= "鿿" for character in text)


def fresh_id(label: dict[str, str], taken: list[str]) -> str:
    """Make an id out of the English label, else out of the place; the same cell always gives the same."""
    slug = SLUG.sub("_", label["en"].casefold()).strip("_")[:40] or f"o{len(taken) + 1}"
    return slug if slug not in taken else f"{slug}_{len(taken) + 1}"


def write_option(option: dict[str, Any], index: int, taken: list[str]) -> str:
    """Write an option the way it is read, its marks in Chinese (0) or English (1)."""
    label, marks = option["label"], []
    marks.append(str(option["points"]) if option.get("scored", True) else ("不计分", "not scored")[index])
    if option.get("failed"):
        marks.append(("不合格", "fail")[index])
    marks.append(option.get("colour", "grey"))
    if option["id"] != fresh_id(label, taken):
        marks.append(f"#{option['id']}")
    return f"{label['zh']} | {label['en']} = {', '.join(marks)}"


def write_options(options: Sequence[dict[str, Any]], index: int) -> str:
    """Write the options of a question, one a line."""
    ids = [option["id"] for option in options]
    return "\n".join(write_option(option, index, ids[:place]) for place, option in enumerate(options))
