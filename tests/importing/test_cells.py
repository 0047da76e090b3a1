"""Cells of a file, read by one reader for every kind of file."""

import pytest

from backend.importing.cells import RowReader
from backend.sheets.grid import Row


class AmountReader(RowReader[int | None]):
    """Reads one amount of money from the first column."""

    def read_line(self) -> int | None:
        return self.money("amount", 1_000_000_000, "bad_amount")


@pytest.mark.parametrize(
    ("text", "minor"),
    [("12", 1200), ("12.80", 1280), ("¥1,234.50", 123450), ("12,345,678", None), (" ", None), ("￥ 0", 0)],
)
def test_an_amount_is_read_in_minor_units(text: str, minor: int | None) -> None:
    reader = AmountReader("x", {"amount": 0})
    assert reader.read(Row(2, (text,))) == minor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12,80", "not_a_number"),  # twelve eighty in many countries, never 1,280
        ("1,2345", "not_a_number"),
        ("NaN", "not_a_number"),
        ("twelve", "not_a_number"),
        ("12.345", "bad_amount"),
        ("-1", "bad_amount"),
        ("12,345,678", "bad_amount"),
        ("1e30", "bad_amount"),
    ],
)
def test_what_is_no_amount_is_told_by_its_cell(text: str, code: str) -> None:
    reader = AmountReader("x", {"amount": 2})
    assert reader.read(Row(7, ("", "", text))) is None
    [finding] = reader.findings
    assert (finding.code, finding.sheet, finding.row, finding.column) == (code, "x", 7, "C")
    assert reader.is_bad
