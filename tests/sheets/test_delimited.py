"""Reading CSV in every encoding that a spreadsheet writes, and refusing what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.sheets.grid import FileRefused
from backend.sheets.spreadsheet import read_spreadsheet
from backend.sheets.written import Column, SheetOut, write_delimited

TEXT = "类目,检查项\n收银,面带微笑\n\n卖场,灯光\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_each_encoding_is_read_and_named(encoding: str, named: str) -> None:
    text = TEXT if not encoding.startswith("utf-16-") else "section,question\ntill,smile\n\nshop,light\n"
    book = read_spreadsheet(text.encode(encoding))
    assert book.encoding == named
    assert [row.number for row in book.sheets[0].rows] == [1, 2, 4]
    assert book.sheets[0].rows[1].cells == tuple(text.split("\n")[1].split(","))


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a,b\ncafé,bière\n".encode("latin-1"), "encoding", "2"),
        ("冷蔵庫の温度を確認する,あ\n".encode("shift-jis"), "encoding", "1"),
        (b"a,b\n" + b"\xff\xff\n", "encoding", "2"),
        ("\ufeffab".encode("utf-16-le") + b"\x00\xd8", "encoding", "1"),
        (b"\x89PNG\r\n\0\0\0\x0d", "not_text", "file"),
        (b'a,b\n1,"x"y\n', "quotes", "2"),
        (b'a,b\n1,"x\n', "quotes", "2"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(content: bytes, code: str, line: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_spreadsheet(content)
    assert (caught.value.code, caught.value.fields[0].path) == (code, line)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_is_found(separator: str) -> None:
    content = f'a{separator}b{separator}c\n"1{separator}2"{separator}3{separator}\n'.encode()
    [sheet] = read_spreadsheet(content).sheets
    assert sheet.rows[1].cells == (f"1{separator}2", "3", "")


@given(st.lists(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"])), min_size=2, max_size=2)))
def test_what_we_write_we_read_again(rows: list[list[str]]) -> None:
    content = write_delimited(SheetOut("x", [Column("one"), Column("two")], rows))
    read = [row.cells for row in read_spreadsheet(content).sheets[0].rows[1:]]
    assert read == [tuple(row) for row in rows if any(cell.strip() for cell in row)]
