"""One row of a file after the other, cell by cell; pure, because 200,000 of them are read at once."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from backend.importing.schemas import FileFinding
from backend.sheets.grid import Row, column_name

# A comma between thousands says nothing; any other may be the decimal comma of another country.
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?")
Line = TypeVar("Line")
TRUTH = {
    "是": True, "yes": True, "true": True, "1": True, "在售": True, "active": True, "y": True,
    "否": False, "no": False, "false": False, "0": False, "停售": False, "inactive": False, "n": False,
}  # fmt: skip


class RowReader(ABC, Generic[Line]):
    """Reads rows by a mapping of columns, and notes what is wrong with each cell."""

    def __init__(self, sheet: str, columns: Mapping[str, int]) -> None:
        self.sheet, self.columns = sheet, columns
        self.findings: list[FileFinding] = []
        self.row = Row(0, ())
        self.is_bad = False

    def read(self, row: Row) -> Line:
        """Read one row."""
        self.row, self.is_bad = row, False
        return self.read_line()

    @abstractmethod
    def read_line(self) -> Line:
        """Read what the row at hand says."""

    def text(self, key: str, longest: int = 200) -> str:
        """Return a cell's text."""
        index = self.columns.get(key)
        text = self.row.at(index).strip() if index is not None else ""
        if len(text) > longest:
            self.tell("too_long", key, value=text[:40], limit=str(longest))
        return text[:longest]

    def tell(self, code: str, key: str, **values: str) -> None:
        """Note an error; its row will not be imported."""
        self.is_bad = True
        index = self.columns.get(key)
        letters = None if index is None else column_name(index)
        finding = FileFinding(
            level="error", code=code, sheet=self.sheet, row=self.row.number, column=letters, values=values
        )
        self.findings.append(finding)

    def word(self, key: str, words: Mapping[str, Any]) -> Any:
        """Return what a word means, None where nothing is written."""
        text = self.text(key, 40)
        if text and text.casefold() not in words:
            self.tell("unknown_word", key, value=text, known="、".join(list(words)[:6]))
        return words.get(text.casefold())

    def number(self, key: str) -> Decimal | None:
        """Return a number, None where nothing is written."""
        text = self.text(key, 40).lstrip("¥￥$€").strip()
        if not text:
            return None
        try:
            number = Decimal(text.replace(",", "") if THOUSANDS.fullmatch(text) else text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.tell("not_a_number", key, value=text)
            return None
        return number

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number between its bounds."""
        number = self.number(key)
        if number is None:
            return None
        if number != int(number) or not low <= number <= high:
            self.tell("out_of_bounds", key, value=str(number), low=str(low), high=str(high))
            return None
        return int(number)

    def money(self, key: str, most: int, code: str) -> int | None:
        """Return an amount in minor units."""
        number = self.number(key)
        if number is None:
            return None
        minor = number * 100
        if minor != int(minor) or not 0 <= minor <= most:
            self.tell(code, key, value=str(number))
            return None
        return int(minor)
