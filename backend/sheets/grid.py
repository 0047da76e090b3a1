"""What a spreadsheet is once it has been read: rows of text with their numbers, and what was odd about it."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from backend.problems import FieldProblem, Unacceptable

BYTES = 10_000_000
ROWS = 200_000
COLUMNS = 256
CELLS = 3_000_000
CELL_CHARACTERS = 32_767


class FileRefused(Unacceptable):
    """The file cannot be read safely, or not at all; the code of its one field says why."""

    type, title = "file-refused", "This file cannot be read."

    def __init__(self, code: str, message: str, place: str = "file") -> None:
        super().__init__(message, fields=[FieldProblem(place, message, code)])
        self.code = code


class Oddity(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a sheet that a reader should know: a formula, a merged range, a hidden row."""

    code: str
    sheet: str
    row: int | None = None
    column: str | None = None
    value: str = ""


class Row(msgspec.Struct, frozen=True):
    """One row with the number that a spreadsheet shows beside it; every cell is text."""

    number: int
    cells: tuple[str, ...]

    def at(self, index: int) -> str:
        """Return a cell's text, empty beyond the last one."""
        return self.cells[index] if index < len(self.cells) else ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet: its rows that hold anything."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    oddities: Sequence[Oddity] = ()


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file, and how its text was encoded."""

    sheets: Sequence[Sheet]
    encoding: str

    def visible(self) -> list[Sheet]:
        """List the sheets that a person sees."""
        return [sheet for sheet in self.sheets if not sheet.hidden]

    def sheet(self, name: str) -> Sheet | None:
        """Find a sheet by its name, in any case."""
        wanted = name.strip().casefold()
        return next((sheet for sheet in self.sheets if sheet.name.strip().casefold() == wanted), None)


def column_name(index: int) -> str:
    """Return the letters over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1000)
def column_index(letters: str) -> int:
    """Return which column the letters stand over: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
