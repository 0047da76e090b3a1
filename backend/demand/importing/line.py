"""One row of a file of history, read and judged; pure, because 200,000 of them are read at once."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec

from backend.importing.cells import TRUTH, RowReader

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


class UsageReader(RowReader[UsageLine]):
    """Reads rows of history; a day of a product may be there once in a file."""

    def __init__(self, sheet: str, columns: Mapping[str, int], known: Known) -> None:
        super().__init__(sheet, columns)
        self.known = known
        self.seen: dict[tuple[object, ...], int] = {}

    def read_line(self) -> UsageLine:
        """Read what the row at hand says."""
        store = self.read_store()
        line = UsageLine(
            row=self.row.number,
            store=store,
            used_on=self.read_day(store),
            product=self.read_product(),
            base_units=self.whole("units", 0, MOST_UNITS),
            out_of_stock=bool(self.word("out", TRUTH)),
            revenue_minor=self.money("revenue", MOST_MINOR, "bad_revenue"),
        )
        self.check_together(line)
        line.is_bad = self.is_bad
        return line

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
