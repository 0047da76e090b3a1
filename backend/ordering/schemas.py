"""What crosses the wire about orders."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.issues.schemas import IssueCard
from backend.ordering.after.schemas import LineOutcome
from backend.ordering.budget.schemas import BudgetLeft
from backend.ordering.held.schemas import PassedLimits
from backend.ordering.outlook import Basis
from backend.ordering.together.schemas import SheetEdit
from backend.wire import Bilingual, Deed, Document, Moment, Sha256

Packs = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
# The last two are noted by themselves: a copy of an earlier order, and filling up to the supplier's minimum.
Reason = Literal["event", "display", "quality", "no_space", "other", "as_before", "order_value"]
Flag = Literal[
    "ENOUGH", "RAISED_TO_MINIMUM", "BELOW_MINIMUM", "ROUNDED_DOWN", "LIMITED_BY_LIFE",
    "LIMITED_BY_CAPACITY", "LIMITED_BY_MAX_ORDER", "STOCKOUT_BEFORE_ARRIVAL", "NO_PAR_LEVEL", "NEVER_COUNTED",
    "EXPIRED_LEFT_OUT",
]  # fmt: skip
OrderStatus = Literal[
    "held", "placed", "sent", "refused", "confirmed", "shipped", "received", "cancelled", "rejected"
]
OrderDeedKind = Literal["approval", "rejection", "cancellation", "confirmation", "shipment", "receipt"]
ShortReason = Literal["wrong", "short", "damaged", "late", "price"]


class Suggestion(Document):
    """Suggested packs with the arithmetic that led to them; all quantities in base units but `packs`."""

    packs: int
    base_units: int
    basis: Basis
    demand_until_arrival: int
    demand_after_arrival: int
    safety_stock: int
    on_hand: int
    on_order: int
    carry: int
    raw: int
    limit: int | None
    flags: list[Flag]
    words: Bilingual


class SheetLine(Document):
    """One product of an order sheet."""

    product: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    pack_base_units: int
    price_minor: int
    minimum_packs: int
    multiple: int
    on_hand: int
    on_order: int
    par: int | None
    counted_at: Moment | None
    suggestion: Suggestion


class LastLine(Document):
    """One product of an earlier order."""

    product: UUID
    packs: int


class LastOrder(Document):
    """An earlier order of the same store at the same supplier, to be copied."""

    id: UUID
    number: str
    delivery_on: date
    placed_at: Moment
    lines: list[LastLine]


class OrderSheet(Document):
    """Everything needed to order from one supplier for one delivery day, also offline."""

    store: UUID
    store_name: Bilingual
    supplier: UUID
    supplier_name: Bilingual
    delivery_on: date
    cut_off_at: Moment
    next_delivery_on: date
    grace_minutes: int
    minimum_order_minor: int
    currency: str
    lines: list[SheetLine]
    placed: list["OrderCard"]
    warn_from_percent: int | None = None
    last_orders: tuple[LastOrder, ...] = ()
    budget: BudgetLeft | None = None
    edits: tuple[SheetEdit, ...] = ()
    outcomes: tuple[LineOutcome, ...] = ()


class SheetCard(Document):
    """An order sheet as lists show it."""

    store: UUID
    store_name: Bilingual
    supplier: UUID
    supplier_name: Bilingual
    delivery_on: date
    cut_off_at: Moment
    suggested_lines: int
    suggested_minor: int
    currency: str
    placed: list["OrderCard"]


class OrderLineIn(Document):
    """One line as the store wants it; a reason where it differs from the suggestion.

    `pack_base_units` and `price_minor` are what the store saw when it decided.
    """

    product: UUID
    packs: Packs
    suggested_packs: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None
    reason: Reason | None = None
    pack_base_units: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None
    price_minor: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] | None = None


class LeftOutIn(Document):
    """A product that was suggested and set to no packs, as the store saw it."""

    product: UUID
    suggested_packs: Packs
    reason: Reason | None = None


class OrderIn(Deed):
    """An order for one delivery; `extra` says that a second one is meant, which leaves nothing out."""

    store: UUID
    supplier: UUID
    delivery_on: date
    lines: Annotated[list[OrderLineIn], msgspec.Meta(min_length=1, max_length=2000)]
    extra: bool = False
    issue: UUID | None = None
    left_out: Annotated[tuple[LeftOutIn, ...], msgspec.Meta(max_length=2000)] = ()


class OrderCard(Document):
    """An order as lists show it."""

    id: UUID
    number: str
    store: UUID
    store_name: Bilingual
    supplier: UUID
    supplier_name: Bilingual
    delivery_on: date
    asked_for_on: date
    moved: bool
    extra: bool
    status: OrderStatus
    lines: int
    total_minor: int
    currency: str
    placed_by_name: str
    received_at: Moment


class OrderLineOut(Document):
    """A line of an order."""

    product: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    packs: int
    pack_base_units: int
    price_minor: int
    suggested_packs: int | None
    words: Bilingual | None
    reason: Reason | None
    storage_class: str = "ambient"
    seen_price_minor: int | None = None
    confirmed_packs: int | None = None
    arrives_on: date | None = None
    received_units: int | None = None
    short_reason: ShortReason | None = None
    temperature_tenths: int | None = None
    photos: tuple[Sha256, ...] = ()
    delivered_price_minor: int | None = None
    delivered_pack_units: int | None = None


class DispatchOut(Document):
    """One try to reach the supplier."""

    channel: str
    outcome: Literal["sent", "later", "refused"]
    detail: str
    at: Moment


class OrderDeedOut(Document):
    """What somebody did about an order: one of the company, or the supplier for whom no name is known."""

    kind: OrderDeedKind
    by: str | None
    note: str
    at: Moment


class LeftOutLine(Document):
    """A product that an order goes out without although so many packs were suggested."""

    product: UUID
    name: Bilingual
    suggested_packs: int
    reason: Reason | None


class OrderOut(OrderCard):
    """An order with its lines, how it reached the supplier, and what became of it.

    What was left out and which issues its receipt raised is read only inside the company.
    """

    issue: UUID | None
    cut_off_at: Moment | None
    order_lines: list[OrderLineOut]
    dispatches: list[DispatchOut]
    deeds: list[OrderDeedOut]
    beyond: PassedLimits | None
    left_out: tuple[LeftOutLine, ...] = ()
    raised: tuple[IssueCard, ...] = ()


class OrderPage(Document):
    """A page of orders, newest first."""

    orders: list[OrderCard]
    next: str | None
