"""What crosses the wire about all stores' orders for a delivery."""

from datetime import date
from uuid import UUID

from backend.ordering.schemas import OrderStatus
from backend.wire import Bilingual, Document, Moment


class CompanyDeliveryCard(Document):
    """One supplier's delivery day over all stores; `closes_at` is the next cut-off, else the last one."""

    supplier: UUID
    supplier_name: Bilingual
    delivery_on: date
    closes_at: Moment
    closed: bool
    due: int
    ordered: int
    total_minor: int
    currency: str


class StoreOrder(Document):
    """One order of a store for the delivery."""

    id: UUID
    number: str
    status: OrderStatus
    extra: bool
    lines: int
    total_minor: int


class DueStore(Document):
    """A store that the supplier comes to on that day, with its orders or without."""

    store: UUID
    code: str
    name: Bilingual
    cut_off_at: Moment
    orders: list[StoreOrder]
    missing: bool
    reminded_at: Moment | None


class ProductSum(Document):
    """What all stores ordered of one product."""

    product: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    packs: int
    base_units: int
    stores: int


class CompanyDelivery(CompanyDeliveryCard):
    """A delivery with its stores and the sums per product."""

    stores: list[DueStore]
    products: list[ProductSum]


class TouchedOrder(Document):
    """An open order that holds products which its store is to sell no more."""

    id: UUID
    number: str
    store_name: Bilingual
    supplier_name: Bilingual
    delivery_on: date
    lines: int


class TouchedOrders(Document):
    """The first of such orders, and how many there are."""

    orders: list[TouchedOrder]
    total: int
