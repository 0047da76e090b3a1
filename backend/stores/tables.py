"""Where the company is."""

from typing import Any

from piccolo.columns import JSONB, UUID, Boolean, ForeignKey, Integer, Varchar
from piccolo.columns.base import OnDelete
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
