"""A sample file: every column of a kind, with rows to go by."""

from typing import Literal
from urllib.parse import quote

from backend.importing.kind import AnyKind
from backend.photos.threads import in_thread
from backend.sheets.written import Column, SheetOut, Value, write_workbook

Language = Literal["zh", "en"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def write_sample_of(kind: AnyKind, language: Language, name: str, rows: list[list[Value]]) -> bytes:
    """Write a sample with headings in one language."""
    columns = [Column(getattr(field, language), field.width) for field in kind.fields]
    return await in_thread(write_workbook, [SheetOut(name, columns, rows)])


def download_as(file_name: str) -> dict[str, str]:
    """Return the headers of a file to be kept under a name."""
    return {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(file_name)}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
