"""Orders and how they reached their supplier."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    BigSerial,
    Boolean,
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
from backend.issues.tables import Issue
from backend.people.tables import Person
from backend.products.tables import Product, Supplier
from backend.stores.tables import Store


class Order(Table, tablename="order_placed"):
    """One store, one supplier, one delivery day."""

    id = UUID(primary_key=True, default=None)
    number = BigSerial(unique=True)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    supplier = ForeignKey(Supplier, null=False, on_delete=OnDelete.restrict)
    delivery_on = Date()
    asked_for_on = Date(help_text="the delivery the phone meant; another one when the cut-off had passed")
    extra = Boolean(default=False, help_text="an explicit extra order for a delivery that has one")
    issue = ForeignKey(Issue, null=True, on_delete=OnDelete.restrict)
    placed_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    status = Varchar(10, default="placed")
    total_minor = Integer()
    currency = Varchar(3)
    fingerprint = Varchar(64)

    cut_off_at = Timestamptz(null=True, default=None, help_text="until then it can be cancelled")

    beyond = JSONB(null=True, default=None, help_text="the limits it passed, as they were when it was held")

    known_status = Check(
        "status IN ('held', 'placed', 'sent', 'refused', 'confirmed', 'shipped', 'received', 'cancelled', "
        "'rejected')"
    )


class OrderLine(Table):
    """What was ordered of one product, beside what was suggested and why."""

    id = UUID(primary_key=True, default=MadeHere())
    order = ForeignKey(Order, null=False, index=True, on_delete=OnDelete.restrict)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.restrict)
    packs = Integer()
    pack_base_units = Integer()
    price_minor = Integer()
    seen_price_minor = Integer(default=None, null=True, help_text="what the store saw, where it was another")
    suggested_packs = Integer(default=None, null=True)
    suggestion = JSONB(default="{}")
    reason = Varchar(20, default=None, null=True)

    order_line_once = Unique([order, product])
    whole = Check("packs > 0")


class OrderLeftOut(Table, tablename="order_left_out"):
    """A product that an order went out without although it was suggested."""

    id = UUID(primary_key=True, default=MadeHere())
    order = ForeignKey(Order, null=False, on_delete=OnDelete.cascade)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.restrict)
    suggested_packs = Integer()
    reason = Varchar(20, default=None, null=True)

    left_out_once = Unique([order, product])
    was_suggested = Check("suggested_packs > 0")


class OrderBudget(Table):
    """What a store may spend on orders in each week or month, in minor units of the budgets' currency."""

    store = ForeignKey(Store, primary_key=True, null=False, on_delete=OnDelete.cascade)
    amount_minor = Integer()

    not_negative = Check("amount_minor >= 0")


class SheetEdit(Table):
    """One line of a sheet as it was last set, by whoever set it; no packs mean: as suggested."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.cascade)
    supplier = ForeignKey(Supplier, null=False, on_delete=OnDelete.cascade)
    delivery_on = Date()
    product = ForeignKey(Product, null=False, on_delete=OnDelete.cascade)
    packs = Integer(null=True, default=None)
    reason = Varchar(20, null=True, default=None)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    device_at = Timestamptz()
    counts_at = Timestamptz(help_text="when it was tapped by the server's clock: the later one holds")

    line_once = Unique([store, supplier, delivery_on, product])
    no_debt = Check("packs >= 0")


class OrderReminder(Table):
    """A store was told that it has not ordered: by the clock near the cut-off, or because HQ asked."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.cascade)
    supplier = ForeignKey(Supplier, null=False, on_delete=OnDelete.cascade)
    delivery_on = Date()
    kind = Varchar(10)
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz()

    told_once = Unique([supplier, delivery_on, store, kind])
    known_kind = Check("kind IN ('near', 'asked')")


class Dispatch(Table):
    """One try to send an order to its supplier, with what came of it."""

    id = UUID(primary_key=True, default=MadeHere())
    order = ForeignKey(Order, null=False, index=True, on_delete=OnDelete.restrict)
    channel = Varchar(20)
    outcome = Varchar(10)
    detail = Text(default="")
    at = Timestamptz()


