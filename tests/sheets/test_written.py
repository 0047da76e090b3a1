"""Writing spreadsheets: read by openpyxl, and nothing in them runs."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import openpyxl

from backend.sheets.spreadsheet import read_spreadsheet
from backend.sheets.written import Column, SheetOut, write_delimited, write_workbook

COLUMNS = [Column("商品", 20), Column("箱规", choices=["1", "12"], hint="base units in a pack")]
DAY, MOMENT = datetime(2026, 11, 25), datetime(2026, 11, 25, 8, 30)  # noqa: DTZ001
EVIL = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x")', "http://x", "{=1}"]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    content = write_workbook([SheetOut("导出/2026", COLUMNS, [[evil, 1] for evil in EVIL])])
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    assert page.title == "导出 2026"
    written = [(cell.value, cell.data_type, cell.hyperlink) for cell in page["A"][1:]]
    assert written == [(evil, "s", None) for evil in EVIL]
    assert b"'=1+1,1" in write_delimited(SheetOut("x", COLUMNS, [["=1+1", 1]]))


def test_numbers_and_days_keep_their_kind() -> None:
    row = [-5, Decimal("1.50"), DAY.date(), MOMENT, None, "-5", "+86"]
    sheet = SheetOut("x", COLUMNS, [row])
    page = openpyxl.load_workbook(BytesIO(write_workbook([sheet]))).worksheets[0]
    assert [cell.value for cell in page[2]] == [-5, 1.5, DAY, MOMENT, None, "-5", "+86"]
    assert write_delimited(sheet).decode("utf-8-sig").splitlines()[1] == (
        "-5,1.50,2026-11-25,2026-11-25 08:30,,-5,+86"
    )


def test_our_workbooks_come_back_through_our_reader() -> None:
    rows = [["鲜牛奶\n1 L", 12], ["a\0b", Decimal("0.1")]]
    content = write_workbook([SheetOut("x", COLUMNS, rows)])
    assert content == write_workbook([SheetOut("x", COLUMNS, rows)])
    [sheet] = read_spreadsheet(content).sheets
    assert [row.cells for row in sheet.rows] == [("商品", "箱规"), ("鲜牛奶\n1 L", "12"), ("ab", "0.1")]
