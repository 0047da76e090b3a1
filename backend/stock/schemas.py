"""What crosses the wire about stock; quantities are in base units."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Deed, Document, Moment, Sha256, Words

Units = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
SomeUnits = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
SignedUnits = Annotated[int, msgspec.Meta(ge=-1_000_000, le=1_000_000)]
LotCode = Annotated[str, msgspec.Meta(max_length=40)]
Photos = Annotated[tuple[Sha256, ...], msgspec.Meta(max_length=20)]
PlaceName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
WasteReason = Literal["expired", "damaged", "quality", "spilled", "returned", "other"]
EntryKind = Literal["count", "sale", "receipt", "waste", "transfer", "correction"]


class LotIn(Document):
    """How much of a line is to be sold by one date."""

    expires_on: date
    base_units: SomeUnits
    code: LotCode = ""


Lots = Annotated[tuple[LotIn, ...], msgspec.Meta(max_length=20)]


class CountLineIn(Document):
    """What was counted of one product, and when if not at the end; with a place, what lies there alone."""

    product: UUID
    base_units: Units
    counted_at: Moment | None = None
    lots: Lots = ()
    place: Annotated[str, msgspec.Meta(max_length=80)] = ""


class CountIn(Deed):
    """A count of some products, maybe on a walk; several people count at once, each what lies before them."""

    lines: Annotated[tuple[CountLineIn, ...], msgspec.Meta(min_length=1, max_length=2000)]
    note: Words = ""
    inspection: UUID | None = None


class WasteLineIn(Document):
    """What was thrown away of one product, and of which lots as far as they are known."""

    product: UUID
    base_units: SomeUnits
    lots: Lots = ()


class WasteIn(Deed):
    """Goods that can no longer be sold, with the reason and a photo."""

    reason: WasteReason
    lines: Annotated[tuple[WasteLineIn, ...], msgspec.Meta(min_length=1, max_length=200)]
    note: Words = ""
    photos: Photos = ()


class CorrectionLineIn(Document):
    """By how much the ledger of one product was wrong."""

    product: UUID
    base_units: SignedUnits


class CorrectionIn(Deed):
    """A change of the ledger that is no deed of the store; it says why."""

    lines: Annotated[tuple[CorrectionLineIn, ...], msgspec.Meta(min_length=1, max_length=200)]
    note: Words


class TransferLineIn(Document):
    """What leaves of one product."""

    product: UUID
    base_units: SomeUnits


class GoodsTransferIn(Deed):
    """Goods that one store gives to another."""

    from_store: UUID
    to_store: UUID
    lines: Annotated[tuple[TransferLineIn, ...], msgspec.Meta(min_length=1, max_length=200)]
    note: Words = ""


class ArrivalLineIn(Document):
    """What arrived of one product, also nothing."""

    product: UUID
    base_units: Units


class ArrivalIn(Deed):
    """What the other store says arrived."""

    lines: Annotated[tuple[ArrivalLineIn, ...], msgspec.Meta(min_length=1, max_length=200)]
    note: Words = ""


class DeedOut(Document):
    """What is kept of a deed."""

    id: UUID
    kind: str
    store: UUID
    received_at: Moment
    lines: int


class TransferLineOut(Document):
    """What was sent of one product and what arrived; None while nobody said."""

    product: UUID
    name: Bilingual
    base_unit: Bilingual
    sent: int
    arrived: int | None


class TransferOut(Document):
    """A transfer with both sides of it."""

    id: UUID
    from_store: UUID
    from_name: Bilingual
    to_store: UUID
    to_name: Bilingual
    sent_by: str
    sent_at: Moment
    arrived_by: str | None
    arrived_at: Moment | None
    note: str
    lines: list[TransferLineOut]
    may_receive: bool


class Neighbour(Document):
    """A store of the same region, by name only: somebody else's store is no more than that."""

    id: UUID
    name: Bilingual


class LotOut(Document):
    """What is left to be sold by one date, when the oldest is sold first."""

    expires_on: date
    base_units: int


class OtherCount(Document):
    """What somebody else saw of the same place at about the same time."""

    base_units: int
    counted_at: Moment
    by: str


class SeenPlace(Document):
    """A place where a product lies, and what was seen there last."""

    place: str
    base_units: int | None = None
    counted_at: Moment | None = None
    by: str | None = None
    other: OtherCount | None = None


class PlacesIn(Document):
    """Where a product lies in a store, in the order in which one walks."""

    places: Annotated[tuple[PlaceName, ...], msgspec.Meta(max_length=8)]


class PlacesOut(Document):
    """Where a product lies in a store."""

    product: UUID
    places: list[str]


class StockLine(Document):
    """What a store holds of one product."""

    product: UUID
    sku: str
    name: Bilingual
    base_unit: Bilingual
    storage_class: str
    place: str
    places: list[SeenPlace]
    on_hand: int
    counted_at: Moment | None
    par: int | None
    barcodes: list[str]
    lots: list[LotOut]


class StockSheet(Document):
    """Everything a store holds, by place; also what a count walks through."""

    store: UUID
    store_name: Bilingual
    lines: list[StockLine]
    may_correct: bool


class LedgerLine(Document):
    """One line of the ledger and what was on hand after it."""

    kind: EntryKind
    base_units: int
    after: int
    effective_at: Moment
    recorded_at: Moment
    is_late: bool
    person_name: str | None
    reason: str
    note: str
    photos: list[Sha256]
    lots: list[LotOut]
    issue: UUID | None
    inspection: UUID | None


class StockHistory(Document):
    """Why a store holds what it holds of one product; newest line first."""

    product: UUID
    name: Bilingual
    base_unit: Bilingual
    at: Moment
    on_hand: int
    counted_at: Moment | None
    places: list[str]
    lots: list[LotOut]
    lines: list[LedgerLine]
    more: bool
