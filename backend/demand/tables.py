"""What was sold or used on a day, and what was earned."""

from piccolo.columns import UUID, BigInt, Boolean, Date, ForeignKey, Integer
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.products.tables import Product
from backend.stores.tables import Store


class UsageDay(Table):
    """What one store sold or used of one product on one day; out of stock, it says too little."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.cascade)
    product = ForeignKey(Product, null=False, on_delete=OnDelete.cascade)
    used_on = Date()
    base_units = Integer()
    out_of_stock = Boolean(default=False)

    usage_once = Unique([store, product, used_on])
    not_negative = Check("base_units >= 0")


class RevenueDay(Table):
    """What one store earned on one day, in minor units."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=False, on_delete=OnDelete.cascade)
    earned_on = Date()
    revenue_minor = BigInt()

    revenue_once = Unique([store, earned_on])
    earned = Check("revenue_minor >= 0")
