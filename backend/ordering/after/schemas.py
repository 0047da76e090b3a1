"""What crosses the wire about what came of orders."""

from datetime import date
from typing import Annotated
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
