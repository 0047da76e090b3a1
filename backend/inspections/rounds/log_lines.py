"""What crosses the wire about the log of self-checks."""

from datetime import date
from uuid import UUID

from backend.stores.schemas import StoreCard
from backend.wire import Bilingual, Document, Moment


class LogLine(Document):
    """One value that a store wrote down about itself; `at` is when, by the clock of the device."""

    inspection: UUID
    checklist_name: Bilingual
    section: Bilingual
    instance: int | None
    question: Bilingual
    value: Bilingual
    unit: str
    min: str | None
    max: str | None
    failed: bool
    action: str
    photos: int
    person_name: str
    at: Moment
    received_at: Moment
    amended: bool


class MissedCheck(Document):
    """A self-check that nobody made."""

    checklist_name: Bilingual
    opens_at: Moment
    due_at: Moment


class StoreLog(Document):
    """What a store checked itself in a span of days, as an auditor reads it."""

    store: StoreCard
    since: date
    until: date
    lines: list[LogLine]
    missed: list[MissedCheck]
