"""One row of our layout, read cell by cell; whatever does not fit is noted with its cell."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from backend.checklists.importing.columns import YES_NO, value_of
from backend.checklists.importing.schemas import ImportFinding, Level
from backend.sheets.grid import Row, column_name

WORDS = 2000
ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Cells:
    """The cells of one row by the names of the columns, and where findings are kept."""

    def __init__(
        self, sheet: str, row: Row, places: Mapping[str, int], findings: list[ImportFinding]
    ) -> None:
        self.sheet, self.row, self.places, self.findings = sheet, row, places, findings

    def text(self, key: str) -> str:
        """Return what is written in a column, at most as long as a document allows."""
        index = self.places.get(key)
        text = self.row.at(index).strip() if index is not None else ""
        if len(text) > WORDS:
            self.tell("error", "too_long", key, value=text[:40], limit=str(WORDS))
        return text[:WORDS]

    def tell(self, level: Level, code: str, key: str | None = None, **values: str) -> None:
        """Note something about a cell, or about the whole row."""
        index = self.places.get(key) if key else None
        letters = None if index is None else column_name(index)
        self.findings.append(
            ImportFinding(
                level=level, code=code, sheet=self.sheet, row=self.row.number, column=letters, values=values
            )
        )

    def word(
        self, key: str, vocabulary: Mapping[str, tuple[str, ...]], default: str | None = None
    ) -> str | None:
        """Return the value that a word means; an unknown word is an error that lists the known ones."""
        text = self.text(key)
        if not text:
            return default
        value = value_of(vocabulary, text)
        if value is None:
            known = "、".join(name for names in vocabulary.values() for name in names[:2])
            self.tell("error", "unknown_word", key, value=text, known=known)
        return value or default

    def truth(self, key: str, default: bool) -> bool:
        """Return yes or no."""
        return self.word(key, YES_NO, "yes" if default else "no") == "yes"

    def number(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number between two bounds, or None where nothing is written."""
        text = self.text(key)
        if not text:
            return None
        try:
            number = Decimal(text.rstrip("分"))
        except InvalidOperation:
            self.tell("error", "not_a_number", key, value=text)
            return None
        if not number.is_finite() or number != number.to_integral_value() or not low <= number <= high:
            self.tell("error", "out_of_bounds", key, value=text, low=str(low), high=str(high))
            return None
        return int(number)

    def hundredths(self, key: str) -> int | None:
        """Return a mark from 0 to 100 in hundredths."""
        text = self.text(key).rstrip("%％分")
        if not text:
            return None
        try:
            exact = Decimal(text) * 100
        except InvalidOperation:
            self.tell("error", "not_a_number", key, value=text)
            return None
        if not exact.is_finite() or exact != exact.to_integral_value() or not 0 <= exact <= 10_000:
            self.tell("error", "out_of_bounds", key, value=text, low="0", high="100")
            return None
        return int(exact)

    def reading(self, key: str) -> str | None:
        """Return a limit as the wire writes it."""
        text = self.text(key)
        if not text:
            return None
        try:
            number = Decimal(text)
            fits = number.is_finite() and abs(number) < 10**9 and number == round(number, 4)
        except InvalidOperation:
            fits = False
        if not fits:
            self.tell("error", "not_a_number", key, value=text)
            return None
        return format(number, "f")

    def name_of(self, key: str, pattern: re.Pattern[str]) -> str | None:
        """Return the name of something that is kept elsewhere, such as a photo."""
        text = self.text(key)
        if text and not pattern.fullmatch(text):
            self.tell("error", "bad_id", key, value=text[:70])
            return None
        return text or None

    def bilingual(self, zh: str, en: str) -> dict[str, str] | None:
        """Return the words of two columns, or None where both are empty."""
        words = {"zh": self.text(zh), "en": self.text(en)}
        return words if any(words.values()) else None
