"""One row of a product file, read and judged; pure, because 100,000 of them are read at once."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from backend.products.importing.check_digit import LENGTHS, is_barcode
from backend.products.importing.schemas import ProductFinding
from backend.sheets.grid import Row, column_name

STORAGE = {
    "常温": "ambient", "ambient": "ambient", "dry": "ambient", "冷藏": "chilled", "chilled": "chilled",
    "cold": "chilled", "冷冻": "frozen", "frozen": "frozen",
}  # fmt: skip
TRUTH = {
    "是": True, "yes": True, "true": True, "1": True, "在售": True, "active": True, "y": True,
    "否": False, "no": False, "false": False, "0": False, "停售": False, "inactive": False, "n": False,
}  # fmt: skip
WHOLE = {
    "life": (1, 36_500), "pack": (1, 1_000_000), "minimum": (0, 100_000), "multiple": (1, 100_000),
    "maximum": (1, 100_000), "display": (0, 1_000_000), "capacity": (1, 10_000_000),
}  # fmt: skip
PARTS = ";；、/|"


class ProductLine(msgspec.Struct, kw_only=True):
    """What one row says about a product; None where it says nothing."""

    row: int
    sku: str
    name: dict[str, str]
    unit: dict[str, str]
    barcodes: list[str]
    category: str | None
    storage: str | None
    active: bool | None
    numbers: dict[str, int]
    supplier: str | None
    price_minor: int | None
    is_bad: bool = False


class LineReader:
    """Reads rows by a mapping of columns, and notes what is wrong with each cell."""

    def __init__(self, sheet: str, columns: Mapping[str, int], suppliers: set[str]) -> None:
        self.sheet, self.columns, self.suppliers = sheet, columns, suppliers
        self.findings: list[ProductFinding] = []
        self.skus: dict[str, int] = {}
        self.barcodes: dict[str, int] = {}
        self.row = Row(0, ())
        self.is_bad = False

    def read(self, row: Row) -> ProductLine:
        """Read one row."""
        self.row, self.is_bad = row, False
        barcodes = self.read_barcodes()
        name = {"zh": self.text("name_zh", 200), "en": self.text("name_en", 200)}
        if not any(name.values()):
            self.tell("name_missing", "name_zh" if "name_zh" in self.columns else "name_en")
        unit = {"zh": self.text("unit_zh", 20), "en": self.text("unit_en", 20)}
        line = ProductLine(
            row=row.number,
            sku=self.read_sku(barcodes),
            name={language: words for language, words in name.items() if words},
            unit={language: words for language, words in unit.items() if words},
            barcodes=barcodes,
            category=self.text("category", 60) or None,
            storage=self.word("storage", STORAGE),
            active=self.word("active", TRUTH),
            numbers={key: number for key in WHOLE if (number := self.whole(key)) is not None},
            supplier=self.read_supplier(),
            price_minor=self.money("price"),
        )
        self.check_together(line)
        line.is_bad = self.is_bad
        return line

    def text(self, key: str, longest: int) -> str:
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
        finding = ProductFinding(
            level="error", code=code, sheet=self.sheet, row=self.row.number, column=letters, values=values
        )
        self.findings.append(finding)

    def read_sku(self, barcodes: list[str]) -> str:
        """Return the code of the product: its own, else its first barcode; each once in a file."""
        sku = self.text("sku", 60) or (barcodes[0] if barcodes and "sku" not in self.columns else "")
        if not sku and not ("sku" not in self.columns and self.text("barcode", 400)):
            self.tell("sku_missing", "sku" if "sku" in self.columns else "barcode")
        elif sku and sku in self.skus:
            self.tell(
                "sku_twice", "sku" if "sku" in self.columns else "barcode", value=sku, row=str(self.skus[sku])
            )
        elif sku:
            self.skus[sku] = self.row.number
        return sku

    def read_barcodes(self) -> list[str]:
        """Return the barcodes in a cell, each with its check digit verified and each once in a file."""
        text = self.text("barcode", 400)
        for mark in PARTS:
            text = text.replace(mark, " ")
        codes = text.replace("'", "").split()
        for code in codes:
            if len(code) not in LENGTHS or not (code.isascii() and code.isdigit()):
                self.tell("barcode_shape", "barcode", value=code[:40])
            elif not is_barcode(code):
                self.tell("check_digit", "barcode", value=code)
            elif self.barcodes.setdefault(code.zfill(14), self.row.number) != self.row.number:
                first = self.barcodes[code.zfill(14)]
                self.tell("barcode_twice", "barcode", value=code, row=str(first))
        return [] if self.is_bad else list(dict.fromkeys(codes))

    def word(self, key: str, words: Mapping[str, Any]) -> Any:
        """Return what a word means, None where nothing is written."""
        text = self.text(key, 40)
        if text and text.casefold() not in words:
            self.tell("unknown_word", key, value=text, known="、".join(list(words)[:6]))
        return words.get(text.casefold())

    def whole(self, key: str) -> int | None:
        """Return a whole number between its bounds."""
        text = self.text(key, 20)
        if not text:
            return None
        low, high = WHOLE[key]
        try:
            number = Decimal(text)
        except InvalidOperation:
            self.tell("not_a_number", key, value=text)
            return None
        if not number.is_finite() or number != int(number) or not low <= number <= high:
            self.tell("out_of_bounds", key, value=text, low=str(low), high=str(high))
            return None
        return int(number)

    def money(self, key: str) -> int | None:
        """Return a price in minor units."""
        text = self.text(key, 20).replace(",", "").lstrip("¥￥$")
        if not text:
            return None
        try:
            minor = Decimal(text) * 100
        except InvalidOperation:
            self.tell("not_a_number", key, value=text)
            return None
        if not minor.is_finite() or minor != int(minor) or not 0 <= minor <= 1_000_000_000:
            self.tell("bad_price", key, value=text)
            return None
        return int(minor)

    def read_supplier(self) -> str | None:
        """Return the code of a supplier that we know."""
        code = self.text("supplier", 40)
        if code and code not in self.suppliers:
            self.tell("unknown_supplier", "supplier", value=code)
        return code or None

    def check_together(self, line: ProductLine) -> None:
        """Check what only makes sense together."""
        numbers = line.numbers
        if line.supplier and ("pack" not in numbers or line.price_minor is None):
            self.tell("pack_incomplete", "pack" if "pack" not in numbers else "price")
        if not line.supplier and ("pack" in numbers or line.price_minor is not None):
            self.tell("supplier_missing", "supplier")
        if numbers.get("capacity", 10**9) < numbers.get("display", 0):
            self.tell("capacity_below_display", "capacity")
        if numbers.get("maximum", 10**9) < numbers.get("minimum", 0):
            self.tell("maximum_below_minimum", "maximum")
