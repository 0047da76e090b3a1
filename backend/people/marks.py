"""How a record came in when it did not come as usual: handed in by somebody, or after its store had moved."""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from backend.database import fetch
from backend.wire import Document, Moment, build


class MarkKind(StrEnum):
    """What was unusual about an arrival."""

    handed_over = "handed_over"
    after_move = "after_move"
    clock_jumped = "clock_jumped"
    asked_otherwise = "asked_otherwise"
    task_was_done = "task_was_done"


class ArrivalMark(Document):
    """One unusual thing about an arrival; `by_name` is who handed it in, or who had done its task."""

    kind: MarkKind
    by_name: str | None
    at: Moment


async def mark_arrival(subject: UUID, kind: MarkKind, by: UUID | None = None) -> None:
    """Mark a record for good; said twice it changes nothing. Runs in the caller's transaction."""
    await fetch(
        """
        INSERT INTO arrival (id, subject, kind, person, at) VALUES (gen_random_uuid(), $1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """,
        subject, str(kind), by, datetime.now(UTC),
    )  # fmt: skip


async def marks_of(subject: UUID) -> list[ArrivalMark]:
    """Return the marks of a record, oldest first."""
    rows = await fetch(
        """
        SELECT kind, person.name AS by_name, at FROM arrival LEFT JOIN person ON person.id = arrival.person
        WHERE subject = $1 ORDER BY at, kind
        """,
        subject,
    )
    return [build(ArrivalMark, row) for row in rows]
