"""The XML parts of a workbook, read as a stream by expat; a document type, and so any entity, is refused."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.parsers import expat

from backend.sheets.grid import FileRefused

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]

# Excel's built-in formats that show a date or a time, the Chinese ones among them.
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def parse(content: bytes, start: Start, end: End) -> None:
    """Walk through XML: `start` gets a name and attributes, `end` a name and the text since the last tag."""
    bare = cache(lambda name: name.rpartition(":")[2])
    parser: Any = expat.ParserCreate()
    parser.buffer_text = True
    text: list[str] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        text.clear()
        start(bare(name), attributes)

    def closed(name: str) -> None:
        end(bare(name), "".join(text))
        text.clear()

    def refuse(*_: object) -> None:
        raise FileRefused("entities", "The workbook holds a document type, as attacks do.")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefused("damaged", "The file is damaged and cannot be opened.") from error


def read_strings(content: bytes) -> list[str]:
    """Read the texts that cells share."""
    strings: list[str] = []
    pieces: list[str] = []
    phonetic = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal phonetic
        phonetic += name == "rPh"

    def end(name: str, text: str) -> None:
        nonlocal phonetic
        if name == "t" and not phonetic:
            pieces.append(text)
        elif name == "rPh":
            phonetic -= 1
        elif name == "si":
            strings.append(unescape("".join(pieces)))
            pieces.clear()

    parse(content, start, end)
    return strings


def unescape(text: str) -> str:
    """Undo Excel's own way to write characters that XML does not know."""
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\0", "")


def read_date_styles(content: bytes) -> set[int]:
    """Tell which cell styles show a number as a date."""
    dates = set(DATE_FORMATS)
    styles: list[int] = []
    inside = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and shows_date(attributes.get("formatCode", "")):
            dates.add(whole(attributes.get("numFmtId")))
        elif name == "xf" and inside[-1] == "cellXfs":
            styles.append(whole(attributes.get("numFmtId")))
        inside.append(name)

    def end(_: str, __: str) -> None:
        inside.pop()

    parse(content, start, end)
    return {index for index, shown_as in enumerate(styles) if shown_as in dates}


def shows_date(code: str) -> bool:
    """Tell whether a number format has a year, a day or an hour in it."""
    return re.search("[ymdhs]", NOT_SHOWN.sub("", code).split(";")[0], re.IGNORECASE) is not None


def read_links(content: bytes) -> dict[str, str]:
    """Read by which id a part names other parts."""
    links: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            links[attributes.get("Id", "")] = attributes.get("Target", "")

    parse(content, start, lambda *_: None)
    return links


def whole(text: str | None) -> int:
    """Return a number that an attribute says, 0 when it says none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
