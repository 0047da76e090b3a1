"""What can be ordered, in which packs, from whom and when."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigSerial,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person
from backend.stores.tables import Region, Store


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
    channel = Varchar(10, default="email")
    webhook_url = Varchar(500, default=None, null=True)
    webhook_secret = Varchar(200, default="", secret=True)
    active = Boolean(default=True)

    known_channel = Check("channel IN ('email', 'webhook', 'page')")


class DeliveryPlan(Table):
    """Other delivery days than the supplier's own, for a region or a store; the nearest place counts."""

    id = UUID(primary_key=True, default=MadeHere())
    supplier = ForeignKey(Supplier, null=False, on_delete=OnDelete.cascade)
    region = ForeignKey(Region, null=True, on_delete=OnDelete.cascade)
    store = ForeignKey(Store, null=True, index=True, on_delete=OnDelete.cascade)
    delivery_weekdays = JSONB(help_text="ISO weekdays, 1 is Monday; empty: it does not deliver here")
    cut_off = Time()
    lead_days = Integer()

    one_place = Check("(region IS NULL) <> (store IS NULL)")
    ahead = Check("lead_days >= 0")


class DeliveryException(Table):
    """A day on which a supplier does not come although it is due, or comes although it is not."""

    id = UUID(primary_key=True, default=MadeHere())
    supplier = ForeignKey(Supplier, null=False, index=True, on_delete=OnDelete.cascade)
    region = ForeignKey(Region, null=True, on_delete=OnDelete.cascade)
    store = ForeignKey(Store, null=True, on_delete=OnDelete.cascade)
    on_day = Date()
    delivers = Boolean(default=False)
    reason = Text(default="")

    at_most_one_place = Check("region IS NULL OR store IS NULL")


class Category(Table):
    """A group of products as the catalogue is read."""

    id = UUID(primary_key=True, default=MadeHere())
    code = Varchar(60, unique=True)
    name = JSONB()


class Product(Table):
    """What a store can order; its stock is counted in base units."""

    id = UUID(primary_key=True, default=MadeHere())
    sku = Varchar(60, unique=True)
    name = JSONB()
    base_unit = JSONB()
    storage_class = Varchar(10, default="ambient")
    shelf_life_days = Integer(default=None, null=True)
    active = Boolean(default=True)
    category = ForeignKey(Category, null=True, index=True, on_delete=OnDelete.restrict)
    demand_by = Varchar(10, default="sales", help_text="what suggestions are made from, given history")
    round_up_from = Integer(
        default=None, null=True, help_text="thousandths of a pack; None: by storage class"
    )

    known_storage = Check("storage_class IN ('ambient', 'chilled', 'frozen')")
    known_demand = Check("demand_by IN ('sales', 'revenue', 'par')")
    thousandths = Check("round_up_from BETWEEN 0 AND 1000")


class Barcode(Table):
    """A number on a product or on a case of it; its check digit was verified."""

    id = UUID(primary_key=True, default=MadeHere())
    code = Varchar(14, unique=True)
    product = ForeignKey(Product, null=False, index=True, on_delete=OnDelete.cascade)
    base_units = Integer(default=1, help_text="what one scan stands for")

    something = Check("base_units > 0")


class AssortmentLine(Table):
    """Whether a place sells a product and how much fits there; the nearest place counts.

    A line without a place is for the whole company; a product without any line is sold everywhere.
    """

    id = UUID(primary_key=True, default=MadeHere())
    product = ForeignKey(Product, null=False, index=True, on_delete=OnDelete.cascade)
    region = ForeignKey(Region, null=True, index=True, on_delete=OnDelete.cascade)
    store = ForeignKey(Store, null=True, index=True, on_delete=OnDelete.cascade)
    listed = Boolean(default=True)
    min_display = Integer(default=0, help_text="base units that a full-looking shelf shows")
    capacity = Integer(default=None, null=True, help_text="base units that fit")

    at_most_one_place = Check("region IS NULL OR store IS NULL")
    sensible = Check("min_display >= 0 AND (capacity IS NULL OR capacity >= min_display)")


class AssortmentChange(Table):
    """What somebody wanted of many products and places at once, and what was there before."""

    id = UUID(primary_key=True, default=MadeHere())
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    wanted = Varchar(10)
    products = JSONB()
    places = JSONB()
    fingerprint = Varchar(64)
    status = Varchar(10, default="tried")
    before = JSONB(null=True, default=None)
    after_version = Varchar(64, default="")
    tried_at = Timestamptz()
    applied_at = Timestamptz(null=True, default=None, index=True)
    undone_at = Timestamptz(null=True, default=None)

    known_change = Check("status IN ('tried', 'applied', 'undone')")
    known_wish = Check("wanted IN ('in', 'out', 'inherit')")


class Pack(Table):
    """How a supplier sells a product: base units in a pack, price, minimum and multiple in packs."""

    id = UUID(primary_key=True, default=MadeHere())
    product = ForeignKey(Product, null=False, index=True, on_delete=OnDelete.restrict)
    supplier = ForeignKey(Supplier, null=False, index=True, on_delete=OnDelete.restrict)
    base_units = Integer()
    price_minor = Integer()
    minimum_packs = Integer(default=1)
    multiple = Integer(default=1)
    maximum_packs = Integer(default=None, null=True)
    active = Boolean(default=True)

    pack_once = Unique([product, supplier])
    whole = Check("base_units > 0 AND multiple > 0 AND minimum_packs >= 0 AND price_minor >= 0")


class ProductImport(Table):
    """One file of products: what it holds, and what became of it."""

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
    application = JSONB(null=True, default=None)
    tried_at = Timestamptz()
    applied_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)

    known_status = Check("status IN ('tried', 'applied', 'undone')")


class ProductImportRow(Table):
    """One row of such a file, what it was read as, and which product it means."""

    id = BigSerial(primary_key=True)
    product_import = ForeignKey(ProductImport, null=False, on_delete=OnDelete.cascade)
    row = Integer()
    cells = JSONB()
    line = JSONB()
    sku = Varchar(60)
    verdict = Varchar(12)
    product = UUID(null=True, default=None)
    lookalike = UUID(null=True, default=None)
    similarity_percent = Integer(null=True, default=None)

    row_once = Unique([product_import, row])


class ProductImportChange(Table):
    """What a product was before an import changed it; None where the import made it."""

    id = BigSerial(primary_key=True)
    product_import = ForeignKey(ProductImport, null=False, index=True, on_delete=OnDelete.cascade)
    product = UUID(index=True)
    before = JSONB(null=True, default=None)


class ProductImportLayout(Table):
    """Which column held what the last time a file had these headings."""

    layout = Varchar(64, primary_key=True)
    mapping = JSONB()
