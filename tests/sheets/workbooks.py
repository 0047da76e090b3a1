"""Workbooks made by other hands than ours, and broken on purpose."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl


def workbook(*sheets: list[list[Any]], after: Callable[[Any], None] | None = None) -> bytes:
    """A workbook as openpyxl writes it; `after` may do more to it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        page = book.create_sheet(f"Sheet{number + 1}")
        for row in rows:
            page.append(row)
    if after:
        after(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The same workbook with parts put in or put in the place of others; `_` stands for `/`."""
    names = {name.replace("__", "/").replace("_DOT_", "."): body for name, body in parts.items()}
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in names:
                new.writestr(info.filename, old.read(info.filename))
        for name, body in names.items():
            new.writestr(name, body)
    return file.getvalue()


def sheet_xml(inner: str) -> bytes:
    """The part that is one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{inner}</sheetData></worksheet>'.encode()
