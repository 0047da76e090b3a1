"""What was found wrong, before it is an issue."""

from datetime import datetime
from uuid import UUID

import msgspec

from backend.issues.schemas import Origin
from backend.people.schemas import Role
from backend.wire import Severity


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something found wrong, in the words of whoever found it."""

    id: UUID
    store: UUID
    person: UUID
    title: dict[str, str]
    severity: Severity
    category: str
    raised_at: datetime
    device_at: datetime
    due_hours: int | None = None
    owner_role: Role | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    products: tuple[UUID, ...] = ()
    reference_photo: str | None = None
    red_line: str | None = None
    inspection: UUID | None = None
    question: str = ""
    instance: int = 0
    option: str = ""
    reporter: str | None = None
    origin: Origin | None = None
    fingerprint: str = ""
