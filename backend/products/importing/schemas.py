"""What crosses the wire about importing products."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Document, Moment

Column = Annotated[int, msgspec.Meta(ge=0, le=255)]
Verdict = Literal["create", "update", "same", "same_barcode", "bad"]


class ProductFinding(Document, kw_only=True):
    """One thing about the file, by its cell; `code` and `values` are put into words by the client."""

    level: Literal["error", "warning", "info"]
    code: str
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    values: dict[str, str] = msgspec.field(default_factory=dict)


class ColumnOffer(Document, kw_only=True):
    """One column of the file: its heading, and what stands in its first rows."""

    index: int
    header: str
    examples: list[str]


class PreviewLine(Document, kw_only=True):
    """What would become of one row; `other` is the product it looks like."""

    row: int
    verdict: Verdict
    sku: str
    name: Bilingual
    other_sku: str | None = None
    other_name: Bilingual | None = None
    similarity_percent: int | None = None


class ImportCounts(Document, kw_only=True):
    """How many rows become what."""

    rows: int
    create: int
    update: int
    same: int
    same_barcode: int
    alike: int
    bad: int


class ProductImportOut(Document, kw_only=True):
    """An import as it stands: what the file holds, what is wrong with it, and what would become of it."""

    id: UUID
    file_name: str
    encoding: str
    status: Literal["tried", "applied", "undone"]
    columns: list[ColumnOffer]
    mapping: dict[str, int]
    is_remembered: bool
    counts: ImportCounts
    findings: list[ProductFinding]
    more_findings: int
    preview: list[PreviewLine]
    tried_at: Moment
    applied_at: Moment | None
    undone_at: Moment | None


class MappingIn(Document, kw_only=True):
    """Which column holds which field."""

    columns: Annotated[dict[str, Column], msgspec.Meta(max_length=40)]


class ApplicationIn(Document, kw_only=True):
    """The word to apply: what to do with products that are there, and with rows that look like one."""

    existing: Literal["overwrite", "skip"]
    lookalikes: Literal["create", "skip"]
    leave_bad_out: bool = False


class UndoIn(Document, kw_only=True):
    """The word to undo a whole import."""

    undone: Literal[True] = True


class ProductImportCard(Document, kw_only=True):
    """An import as the list shows it."""

    id: UUID
    file_name: str
    status: Literal["tried", "applied", "undone"]
    tried_at: Moment
    tried_by_name: str
    counts: ImportCounts
