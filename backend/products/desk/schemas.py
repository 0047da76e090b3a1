"""What crosses the wire when HQ keeps products, categories and suppliers; `version` names what was read."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.products.schemas import StorageClass
from backend.wire import Bilingual, Document, Line, Sha256

Units = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
SomeUnits = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Packs = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
SomePacks = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
Money = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Days = Annotated[int, msgspec.Meta(ge=0, le=60)]
Code = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
SupplierCode = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Thousandths = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Weekdays = Annotated[tuple[Annotated[int, msgspec.Meta(ge=1, le=7)], ...], msgspec.Meta(max_length=7)]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$(?!\n)")]


class BarcodeIn(Document):
    """A number on a product, or on a case of it."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=14)]
    base_units: SomeUnits = 1


class PackIn(Document):
    """How a supplier sells the product."""

    supplier: UUID
    base_units: SomeUnits
    price_minor: Money
    minimum_packs: Packs = 1
    multiple: SomePacks = 1
    maximum_packs: SomePacks | None = None
    active: bool = True


class ShelfIn(Document):
    """Whether a place sells the product and how much fits there; without region and store, everywhere."""

    region: UUID | None = None
    store: UUID | None = None
    listed: bool = True
    min_display: Units = 0
    capacity: Units | None = None


class ProductDocument(Document):
    """A product whole, with packs, barcodes and the places that sell it."""

    sku: Code
    name: Bilingual
    base_unit: Bilingual
    storage_class: StorageClass
    shelf_life_days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] | None
    category: UUID | None
    demand_by: Literal["sales", "revenue", "par"]
    round_up_from: Thousandths | None
    active: bool
    barcodes: Annotated[tuple[BarcodeIn, ...], msgspec.Meta(max_length=40)]
    packs: Annotated[tuple[PackIn, ...], msgspec.Meta(max_length=40)]
    shelves: Annotated[tuple[ShelfIn, ...], msgspec.Meta(max_length=500)]


class ProductIn(Document):
    """A product as it shall be, and the version it was made from; None for a new one."""

    product: ProductDocument
    based_on: Sha256 | None


class ProductOut(Document):
    """A product as it is."""

    id: UUID
    version: Sha256
    product: ProductDocument


class CatalogueLine(Document):
    """A product as the list shows it."""

    id: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    storage_class: StorageClass
    category: Bilingual | None
    active: bool
    suppliers: list[Bilingual]
    barcodes: int


class CataloguePage(Document):
    """A page of the catalogue in order of sku; `next` is where the following one begins."""

    products: list[CatalogueLine]
    next: str | None


class CategoryIn(Document):
    """A group of products by its names."""

    name: Bilingual


class CategoryOut(Document):
    """A group of products, and how many there are in it."""

    id: UUID
    name: Bilingual
    products: int


class PlaceOut(Document):
    """A region that a rule can be made for."""

    id: UUID
    name: Bilingual
    parent: UUID | None


class PlanIn(Document):
    """Other delivery days at a region or a store; none: the supplier does not come there."""

    region: UUID | None
    store: UUID | None
    delivery_weekdays: Weekdays
    cut_off: time
    lead_days: Days


class DayIn(Document):
    """A day on which the supplier does not come although due, or comes although not."""

    region: UUID | None
    store: UUID | None
    on_day: date
    delivers: bool
    reason: Annotated[str, msgspec.Meta(max_length=200)] = ""


class SupplierDocument(Document):
    """A supplier whole, with the days on which it comes."""

    code: SupplierCode
    name: Bilingual
    email: Line | None
    channel: Literal["email", "webhook", "page"]
    webhook_url: Annotated[str, msgspec.Meta(max_length=500)] | None
    delivery_weekdays: Weekdays
    cut_off: time
    lead_days: Days
    grace_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)]
    minimum_order_minor: Money
    currency: Currency
    active: bool
    plans: Annotated[tuple[PlanIn, ...], msgspec.Meta(max_length=2000)]
    exceptions: Annotated[tuple[DayIn, ...], msgspec.Meta(max_length=2000)]


class SupplierIn(Document):
    """A supplier as it shall be, and the version it was made from; None for a new one."""

    supplier: SupplierDocument
    based_on: Sha256 | None


class SupplierOut(Document):
    """A supplier as it is."""

    id: UUID
    version: Sha256
    supplier: SupplierDocument


class SupplierLine(Document):
    """A supplier as the list shows it."""

    id: UUID
    code: str
    name: Bilingual
    channel: str
    delivery_weekdays: Weekdays
    cut_off: time
    lead_days: int
    currency: str
    active: bool
    products: int


class CatalogueChoices(Document):
    """What forms about products offer: categories, suppliers and regions."""

    categories: list[CategoryOut]
    suppliers: list[SupplierLine]
    regions: list[PlaceOut]
