"""What HQ publishes."""

from piccolo.columns import JSONB, UUID, Boolean, ForeignKey, Integer, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.database import MadeHere
from backend.people.tables import Person


class Checklist(Table):
    """What HQ edits and publishes again and again under one name."""

    id = UUID(primary_key=True, default=MadeHere())
    name = JSONB()
    archived = Boolean(default=False)


class ChecklistVersion(Table):
    """One published document of a checklist, never changed."""

    id = UUID(primary_key=True, default=MadeHere())
    checklist = ForeignKey(Checklist, null=False, on_delete=OnDelete.restrict)
    number = Integer()
    document = JSONB()
    published_by = ForeignKey(Person, null=True, on_delete=OnDelete.restrict)
    published_at = Timestamptz()

    version_number_once = Unique([checklist, number])
