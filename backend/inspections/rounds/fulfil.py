"""Let a visit do the task that asked for it."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch
from backend.inspections.rounds.duties import MINE, held_roles
from backend.inspections.schemas import InspectionIn
from backend.people.marks import MarkKind, mark_arrival
from backend.people.person import SignedIn

# A visit without a task does the one of this person's that waits longest for just such a visit.
UNNAMED = f"""
    SELECT id FROM task WHERE id IN ({MINE}) AND store = $5 AND checklist = $6
        AND withdrawn_at IS NULL AND inspection IS NULL AND opens_at <= $7 AND missed_at > $7
    ORDER BY due_at, id LIMIT 1
"""  # noqa: S608


async def tick_off(inspection: UUID, draft: InspectionIn, checklist: UUID, person: SignedIn) -> None:
    """Mark a task as done, unless an earlier inspection has done it; then that is said.

    Late is whoever handed in after it was due, by the phone's estimate of our clock: a visit made in time in
    a basement is in time, however late it arrives, and then was not missed either.
    """
    done_at = min(draft.estimated_at, datetime.now(UTC))
    task = draft.task or await find_task(draft.store, checklist, person, done_at)
    done = await fetch(
        """
        UPDATE task SET inspection = $2, done_at = $3, late = $3 > due_at, missed = missed AND $3 > missed_at
        WHERE id = $1 AND inspection IS NULL RETURNING id
        """,
        task,
        inspection,
        done_at,
    )
    if task is not None and not done:
        await mark_second(inspection, task)


async def mark_second(inspection: UUID, task: UUID) -> None:
    """Mark a visit whose task somebody else had done before it arrived: it is kept, and counts for itself."""
    rows = await fetch(
        "SELECT person FROM inspection WHERE id = (SELECT inspection FROM task WHERE id = $1)", task
    )
    for row in rows:
        await mark_arrival(inspection, MarkKind.task_was_done, row["person"])


async def find_task(store: UUID, checklist: UUID, person: SignedIn, done_at: datetime) -> UUID | None:
    """Find the task that a visit was made for without naming it."""
    rows = await fetch(UNNAMED, person.id, *await held_roles(person), store, checklist, done_at)
    return rows[0]["id"] if rows else None
