"""What was sold or used on a day, what was earned, and the files that it came in."""

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
from backend.people.tables import Person
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


class UsageImport(Table):
    """One file of history: what it holds, and what became of it."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    file_name = Varchar(200)
    fingerprint = Varchar(64, index=True)
    encoding = Varchar(20)
    sheet = Text(default="")
    layout = Varchar(64)
    headers = JSONB()
    header_row = Integer()
    mapping = JSONB()
    status = Varchar(10, default="tried")
    findings = JSONB(default="[]")
    application = Varchar(64, null=True, default=None)
    tried_at = Timestamptz()
    applied_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)

    known_status = Check("status IN ('tried', 'applied', 'undone')")


class UsageImportRow(Table):
    """One row of such a file, and what it was read as."""

    id = BigSerial(primary_key=True)
    usage_import = ForeignKey(UsageImport, null=False, on_delete=OnDelete.cascade)
    row = Integer()
    cells = JSONB()
    verdict = Varchar(10)
    store = UUID(null=True, default=None)
    product = UUID(null=True, default=None)
    used_on = Date(null=True, default=None)
    base_units = Integer(null=True, default=None)
    out_of_stock = Boolean(default=False)
    revenue_minor = BigInt(null=True, default=None)

    usage_row_once = Unique([usage_import, row])


class UsageImportChange(Table):
    """One number that an import wrote, beside what stood there; without a product it is revenue."""

    id = BigSerial(primary_key=True)
    usage_import = ForeignKey(UsageImport, null=False, index=True, on_delete=OnDelete.cascade)
    store = UUID(default=None)
    product = UUID(null=True, default=None)
    used_on = Date()
    wrote = BigInt()
    wrote_out = Boolean(default=False)
    before = BigInt(null=True, default=None)
    before_out = Boolean(default=False)


class UsageImportLayout(Table):
    """Which column held what the last time a file of history had these headings."""

    layout = Varchar(64, primary_key=True)
    mapping = JSONB()
