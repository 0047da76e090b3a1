"""Record what happened, in the transaction in which it happened."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from backend.database import fetch

WAKE = "SELECT pg_notify('storewalk_work', '')"


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a reaction reads it."""

    seq: int
    name: str
    subject: UUID
    store: UUID | None
    person: UUID | None
    payload: dict[str, object]
    at: datetime


async def record(
    name: str,
    subject: UUID,
    *,
    store: UUID | None = None,
    person: UUID | None = None,
    payload: dict[str, object] | None = None,
    at: datetime | None = None,
) -> None:
    """Write one event and wake the workers when the transaction commits."""
    await fetch(
        """
        INSERT INTO event (name, subject, store, person, payload, at) VALUES ($1, $2, $3, $4, $5, $6)
        RETURNING pg_notify('storewalk_work', '')
        """,
        name,
        subject,
        store,
        person,
        msgspec.to_builtins(payload or {}),
        at or datetime.now(UTC),
    )
