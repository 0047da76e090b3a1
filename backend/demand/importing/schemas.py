"""What crosses the wire about importing history."""

from datetime import date
from typing import Literal

from backend.importing.schemas import ImportApplicationIn, ImportCard, ImportOut, RowCounts
from backend.wire import Bilingual, Document


class UsageCounts(RowCounts, kw_only=True):
    """How many rows become what, and which stores and days they are about."""

    stores: int
    products: int
    revenue_days: int
    first_day: date | None
    last_day: date | None


class UsagePreviewLine(Document, kw_only=True):
    """What one row was read as."""

    row: int
    verdict: Literal["create", "update", "same", "bad"]
    store_name: Bilingual | None
    used_on: date | None
    product_name: Bilingual | None
    base_units: int | None
    out_of_stock: bool
    revenue_minor: int | None


class UsageImportOut(ImportOut, kw_only=True):
    """An import as it stands: what the file holds, what is wrong with it, and what would become of it."""

    counts: UsageCounts
    preview: list[UsagePreviewLine]


class UsageApplicationIn(ImportApplicationIn, kw_only=True):
    """The word to apply: what to do with days that are there, and with rows that have errors."""


class UsageImportCard(ImportCard, kw_only=True):
    """An import as the list shows it."""
