"""What crosses the wire about what came of orders."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Document, Moment

Price = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Size = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class PriceOffer(Document):
    """A price of a delivery note that is not the pack's: HQ may take it as the new one."""

    line: UUID
    supplier: UUID
    supplier_name: Bilingual
    product: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    currency: str
    price_minor: int
    pack_base_units: int
    delivered_price_minor: int
    delivered_pack_units: int
    permille: int | None
    order: UUID
    number: str
    store_name: Bilingual
    delivery_on: date
    told_at: Moment
    told_by: str
    times: int


class PriceOffers(Document):
    """Every price that waits for HQ, the newest first."""

    offers: list[PriceOffer]


class PriceDecisionIn(Document):
    """Take a price or leave it; with the pack as HQ saw it, so that nothing newer is overwritten."""

    accepted: bool
    price_minor: Price
    pack_base_units: Size


class SupplierResult(Document):
    """What the deliveries of one supplier came to in some days; money in one currency."""

    supplier: UUID
    supplier_name: Bilingual
    currency: str
    deliveries: int
    not_received: int
    late: int
    days_late: int
    lines: int
    full_lines: int
    fill_permille: int | None
    full_permille: int | None
    price_changes: int
    price_change_minor: int
    changed: int
    changed_wasted: int
    changed_ran_out: int
    changed_unknown: int


class AfterDelivery(Document):
    """What came of the orders of some days, supplier by supplier, as far as one reaches."""

    from_on: date
    to_on: date
    suppliers: list[SupplierResult]


class DeliveryResult(Document):
    """What one delivery came to; one that is late and not taken in has no numbers of its own."""

    order: UUID
    number: str
    store: UUID
    store_code: str
    store_name: Bilingual
    delivery_on: date
    received_at: Moment | None
    days_late: int
    lines: int
    full_lines: int | None
    fill_permille: int | None
    price_changes: int
    price_change_minor: int
    currency: str


class SupplierDeliveries(Document):
    """The deliveries of one supplier in some days, the newest first; `more` tells that there are others."""

    supplier: UUID
    supplier_name: Bilingual
    from_on: date
    to_on: date
    deliveries: list[DeliveryResult]
    more: bool


class LineOutcome(Document):
    """What became of a line that was ordered otherwise than suggested, in one sentence."""

    product: UUID
    order: UUID
    words: Bilingual


class LeftOut(Document):
    """How a product fared that an order went out without against the suggestion; it is no line of it."""

    product: UUID
    name: Bilingual
    words: Bilingual


class OrderOutcomes(Document):
    """What became of the changed lines of one order; empty while their time is not over."""

    lines: list[LineOutcome]
    left_out: list[LeftOut]


class OutcomeGroup(Document):
    """How often changed lines of one reason, store or supplier ended how; lines, for units differ."""

    by: Literal["reason", "store", "supplier"]
    reason: str | None
    id: UUID | None
    name: Bilingual | None
    lines: int
    wasted: int
    ran_out: int
    unknown: int


class ChangedLine(LineOutcome):
    """A changed line with what it belongs to."""

    number: str
    store_name: Bilingual
    supplier_name: Bilingual
    name: Bilingual
    ended_on: date


class Outcomes(Document):
    """What became of the changed lines of some days, the newest first; `more` tells that there are others."""

    from_on: date
    to_on: date
    groups: list[OutcomeGroup]
    lines: list[ChangedLine]
    more: bool
