"""Read CSV in the encodings that spreadsheets write it in, and say which one it was."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from backend.sheets.grid import CELL_CHARACTERS, CELLS, COLUMNS, ROWS, Book, FileRefused, Row, Sheet

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SHOWN = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030"}
# Below this share of everyday characters the text is not Chinese but something misread as it.
EVERYDAY_PERCENT = 80
FORMULA_STARTS = "=+-@\t\r＝＋－＠"


def read_delimited(content: bytes, name: str) -> Book:
    """Read a CSV file as a book of one sheet, else raise `FileRefused`."""
    text, encoding = decode(content)
    lines = text.splitlines()
    separator = find_separator(lines[:20])
    rows = list(read_rows(text, separator))
    return Book(sheets=[Sheet(name=name, rows=rows)], encoding=SHOWN.get(encoding, encoding))


def decode(content: bytes) -> tuple[str, str]:
    """Find out the encoding: what a mark says, else UTF-8, else what Chinese Windows writes."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return decode_as(content, encoding), encoding
    if order := utf16_without_mark(content):
        return decode_as(content, order), "utf-16"
    if b"\0" in content:
        raise FileRefused("not_text", "This is neither a workbook nor a text file.")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return decode_chinese(content, error), "gb18030"


def decode_as(content: bytes, encoding: str) -> str:
    """Decode as the file itself says, and name the line where that fails."""
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise wrong_encoding(content, error.start) from error


def decode_chinese(content: bytes, first: UnicodeDecodeError) -> str:
    """Decode as GB18030, unless what comes out is nothing that anybody would write."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise wrong_encoding(content, first.start) from error
    foreign = [character for character in text if ord(character) > 127]
    everyday = sum(1 for character in foreign if is_everyday(character))
    if everyday * 100 < len(foreign) * EVERYDAY_PERCENT:
        raise wrong_encoding(content, first.start)
    return text


def is_everyday(character: str) -> bool:
    """Tell whether a character is in the 1980 set, which holds all that is common."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def wrong_encoding(content: bytes, at: int) -> FileRefused:
    """Say in which line the text stops making sense."""
    line = content[:at].count(b"\n") + 1
    message = f"Line {line} is in an unknown encoding. Save the file as UTF-8 or as .xlsx."
    return FileRefused("encoding", message, str(line))


def utf16_without_mark(content: bytes) -> str | None:
    """Recognise UTF-16 by the zeros in every second place of its ASCII."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 5 > len(sample) and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even * 5 > len(sample) and odd == 0 else None


def find_separator(lines: list[str]) -> str:
    """Take the separator that the first line with any has most of."""
    for line in lines:
        counts = {separator: line.count(separator) for separator in ",\t;"}
        if any(counts.values()):
            return max(counts, key=lambda separator: counts[separator])
    return ","


def read_rows(text: str, separator: str) -> Iterator[Row]:
    """Read the rows; they are numbered as a spreadsheet would number them."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = cells = 0
    try:
        for line in reader:
            number += 1
            cells += len(line)
            if number > ROWS + 1 or len(line) > COLUMNS or cells > CELLS:
                message = f"Row {number} is outside {ROWS} rows and {COLUMNS} columns."
                raise FileRefused("too_far_out", message, str(number))
            if any(len(cell) > CELL_CHARACTERS for cell in line):
                raise FileRefused("cell_too_long", f"Row {number} holds too much text.", str(number))
            if any(cell.strip() for cell in line):
                yield Row(number, tuple(unguarded(cell) for cell in line))
    except csv.Error as error:
        message = f"Row {number + 1}: a quotation mark is missing or too many."
        raise FileRefused("quotes", message, str(number + 1)) from error


def unguarded(cell: str) -> str:
    """Undo what `write_delimited` puts before text that a spreadsheet would run."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in FORMULA_STARTS else cell
