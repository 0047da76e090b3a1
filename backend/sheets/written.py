"""Write rows as XLSX or CSV that a spreadsheet opens and never runs."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import msgspec
import xlsxwriter

from backend.sheets.delimited import FORMULA_STARTS

Value = str | int | Decimal | date | datetime | None
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?%?")
LONGEST_NAME = 31
LOOKS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "bg_color": "#D8F0EC", "text_wrap": True, "border": 1},
    "text": {"text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
}


class Column(msgspec.Struct, frozen=True):
    """What stands over a column, how wide it is, and which words it offers."""

    header: str
    width: int = 14
    choices: Sequence[str] = ()
    hint: str = ""


class SheetOut(msgspec.Struct, frozen=True):
    """One sheet to write; the rows may be a stream."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """Write sheets with a head that stays in sight; the same rows give the same bytes."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options | {"remove_timezone": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001
        looks = {name: book.add_format({"valign": "top", **look}) for name, look in LOOKS.items()}
        for sheet in sheets:
            page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet.name)[:LONGEST_NAME])
            write_head(page, sheet.columns, looks["head"])
            for number, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    write_value(page, number, column, value, looks)
    return file.getvalue()


def write_head(page: Any, columns: Sequence[Column], head: Any) -> None:
    """Write what stands over the columns, what they are for, and the words they offer."""
    page.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.header, head)
        if column.hint:
            page.write_comment(0, index, column.hint, {"x_scale": 2})
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(1, index, 5000, index, rule)


def write_value(page: Any, row: int, column: int, value: Value, looks: dict[str, Any]) -> None:
    """Write one cell; text stays text, whatever it begins with."""
    match value:
        case None | "":
            pass
        case str():
            page.write_string(row, column, legible(value), looks["text"])
        case datetime():
            page.write_datetime(row, column, value, looks["moment"])
        case date():
            page.write_datetime(row, column, value, looks["day"])
        case _:
            page.write_number(row, column, value)


def legible(text: str) -> str:
    """Leave out characters that XML does not know."""
    return text if text.isprintable() else "".join(one for one in text if one >= " " or one in "\n\t")


def write_delimited(sheet: SheetOut) -> bytes:
    """Write CSV with the mark by which Excel recognises UTF-8."""
    file = StringIO()
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow([guarded(column.header) for column in sheet.columns])
    for row in sheet.rows:
        lines.writerow([guarded(value) if isinstance(value, str) else shown(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def shown(value: int | Decimal | date | datetime | None) -> str:
    """Return a value as text."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case Decimal():
            return format(value, "f")
    return str(value)


def guarded(text: str) -> str:
    """Put a quotation mark before text that a spreadsheet would run as a formula."""
    starts = text[:1] in FORMULA_STARTS and text != ""
    return f"'{text}" if starts and not PLAIN_NUMBER.fullmatch(text) else text
