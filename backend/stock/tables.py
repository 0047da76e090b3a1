"""What a store should hold and what its ledger says it holds."""

from piccolo.columns import UUID, ForeignKey, Integer, Timestamptz, Varchar
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

    known_kind = Check("kind IN ('count', 'sale', 'receipt', 'waste', 'transfer', 'correction')")
