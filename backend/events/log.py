"""Record what happened, in the transaction in which it happened."""

from collections.abc import Sequence
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


class About(msgspec.Struct, frozen=True):
    """Which store one of many events is about, and what else it says."""

    store: UUID | None
    payload: dict[str, object]


async def record_each(name: str, subject_of_each: Sequence[tuple[UUID, About]], person: UUID | None) -> None:
    """Write events of one name with one statement, however many there are, and wake the workers once."""
    await fetch(
        """
        INSERT INTO event (name, subject, store, person, payload, at)
        SELECT $1, subject, store, $2, payload, $3
        FROM unnest($4::uuid[], $5::uuid[], $6::jsonb[])
            WITH ORDINALITY AS one(subject, store, payload, place)
        ORDER BY place
        """,
        name,
        person,
        datetime.now(UTC),
        [subject for subject, _ in subject_of_each],
        [about.store for _, about in subject_of_each],
        [msgspec.to_builtins(about.payload) for _, about in subject_of_each],
    )
    await fetch(WAKE)
