"""What crosses the wire about working hours and closed days."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from backend.wire import Bilingual, Document

Opens = Annotated[int, msgspec.Meta(ge=0, lt=1440)]
Closes = Annotated[int, msgspec.Meta(ge=1, le=2160)]


class WorkingSpan(Document):
    """From when to when, in minutes after midnight by the store's clock; 1500 is 01:00 of the next day."""

    opens: Opens
    closes: Closes


Weekday = Annotated[tuple[WorkingSpan, ...], msgspec.Meta(max_length=6)]
Week = Annotated[tuple[Weekday, ...], msgspec.Meta(min_length=7, max_length=7)]


class WorkingHoursIn(Document):
    """A whole week from Monday; without one the company's hours count, and for the company every hour."""

    week: Week | None


class WorkingHoursOut(Document):
    """The hours that count, and whether they are this place's own."""

    week: Week
    own: bool


class ClosedDayIn(Document):
    """A day on which nobody works, in one store, one region or (neither) everywhere."""

    day: date
    name: Bilingual
    region: UUID | None = None
    store: UUID | None = None


class ClosedDayOut(Document):
    """A closed day with the name of its place; none is the whole company."""

    id: UUID
    day: date
    name: Bilingual
    region: UUID | None
    store: UUID | None
    place: Bilingual | None