class OrderDeed(Table):
    """What somebody did about an order; the supplier's deeds come by its link and have no person."""

    id = UUID(primary_key=True, default=None)
    order = ForeignKey(Order, null=False, index=True, on_delete=OnDelete.restrict)
    kind = Varchar(12)
    person = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    note = Text(default="")
    device_at = Timestamptz()
    estimated_at = Timestamptz()
    received_at = Timestamptz()
    fingerprint = Varchar(64)

    known_deed = Check(
        "kind IN ('approval', 'rejection', 'cancellation', 'confirmation', 'shipment', 'receipt')"
    )


class OrderDeedLine(Table):
    """What a confirmation or a receipt says of one product; `base_units` is what it comes to."""

    id = UUID(primary_key=True, default=MadeHere())
    deed = ForeignKey(OrderDeed, null=False, index=True, on_delete=OnDelete.cascade)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.restrict)
    packs = Integer(null=True, default=None)
    base_units = Integer()
    arrives_on = Date(null=True, default=None)
    reason = Varchar(10, null=True, default=None)
    temperature_tenths = Integer(null=True, default=None)
    photos = JSONB(default="[]")
    delivered_price_minor = Integer(null=True, default=None, help_text="of a pack, if another than ordered")
    delivered_pack_units = Integer(
        null=True, default=None, help_text="in a pack as it was delivered, if another"
    )

    deed_line_once = Unique([deed, product])
    not_less_than_nothing = Check("base_units >= 0 AND (packs IS NULL OR packs >= 0)")
    a_price = Check("delivered_price_minor >= 0 AND delivered_pack_units > 0")


class PriceDecision(Table):
    """What HQ made of the price on a delivery note: taken as the pack's new one, or left."""

    id = UUID(primary_key=True, default=MadeHere())
    line = ForeignKey(OrderDeedLine, null=False, unique=True, on_delete=OnDelete.cascade)
    accepted = Boolean()
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    decided_at = Timestamptz()


class Delivered(Table):
    """What one delivery came to against its order, written with its receipt so that sums read no lines."""

    order = ForeignKey(Order, primary_key=True, null=False, on_delete=OnDelete.cascade)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    supplier = ForeignKey(Supplier, null=False, on_delete=OnDelete.restrict)
    delivery_on = Date()
    received_at = Timestamptz(help_text="when it was taken in at the door")
    days_late = Integer()
    lines = Integer()
    full_lines = Integer()
    ordered_units = BigInt()
    received_units = BigInt(help_text="of what was ordered: never more than that, line by line")
    price_changes = Integer()
    price_change_minor = BigInt()
    currency = Varchar(3)
    covers_until = Date(help_text="the delivery day after it: until then its goods had to last")
    followed_at = Timestamptz(null=True, default=None, help_text="when its changed lines were looked into")


class OverrideOutcome(Table):
    """What became of one line that was ordered otherwise than suggested; unknown is an answer too."""

    id = UUID(primary_key=True, default=MadeHere())
    order = ForeignKey(Order, null=False, on_delete=OnDelete.cascade)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.restrict)
    store = ForeignKey(Store, null=False, on_delete=OnDelete.restrict)
    supplier = ForeignKey(Supplier, null=False, index=True, on_delete=OnDelete.restrict)
    reason = Varchar(20, default=None, null=True)
    suggested_packs = Integer()
    packs = Integer()
    received_units = Integer()
    ended_on = Date(help_text="the last day that the goods had to last")
    basis = Varchar(10, help_text="counts or usage; unknown for what nobody can say")
    because = Varchar(20, default="", help_text="why nobody can say")
    used = Integer(null=True, default=None)
    wasted = Integer(null=True, default=None)
    went = Integer(null=True, default=None)
    left = Integer(null=True, default=None)
    lasted_units = Integer(null=True, default=None, help_text="what was left of a product nobody ordered")
    ran_out_on = Date(null=True, default=None)
    days_out = Integer(null=True, default=None, help_text="days without a product that nobody ordered")
    told_at = Timestamptz()

    once_per_line = Unique([order, product])
    known_basis = Check("basis IN ('counts', 'usage', 'unknown')")
    whole = Check("basis = 'unknown' OR used + wasted + went + \"left\" = received_units")
