"""What crosses the wire about products."""

from typing import Literal
from uuid import UUID

from backend.wire import Bilingual, Document

StorageClass = Literal["ambient", "chilled", "frozen"]


class ProductCard(Document):
    """A product as the finder of an empty shelf shows it, and who sells it."""

    id: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    storage_class: StorageClass
    category: Bilingual | None
    suppliers: list[UUID]
    barcodes: list[str]
