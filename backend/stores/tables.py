"""Where the company is."""

from typing import Any

from piccolo.columns import JSONB, UUID, Boolean, Date, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from backend.database import MadeHere


class Region(Table):
    """A node of the region tree; the root has no parent."""

    id = UUID(primary_key=True, default=MadeHere())
    code = Varchar(40, unique=True)
    name = JSONB()
    parent: ForeignKey[Any] = ForeignKey("self", null=True, on_delete=OnDelete.restrict)


class Store(Table):
    """One shop. Its position is in 1e-7 degrees, so that it is the same number everywhere."""

    id = UUID(primary_key=True, default=MadeHere())
    code = Varchar(40, unique=True)
    name = JSONB()
    region = ForeignKey(Region, null=False, on_delete=OnDelete.restrict)
    latitude_e7 = Integer(default=None, null=True)
    longitude_e7 = Integer(default=None, null=True)
    time_zone = Varchar(60, default="Asia/Shanghai")
    attributes = JSONB(default="{}")
    closed = Boolean(default=False)
    closed_at = Timestamptz(default=None, null=True)


class StoreHours(Table):
    """One stretch in which a store works on a weekday; without a store, one of the company's usual hours."""

    id = UUID(primary_key=True, default=MadeHere())
    store = ForeignKey(Store, null=True, index=True, on_delete=OnDelete.cascade)
    weekday = Integer(help_text="1 is Monday")
    opens = Integer(help_text="minutes after midnight by the store's clock")
    closes = Integer(help_text="may lie after 24:00, on the next day")

    known_weekday = Check("weekday BETWEEN 1 AND 7")
    forwards = Check("0 <= opens AND opens < closes AND opens < 1440 AND closes <= 2160")


class ClosedDay(Table):
    """A day on which a store, the stores of a region, or (neither) the whole company does not work."""

    id = UUID(primary_key=True, default=None)
    day = Date()
    name = JSONB()
    region = ForeignKey(Region, null=True, on_delete=OnDelete.cascade)
    store = ForeignKey(Store, null=True, on_delete=OnDelete.cascade)

    one_place = Check("region IS NULL OR store IS NULL")


class Setting(Table):
    """What the company has chosen about one matter; what it has not chosen is as the product comes."""

    name = Varchar(60, primary_key=True)
    document = JSONB()
    version = Integer()
    changed_by = UUID(default=None, null=True)
    changed_at = Timestamptz()
