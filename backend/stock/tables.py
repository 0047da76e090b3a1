"""What a store should hold and what its ledger says it holds."""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    BigSerial,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person
from backend.products.tables import Product
from backend.stores.tables import Store


class ParLevel(Table):
    """The level an order of one product fills up to in one store, and the safety stock inside it."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, index=True, on_delete=OnDelete.restrict)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.restrict)
    base_units = Integer()
    safety_units = Integer(default=0)

    par_level_once = Unique([store, product])
    whole = Check("base_units >= 0 AND safety_units >= 0 AND safety_units <= base_units")


class ShelfPlace(Table):
    """One place in a store where a product lies; a count walks from place to place."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.cascade)
    product = ForeignKey(Product, null=False, index=True, on_delete=OnDelete.cascade)
    place = Varchar(80)
    position = Integer(default=0)

    each_place_once = Unique([store, product, place])


class StockDeed(Table):
    """What a person did to the stock of a store in one go: a count, waste, a transfer, a correction.

    A transfer is two deeds: sending, and what the other store says arrived (`answers` the sending).
    """

    id = UUID(primary_key=True, default=None)
    kind = Varchar(12)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    other_store = ForeignKey(Store, null=True, on_delete=OnDelete.restrict)
    answers: ForeignKey[Any] = ForeignKey("self", null=True, on_delete=OnDelete.restrict)
    reason = Varchar(20, default="")
    note = Text(default="")
    photos = JSONB(default="[]")
    issue = UUID(default=None, null=True, index=True, help_text="the issue that it answers")
    inspection = UUID(default=None, null=True, index=True, help_text="the walk on which it was done")
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    fingerprint = Varchar(64)

    known_deed = Check("kind IN ('count', 'waste', 'sending', 'arrival', 'correction', 'receipt')")
    answered_once = Unique([answers])


class StockEntry(Table):
    """One line of the stock ledger; a count states what is there, everything else says what changed."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(12)
    base_units = Integer()
    effective_at = Timestamptz(index=True)
    recorded_at = Timestamptz()
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    deed = ForeignKey(StockDeed, null=True, index=True, on_delete=OnDelete.restrict)

    known_kind = Check("kind IN ('count', 'sale', 'receipt', 'waste', 'transfer', 'correction')")


class PlaceCount(Table):
    """What somebody saw of a product in one of its places; the ledger has the sum of all of them."""

    id = UUID(primary_key=True, default=MadeHere())
    seq = BigSerial()
    deed = ForeignKey(StockDeed, null=False, index=True, on_delete=OnDelete.restrict)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    product = ForeignKey(Product, null=False, index=True, on_delete=OnDelete.restrict)
    place = Varchar(80)
    base_units = Integer()
    counted_at = Timestamptz()
    lots = JSONB(default="[]")

    not_less_than_nothing = Check("base_units >= 0")


class Lot(Table):
    """How much of an entry of the ledger is to be sold by one date."""

    id = UUID(primary_key=True, default=MadeHere())
    entry = ForeignKey(StockEntry, null=False, index=True, on_delete=OnDelete.cascade)
    code = Varchar(40, default="")
    expires_on = Date()
    base_units = Integer()

    something = Check("base_units > 0")
