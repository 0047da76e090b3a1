"""Read whatever a person calls a spreadsheet: told apart by its first bytes, never by its name."""

from backend.sheets.delimited import read_delimited
from backend.sheets.grid import BYTES, Book, FileRefused
from backend.sheets.old_workbook import read_old_workbook
from backend.sheets.workbook import read_workbook

ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"


def read_spreadsheet(content: bytes, name: str = "CSV") -> Book:
    """Read CSV, XLSX or XLS, else raise `FileRefused`."""
    if len(content) > BYTES:
        raise FileRefused("too_large", f"The file is larger than {BYTES // 1_000_000} MB.")
    if not content.strip():
        raise FileRefused("empty", "The file is empty.")
    if content.startswith(ZIP):
        return read_workbook(content)
    if content.startswith(OLD_OFFICE):
        return read_old_workbook(content)
    if content.startswith(PDF):
        raise FileRefused("not_text", "This is neither a workbook nor a text file.")
    return read_delimited(content, name)
