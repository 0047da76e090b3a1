"""One row of a product file, read and judged; pure, because 100,000 of them are read at once."""

from collections.abc import Mapping

import msgspec

from backend.importing.cells import TRUTH, RowReader
from backend.products.importing.check_digit import LENGTHS, is_barcode

STORAGE = {
    "常温": "ambient", "ambient": "ambient", "dry": "ambient", "冷藏": "chilled", "chilled": "chilled",
    "cold": "chilled", "冷冻": "frozen", "frozen": "frozen",
}  # fmt: skip
WHOLE = {
    "life": (1, 36_500), "pack": (1, 1_000_000), "minimum": (0, 100_000), "multiple": (1, 100_000),
    "maximum": (1, 100_000), "display": (0, 1_000_000), "capacity": (1, 10_000_000),
}  # fmt: skip
MOST_MINOR = 1_000_000_000
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


class ProductReader(RowReader[ProductLine]):
    """Reads rows about products; a code or a barcode may be there once in a file."""

    def __init__(self, sheet: str, columns: Mapping[str, int], suppliers: set[str]) -> None:
        super().__init__(sheet, columns)
        self.suppliers = suppliers
        self.skus: dict[str, int] = {}
        self.barcodes: dict[str, int] = {}

    def read_line(self) -> ProductLine:
        """Read what the row at hand says."""
        barcodes = self.read_barcodes()
        name = {"zh": self.text("name_zh", 200), "en": self.text("name_en", 200)}
        if not any(name.values()):
            self.tell("name_missing", "name_zh" if "name_zh" in self.columns else "name_en")
        unit = {"zh": self.text("unit_zh", 20), "en": self.text("unit_en", 20)}
        line = ProductLine(
            row=self.row.number,
            sku=self.read_sku(barcodes),
            name={language: words for language, words in name.items() if words},
            unit={language: words for language, words in unit.items() if words},
            barcodes=barcodes,
            category=self.text("category", 60) or None,
            storage=self.word("storage", STORAGE),
            active=self.word("active", TRUTH),
            numbers={
                key: number
                for key, bounds in WHOLE.items()
                if (number := self.whole(key, *bounds)) is not None
            },
            supplier=self.read_supplier(),
            price_minor=self.money("price", MOST_MINOR, "bad_price"),
        )
        self.check_together(line)
        line.is_bad = self.is_bad
        return line

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

    def read_numbers(self) -> dict[str, int]:
        """Return the whole numbers that are there."""
        found = {key: self.whole(key, low, high) for key, (low, high) in WHOLE.items()}
        return {key: number for key, number in found.items() if number is not None}

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
