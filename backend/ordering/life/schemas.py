"""What crosses the wire about the life of an order."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.ordering.schemas import OrderOut, ShortReason
from backend.people.schemas import Role
from backend.stock.schemas import Lots, Photos, Units
from backend.wire import Bilingual, Deed, Document, Moment, Words

Tenths = Annotated[int, msgspec.Meta(ge=-1000, le=1000)]
Packs = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Percent = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
PackPrice = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
PackUnits = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Money = Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)]


class OrderRules(Document):
    """When an order warns or waits for somebody, and how warm goods may arrive; None switches a limit off."""

    approve_above_minor: Money | None = None
    approve_deviation_percent: Percent | None = None
    warn_deviation_percent: Percent | None = 300
    remind_minutes: Annotated[int, msgspec.Meta(ge=5, le=1440)] | None = 60
    approver_role: Role = Role.store_manager
    chilled_at_most_tenths: Tenths = 80
    frozen_at_most_tenths: Tenths = -120


class OrderRulesIn(Document):
    """The choice of HQ, made on a version."""

    based_on: int
    rules: OrderRules


class OrderRulesOut(Document):
    """What counts, and its version."""

    version: int
    rules: OrderRules


class DecisionIn(Deed):
    """Yes or no to an order that waits; a no says why."""

    approved: bool
    note: Words = ""


class CancellationIn(Deed):
    """Take an order back before its cut-off."""

    note: Words = ""


class ConfirmedLineIn(Document):
    """What the supplier will bring of one product when it is not all of it on the day."""

    product: UUID
    packs: Packs
    arrives_on: date | None = None


class ConfirmationIn(Deed):
    """The supplier's answer: lines that it does not name are confirmed whole."""

    lines: Annotated[tuple[ConfirmedLineIn, ...], msgspec.Meta(max_length=2000)] = ()
    note: Words = ""


class ShipmentIn(Deed):
    """The goods are on their way."""

    note: Words = ""


class ReceivedLineIn(Document):
    """What came of one product, in base units; less than ordered needs a reason.

    Price and size of a pack stand here only where the delivery note says another than the order.
    """

    product: UUID
    base_units: Units
    reason: ShortReason | None = None
    lots: Lots = ()
    temperature_tenths: Tenths | None = None
    photos: Photos = ()
    price_minor: PackPrice | None = None
    pack_base_units: PackUnits | None = None


class ReceiptIn(Deed):
    """What the store found in the delivery, line by line."""

    lines: Annotated[tuple[ReceivedLineIn, ...], msgspec.Meta(min_length=1, max_length=2000)]
    note: Words = ""


class SupplierOrder(OrderOut, kw_only=True):
    """An order as its supplier's page shows it."""

    store_code: str


class SupplierPage(Document):
    """What a supplier sees by its link: its own orders and nothing else."""

    supplier_name: Bilingual
    expires_at: Moment | None
    orders: list[SupplierOrder]


class SupplierLinkOut(Document):
    """A new link for a supplier; it is shown once and kept nowhere."""

    url: str
    expires_at: Moment


class HandedLink(Document):
    """The link that HQ handed over: who made it when, and until when it opens."""

    made_at: Moment
    made_by: str
    expires_at: Moment


class SupplierLinks(Document):
    """What opens a supplier's page now; letters carry links of their own."""

    handed: HandedLink | None
    in_letters: int


class WebhookSecretIn(Document):
    """What posts to a supplier's system are signed with; empty: they are not signed."""

    secret: Annotated[str, msgspec.Meta(max_length=200)]


class WebhookOut(Document):
    """What is known of the door to a supplier's system; the secret is never shown again."""

    url: str | None
    signed: bool


class WebhookTrial(Document):
    """What became of a test at a supplier's system."""

    outcome: Literal["sent", "refused", "later"]
    reason: str
