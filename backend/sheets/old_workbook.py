"""Read an old Excel workbook (.xls), which people still send and rename; only values, never macros."""

from io import StringIO

import xlrd

from backend.sheets.grid import CELL_CHARACTERS, CELLS, Book, FileRefused, Oddity, Row, Sheet, column_name
from backend.sheets.workbook import show_date, show_number

MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))
LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_old_workbook(content: bytes) -> Book:
    """Read every sheet; formulas cannot be told from numbers there, and the book says so."""
    if LOCKED in content:
        raise FileRefused("encrypted", "The file is locked with a password.")
    if any(mark in content for mark in MACROS):
        raise FileRefused("macros", "The workbook holds macros. Save it as .xlsx without macros.")
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=StringIO(), ragged_rows=True)
    except xlrd.XLRDError as error:
        code = "encrypted" if "encrypted" in str(error).lower() else "damaged"
        raise FileRefused(code, "The file is locked or damaged and cannot be opened.") from error
    except Exception as error:
        # xlrd trusts every offset of a damaged file and stumbles in as many ways.
        raise FileRefused("damaged", "The file is damaged and cannot be opened.") from error
    if sum(page.nrows * page.ncols for page in book.sheets()) > CELLS:
        raise FileRefused("too_many_cells", f"More than {CELLS} cells are filled.")
    return Book(sheets=[read_sheet(page, bool(book.datemode)) for page in book.sheets()], encoding="xls")


def read_sheet(page: "xlrd.sheet.Sheet", from_1904: bool) -> Sheet:
    """Read one sheet."""
    rows = []
    oddities = [Oddity(code="old_excel", sheet=page.name)]
    for index in range(page.nrows):
        cells = tuple(shown(cell, from_1904) for cell in page.row(index))
        if any(cell.strip() for cell in cells):
            rows.append(Row(index + 1, cells))
        for column, cell in enumerate(page.row(index)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                oddities.append(
                    Oddity(code="cell_error", sheet=page.name, row=index + 1, column=column_name(column))
                )
    return Sheet(name=page.name, rows=rows, hidden=page.visibility != 0, oddities=oddities)


def shown(cell: "xlrd.sheet.Cell", from_1904: bool) -> str:
    """Return the text that a person sees in a cell."""
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            return show_number(repr(cell.value))
        case xlrd.XL_CELL_DATE:
            return show_date(repr(cell.value), from_1904)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return str(cell.value)[:CELL_CHARACTERS]
