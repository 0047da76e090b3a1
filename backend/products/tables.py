"""What can be ordered, in which packs, from whom and when."""

from piccolo.columns import JSONB, UUID, Boolean, ForeignKey, Integer, Time, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere


class Supplier(Table):
    """Who fills orders; money is in minor units of its currency."""

    id = UUID(primary_key=True, default=MadeHere())
    code = Varchar(40, unique=True)
    name = JSONB()
    email = Varchar(200, default=None, null=True)
    delivery_weekdays = JSONB(default="[]", help_text="ISO weekdays, 1 is Monday")
    cut_off = Time(help_text="local time of the store on the last day to order")
    lead_days = Integer(help_text="days from the cut-off to the delivery")
    grace_minutes = Integer(default=0)
    minimum_order_minor = Integer(default=0)
    currency = Varchar(3, default="CNY")


class Product(Table):
    """What a store can order; its stock is counted in base units."""

    id = UUID(primary_key=True, default=MadeHere())
    sku = Varchar(60, unique=True)
    name = JSONB()
    base_unit = JSONB()
    storage_class = Varchar(10, default="ambient")
    shelf_life_days = Integer(default=None, null=True)
    active = Boolean(default=True)

    known_storage = Check("storage_class IN ('ambient', 'chilled', 'frozen')")


class Pack(Table):
    """How a supplier sells a product: base units in a pack, price, minimum and multiple in packs."""

    id = UUID(primary_key=True, default=MadeHere())
    product = ForeignKey(Product, null=False, index=True, on_delete=OnDelete.restrict)
    supplier = ForeignKey(Supplier, null=False, index=True, on_delete=OnDelete.restrict)
    base_units = Integer()
    price_minor = Integer()
    minimum_packs = Integer(default=1)
    multiple = Integer(default=1)

    pack_once = Unique([product, supplier])
    whole = Check("base_units > 0 AND multiple > 0 AND minimum_packs >= 0 AND price_minor >= 0")
