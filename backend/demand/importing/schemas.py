"""What crosses the wire about importing history."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend.products.importing.schemas import ColumnOffer, ProductFinding
from backend.wire import Bilingual, Document, Moment


class UsageCounts(Document, kw_only=True):
    """How many rows become what, and which stores and days they are about."""

    rows: int
    create: int
    update: int
    same: int
    bad: int
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


class UsageImportOut(Document, kw_only=True):
    """An import as it stands: what the file holds, what is wrong with it, and what would become of it."""

    id: UUID
    file_name: str
    encoding: str
    status: Literal["tried", "applied", "undone"]
    columns: list[ColumnOffer]
    mapping: dict[str, int]
    is_remembered: bool
    counts: UsageCounts
    findings: list[ProductFinding]
    more_findings: int
    preview: list[UsagePreviewLine]
    tried_at: Moment
    applied_at: Moment | None
    undone_at: Moment | None


class UsageApplicationIn(Document, kw_only=True):
    """The word to apply: what to do with days that are there, and with rows that have errors."""

    existing: Literal["overwrite", "skip"]
    leave_bad_out: bool = False


class UsageImportCard(Document, kw_only=True):
    """An import as the list shows it."""

    id: UUID
    file_name: str
    status: Literal["tried", "applied", "undone"]
    tried_at: Moment
    tried_by_name: str
    rows: int
