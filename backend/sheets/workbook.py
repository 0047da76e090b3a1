"""Read an XLSX workbook: our own reader, because a hostile one must neither run nor fill the memory.

Cells come out as text the way a person sees them: 6901234567892, 3.5, 2026-11-25, TRUE.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

import msgspec

from backend.sheets.container import Container
from backend.sheets.grid import (
    CELL_CHARACTERS,
    CELLS,
    COLUMNS,
    ROWS,
    Book,
    FileRefused,
    Oddity,
    Row,
    Sheet,
    column_index,
    column_name,
)
from backend.sheets.parts import parse, read_date_styles, read_links, read_strings, unescape, whole

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
ODDITIES = 500


class Place(msgspec.Struct, frozen=True):
    """Where a sheet of the workbook is."""

    name: str
    hidden: bool
    part: str


class Setting(msgspec.Struct, frozen=True):
    """What all sheets share."""

    strings: list[str]
    date_styles: set[int]
    from_1904: bool


def read_workbook(content: bytes) -> Book:
    """Read every sheet of a workbook, else raise `FileRefused`."""
    container = Container(content)
    outline = container.read("xl/workbook.xml")
    links = read_links(container.read("xl/_rels/workbook.xml.rels") or b"<none/>")
    if outline is None:
        raise FileRefused("not_a_workbook", "This is not an Excel workbook (.xlsx).")
    places, from_1904 = read_outline(outline, links)
    strings = container.read("xl/sharedStrings.xml")
    styles = container.read("xl/styles.xml")
    setting = Setting(
        read_strings(strings) if strings else [], read_date_styles(styles) if styles else set(), from_1904
    )
    reader = CellCount()
    sheets = [
        SheetReader(place, setting, reader).read(part)
        for place in places
        if (part := container.read(place.part)) is not None
    ]
    return Book(sheets=sheets, encoding="xlsx")


def read_outline(content: bytes, links: dict[str, str]) -> tuple[list[Place], bool]:
    """Read which sheets there are, in order, and from which year days are counted."""
    places: list[Place] = []
    years: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            years.append(attributes.get("date1904", "") in {"1", "true"})
        elif name == "sheet":
            linked = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
            target = links.get("".join(linked), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            hidden = attributes.get("state", "visible") != "visible"
            places.append(Place(attributes.get("name", ""), hidden, part))

    parse(content, start, lambda *_: None)
    return places, any(years)


class CellCount:
    """How many cells the sheets of one workbook hold together."""

    def __init__(self) -> None:
        self.cells = 0

    def one_more(self) -> None:
        """Count a cell, else raise `FileRefused`."""
        self.cells += 1
        if self.cells > CELLS:
            raise FileRefused("too_many_cells", f"More than {CELLS} cells are filled.")


class SheetReader:
    """Reads one sheet; rows come in order, and only cells that hold something are kept."""

    def __init__(self, place: Place, setting: Setting, count: CellCount) -> None:
        self.place, self.setting, self.count = place, setting, count
        self.rows: dict[int, dict[int, str]] = {}
        self.oddities: list[Oddity] = []
        self.merged: list[str] = []
        self.row, self.column = 0, -1
        self.kind, self.style = "n", 0
        self.value, self.inline, self.has_formula, self.is_phonetic = "", [""], False, False

    def read(self, content: bytes) -> Sheet:
        """Read the part of the workbook that the sheet is."""
        parse(content, self.start, self.end)
        for merged in self.merged:
            self.fill_down(merged)
        rows = [Row(number, tuple(self.line(cells))) for number, cells in sorted(self.rows.items()) if cells]
        return Sheet(name=self.place.name, hidden=self.place.hidden, rows=rows, oddities=self.oddities)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        match name:
            case "c":
                self.open_cell(attributes)
            case "f":
                self.has_formula = True
            case "rPh":
                self.is_phonetic = True
            case "row":
                self.row = whole(attributes.get("r")) or self.row + 1
                self.column = -1
                if attributes.get("hidden") in {"1", "true"}:
                    self.tell("hidden_row", self.row)
            case "mergeCell":
                self.merged.append(attributes.get("ref", ""))

    def open_cell(self, attributes: dict[str, str]) -> None:
        """Place a cell; most say where they are, the others follow one another."""
        if place := REFERENCE.fullmatch(attributes.get("r", "")):
            self.column, self.row = column_index(place[1]), int(place[2])
        else:
            self.column += 1
        self.kind, self.style = attributes.get("t", "n"), whole(attributes.get("s"))
        self.value, self.inline, self.has_formula = "", [], False

    def end(self, name: str, text: str) -> None:
        """A tag closes."""
        match name:
            case "v":
                self.value = text
            case "t" if not self.is_phonetic:
                self.inline.append(text)
            case "rPh":
                self.is_phonetic = False
            case "c":
                self.close_cell()

    def close_cell(self) -> None:
        """Keep what a cell shows."""
        text = self.shown()
        if self.has_formula:
            self.tell("formula" if text else "formula_without_value", self.row, self.column, text)
        if self.kind == "e":
            self.tell("cell_error", self.row, self.column, text)
        if not text.strip():
            return
        if self.column >= COLUMNS or self.row > ROWS + 1:
            where = f"{column_name(self.column)}{self.row}"
            raise FileRefused("too_far_out", f"{where} is outside {ROWS} rows and {COLUMNS} columns.", where)
        if len(text) > CELL_CHARACTERS:
            where = f"{column_name(self.column)}{self.row}"
            raise FileRefused("cell_too_long", f"{where} holds too much text.", where)
        self.count.one_more()
        self.rows.setdefault(self.row, {})[self.column] = text

    def shown(self) -> str:
        """Return the text that a person sees in the cell."""
        match self.kind:
            case "s":
                strings, index = self.setting.strings, whole(self.value)
                return strings[index] if index < len(strings) else ""
            case "inlineStr":
                return unescape("".join(self.inline))
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(self.value, self.value)
            case "str" | "e" | "d":
                return unescape(self.value)
        if self.style in self.setting.date_styles:
            return show_date(self.value, self.setting.from_1904)
        return show_number(self.value)

    def fill_down(self, merged: str) -> None:
        """Let every row of a merged range say what its first says: a section beside its lines."""
        place = RANGE.fullmatch(merged)
        if place is None:
            return
        column, first, last = column_index(place[1]), int(place[2]), int(place[4])
        text = self.rows.get(first, {}).get(column, "")
        self.tell("merged", first, column, merged)
        if text and last - first <= ROWS:
            for number in range(first + 1, last + 1):
                if number in self.rows:
                    self.rows[number].setdefault(column, text)

    def tell(self, code: str, row: int, column: int | None = None, value: str = "") -> None:
        """Note something odd, as long as there is an end to it."""
        if len(self.oddities) < ODDITIES:
            letters = None if column is None else column_name(column)
            self.oddities.append(
                Oddity(code=code, sheet=self.place.name, row=row, column=letters, value=value[:200])
            )

    def line(self, cells: dict[int, str]) -> Iterator[str]:
        """List a row's cells from the first column on."""
        return (cells.get(column, "") for column in range(max(cells) + 1))


def show_number(value: str) -> str:
    """Show a number with the 15 digits that Excel keeps, never with an exponent."""
    try:
        number = Decimal(value.strip())
        if not number.is_finite() or number.adjusted() > 30 or number.adjusted() < -30:
            return value
        shown = format(Decimal(f"{number:.14e}").normalize(), "f")
    except InvalidOperation:
        return value
    return "0" if shown == "-0" else shown


def show_date(value: str, from_1904: bool) -> str:
    """Show a day number as a date; Excel believes that there was a 29 February 1900."""
    try:
        days = Decimal(value)
        start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
        moment = start + timedelta(seconds=round(days * 86_400))
    except (InvalidOperation, OverflowError, ValueError):
        return value
    clock = moment.strftime("%H:%M:%S").removesuffix(":00")
    if 0 <= days < 1:
        return clock
    day = f"{moment:%Y-%m-%d}"
    return day if clock == "00:00" else f"{day} {clock}"
