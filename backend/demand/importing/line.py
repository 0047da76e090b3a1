"""One row of a file of history, read and judged; pure, because 200,000 of them are read at once."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

import msgspec

from backend.products.importing.line import TRUTH
from backend.products.importing.schemas import ProductFinding
from backend.sheets.grid import Row, column_name

DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?")
DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
MOST_UNITS = 1_000_000
MOST_MINOR = 1_000_000_000_000


class Known(msgspec.Struct, frozen=True):
    """What rows may name: stores with the days that are over in each, and products."""

    stores: Mapping[str, UUID]
    days: Mapping[UUID, tuple[date, date]]
    products: Mapping[str, UUID]


class UsageLine(msgspec.Struct, kw_only=True):
    """What one row says: units of a product, revenue, or both."""

    row: int
    store: UUID | None = None
    used_on: date | None = None
    product: UUID | None = None
    base_units: int | None = None
    out_of_stock: bool = False
    revenue_minor: int | None = None
    is_bad: bool = False


class UsageReader:
    """Reads rows by a mapping of columns, and notes what is wrong with each cell."""

    def __init__(self, sheet: str, columns: Mapping[str, int], known: Known) -> None:
        self.sheet, self.columns, self.known = sheet, columns, known
        self.findings: list[ProductFinding] = []
        self.seen: dict[tuple[object, ...], int] = {}
        self.row = Row(0, ())
        self.is_bad = False

    def read(self, row: Row) -> UsageLine:
        """Read one row."""
        self.row, self.is_bad = row, False
        store = self.read_store()
        line = UsageLine(
            row=row.number,
            store=store,
            used_on=self.read_day(store),
            product=self.read_product(),
            base_units=self.whole("units"),
            out_of_stock=self.truth("out"),
            revenue_minor=self.money("revenue"),
        )
        self.check_together(line)
        line.is_bad = self.is_bad
        return line

    def text(self, key: str) -> str:
        """Return a cell's text."""
        index = self.columns.get(key)
        return self.row.at(index).strip()[:200] if index is not None else ""

    def tell(self, code: str, key: str, **values: str) -> None:
        """Note an error; its row will not be imported."""
        self.is_bad = True
        index = self.columns.get(key)
        letters = None if index is None else column_name(index)
        self.findings.append(
            ProductFinding(
                level="error", code=code, sheet=self.sheet, row=self.row.number, column=letters, values=values
            )
        )

    def read_store(self) -> UUID | None:
        """Return the store of a code that we know."""
        code = self.text("store")
        store = self.known.stores.get(code.casefold())
        if store is None:
            self.tell("unknown_store" if code else "store_missing", "store", value=code[:40])
        return store

    def read_day(self, store: UUID | None) -> date | None:
        """Return a day that is over in the store, from the last three years."""
        text = self.text("day")
        parts = DAY.fullmatch(text) or DIGITS.fullmatch(text)
        try:
            day = date(*(int(part) for part in parts.groups())) if parts else None
        except ValueError:
            day = None
        if day is None:
            self.tell("no_day", "day", value=text[:40])
        elif store is not None:
            first, last = self.known.days[store]
            if not first <= day <= last:
                self.tell("day_out_of_range", "day", value=text[:40], last=last.isoformat())
        return day

    def read_product(self) -> UUID | None:
        """Return the product of a code that we know; without a code the row is about revenue alone."""
        code = self.text("sku")
        product = self.known.products.get(code)
        if code and product is None:
            self.tell("unknown_product", "sku", value=code[:40])
        return product

    def truth(self, key: str) -> bool:
        """Return whether a cell says yes; an empty one says no."""
        text = self.text(key).casefold()
        if text and text not in TRUTH:
            self.tell("unknown_word", key, value=text[:40], known="是、否、yes、no")
        return TRUTH.get(text, False)

    def whole(self, key: str) -> int | None:
        """Return a whole number of base units; half a bottle was never sold."""
        number = self.number(key)
        if number is None:
            return None
        if number != int(number) or not 0 <= number <= MOST_UNITS:
            self.tell("out_of_bounds", key, value=str(number)[:40], low="0", high=str(MOST_UNITS))
            return None
        return int(number)

    def money(self, key: str) -> int | None:
        """Return an amount in minor units."""
        number = self.number(key)
        if number is None:
            return None
        minor = number * 100
        if minor != int(minor) or not 0 <= minor <= MOST_MINOR:
            self.tell("bad_revenue", key, value=str(number)[:40])
            return None
        return int(minor)

    def number(self, key: str) -> Decimal | None:
        """Return a number, None where nothing is written."""
        text = self.text(key).replace(",", "").lstrip("¥￥$€")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.tell("not_a_number", key, value=text[:40])
            return None
        return number

    def check_together(self, line: UsageLine) -> None:
        """Check what only makes sense together, and that a day of a product is there once."""
        has_code = bool(self.text("sku"))
        if has_code and line.base_units is None and not self.is_bad:
            self.tell("units_missing", "units")
        if not has_code and line.base_units is not None:
            self.tell("sku_missing", "sku")
        if not has_code and line.revenue_minor is None and not self.is_bad:
            self.tell("nothing_said", "units")
        if self.is_bad:
            return
        key = (line.store, line.used_on, line.product)
        first = self.seen.setdefault(key, line.row)
        if first != line.row:
            self.tell("day_twice", "sku" if line.product else "day", row=str(first))
