"""What crosses the wire about devices with unsent work."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.wire import Count, Document, Moment


class UnsentIn(Document):
    """What one device holds unsent of the person who is signed in there; nothing of its content."""

    name: Annotated[str, msgspec.Meta(max_length=200)]
    records: Count
    photos: Count
    refused: Count
    oldest_at: Moment | None = None


class DeviceCard(Document):
    """A device that holds unsent work: whose, how much, since when, and when it was last heard of."""

    id: UUID
    name: str
    person: UUID
    person_name: str
    records: int
    photos: int
    refused: int
    oldest_at: Moment | None
    seen_at: Moment
