"""What HQ publishes."""

from piccolo.columns import JSONB, UUID, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
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
    note = Text(default="", help_text="what HQ says is new in it")

    version_number_once = Unique([checklist, number])


class ChecklistDraft(Table):
    """What HQ is writing: one per checklist, whole at every save, perhaps unfinished."""

    id = UUID(primary_key=True, default=MadeHere())
    checklist = ForeignKey(Checklist, null=False, unique=True, on_delete=OnDelete.cascade)
    document = JSONB()
    based_on = ForeignKey(ChecklistVersion, null=True, on_delete=OnDelete.restrict)
    revision = Integer(default=1)
    save_id = UUID(default=None, help_text="the newest save, named by the device that made it")
    fingerprint = Varchar(64)
    saved_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    saved_at = Timestamptz()


class Publication(Table):
    """HQ's word that a draft becomes a version, now or later; it keeps the draft meanwhile."""

    id = UUID(primary_key=True, default=None)
    checklist = ForeignKey(Checklist, null=False, index=True, on_delete=OnDelete.restrict)
    document = JSONB()
    based_on = ForeignKey(ChecklistVersion, null=True, on_delete=OnDelete.restrict)
    note = Text(default="")
    fingerprint = Varchar(64)
    asked_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    asked_at = Timestamptz()
    due_at = Timestamptz()
    status = Varchar(10, default="scheduled", help_text="scheduled, published, cancelled or refused")
    version = ForeignKey(ChecklistVersion, null=True, on_delete=OnDelete.restrict)


class ResponseSet(Table):
    """Options that many questions share; a question keeps a copy, so that a version is whole in itself."""

    id = UUID(primary_key=True, default=None)
    name = JSONB()
    options = JSONB()
    revision = Integer(default=1)
    fingerprint = Varchar(64)
    saved_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    saved_at = Timestamptz()
    archived = Boolean(default=False)
