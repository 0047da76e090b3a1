"""Reading workbooks: what a person sees comes out, what is hostile stays out."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from backend.sheets.container import ENTRIES
from backend.sheets.grid import COLUMNS, ROWS, FileRefused, column_index, column_name
from backend.sheets.spreadsheet import read_spreadsheet
from backend.sheets.workbook import show_date, show_number
from tests.sheets.workbooks import sheet_xml, with_parts, workbook

HALF_PAST_EIGHT = datetime(2026, 11, 25, 8, 30)  # noqa: DTZ001
SHEET = "xl__worksheets__sheet1_DOT_xml"


def cells(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_spreadsheet(content).sheets[0].rows]


def refused(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_spreadsheet(content)
    return caught.value.code


def test_cells_come_out_as_a_person_sees_them() -> None:
    row: list[Any] = [
        "鲜牛奶", 6901234567892, 3.5, 0.1 + 0.2, True, "007", " x\ny ",
        date(2026, 11, 25), HALF_PAST_EIGHT, time(8, 30), -18, 1e-7,
    ]  # fmt: skip
    shown = (
        "鲜牛奶", "6901234567892", "3.5", "0.3", "TRUE", "007", " x\ny ",
        "2026-11-25", "2026-11-25 08:30", "08:30", "-18", "0.0000001",
    )  # fmt: skip
    assert cells(workbook([["a"], [], row])) == [(1, ("a",)), (3, shown)]


def test_inline_texts_phonetics_and_rows_without_addresses_are_read() -> None:
    text = '<c t="inlineStr"><is><r><t>冷</t></r><rPh><t>léng</t></rPh><r><t>柜</t></r></is></c>'
    inner = f'<row>{text}<c><v>4</v></c></row><row r="9"><c r="B9"><v>5</v></c></row>'
    assert cells(with_parts(workbook([["x"]]), **{SHEET: sheet_xml(inner)})) == [
        (1, ("冷柜", "4")),
        (9, ("", "5")),
    ]


def test_a_formula_is_named_with_its_cell_and_its_last_value() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["points", "sum"])
        page.write_formula(1, 1, "=1+1", None, 2)
        page.write_formula(2, 2, '=""', None, "")
    [sheet] = read_spreadsheet(file.getvalue()).sheets
    assert sheet.rows[1].at(1) == "2"
    told = [(odd.code, odd.column, odd.row) for odd in sheet.oddities]
    assert told == [("formula", "B", 2), ("formula_without_value", "C", 3)]


def test_a_merged_section_is_said_in_each_of_its_rows() -> None:
    def merge(book: Any) -> None:
        book["Sheet1"].merge_cells("A2:A4")
        book["Sheet1"].row_dimensions[3].hidden = True
        book["Sheet2"].sheet_state = "hidden"

    content = workbook([["s", "q"], ["收银", 1], [None, 2], [None, 3], [None, 4]], [["x"]], after=merge)
    book = read_spreadsheet(content)
    assert [row.at(0) for row in book.sheets[0].rows] == ["s", "收银", "收银", "收银", ""]
    assert {(odd.code, odd.row) for odd in book.sheets[0].oddities} == {("merged", 2), ("hidden_row", 3)}
    assert [sheet.name for sheet in book.visible()] == ["Sheet1"]


def test_an_old_workbook_is_not_taken_for_a_new_one() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000) == "damaged"
    macros = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT_CUR".encode("utf-16-le")
    assert refused(macros) == "macros"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked) == "encrypted"


def test_what_is_hostile_is_refused_by_name() -> None:
    plain = workbook([["x"]])
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
    assert refused(with_parts(plain, xl__vbaProject_DOT_bin=b"x")) == "macros"
    assert refused(with_parts(plain, xl__macrosheets__sheet1_DOT_xml=b"<x/>")) == "macros"
    assert refused(with_parts(plain, **{SHEET: entity})) == "entities"
    assert refused(with_parts(plain, xl__sharedStrings_DOT_xml=laughs)) == "entities"
    assert refused(with_parts(plain, **{SHEET: sheet_xml(" " * 60_000_000)})) == "unpacks_too_large"
    assert refused(with_parts(plain, **{f"junk{n}": b"" for n in range(ENTRIES)})) == "unpacks_too_large"
    assert refused(with_parts(plain, **{SHEET: sheet_xml("<row><c>")})) == "damaged"
    assert refused(plain[: len(plain) // 2]) == "damaged"
    at = plain.index(b"xl/workbook.xml") + 40
    assert refused(plain[:at] + b"\xff" * 40 + plain[at + 40 :]) == "damaged"
    assert refused(plain + b" " * 10_000_000) == "too_large"
    assert refused(b"%PDF-1.7 ...") == "not_text"
    assert refused(b"  \n") == "empty"


@pytest.mark.parametrize("place", ["XFD1048576", f"A{ROWS + 2}", f"{column_name(COLUMNS)}1"])
def test_a_cell_far_out_is_refused_and_named(place: str) -> None:
    content = with_parts(workbook([["x"]]), **{SHEET: sheet_xml(f'<row><c r="{place}"><v>1</v></c></row>')})
    with pytest.raises(FileRefused) as caught:
        read_spreadsheet(content)
    assert (caught.value.code, caught.value.fields[0].path) == ("too_far_out", place)


def test_a_zip_without_a_workbook_is_not_one() -> None:
    file = BytesIO()
    openpyxl.Workbook().save(file)
    assert refused(with_parts(b"PK\x05\x06" + b"\0" * 18, word__document_DOT_xml=b"<x/>")) == "not_a_workbook"


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ("45986", "2025-11-25"),
        ("45986.5", "2025-11-25 12:00"),
        ("1", "1900-01-01"),
        ("60.9999999", "1900-03-01"),
        ("61", "1900-03-01"),
        ("0.3541666667", "08:30"),
        ("1e99", "1e99"),
        ("abc", "abc"),
        ("NaN", "NaN"),
    ],
)
def test_days_are_counted_as_excel_does(days: str, shown: str) -> None:
    assert show_date(days, from_1904=False) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1E3", "1000"), ("-0", "0"), ("6.901234567892E12", "6901234567892"), ("1e999", "1e999"), ("", "")],
)
def test_numbers_have_no_exponent(value: str, shown: str) -> None:
    assert show_number(value) == shown


def test_letters_over_columns_go_both_ways() -> None:
    assert [column_name(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_index(column_name(index)) == index for index in range(1000))
