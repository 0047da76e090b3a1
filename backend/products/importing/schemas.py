"""What crosses the wire about importing products."""

from typing import Literal

from backend.importing.schemas import ImportApplicationIn, ImportCard, ImportOut, RowCounts
from backend.wire import Bilingual, Document


class PreviewLine(Document, kw_only=True):
    """What would become of one row; `other` is the product it looks like."""

    row: int
    verdict: Literal["create", "update", "same", "same_barcode", "bad"]
    sku: str
    name: Bilingual
    other_sku: str | None = None
    other_name: Bilingual | None = None
    similarity_percent: int | None = None


class ImportCounts(RowCounts, kw_only=True):
    """How many rows become what."""

    same_barcode: int
    alike: int


class ProductImportOut(ImportOut, kw_only=True):
    """An import as it stands: what the file holds, what is wrong with it, and what would become of it."""

    counts: ImportCounts
    preview: list[PreviewLine]


class ApplicationIn(ImportApplicationIn, kw_only=True):
    """The word to apply: what to do with products that are there, and with rows that look like one."""

    lookalikes: Literal["create", "skip"]


class ProductImportCard(ImportCard, kw_only=True):
    """An import as the list shows it."""

    counts: ImportCounts
