"""What was unusual about how a visit came in, marked for good."""

from uuid import UUID

from backend.inspections.schemas import InspectionIn
from backend.people.marks import MarkKind, mark_arrival


async def mark_what_was_unusual(id: UUID, draft: InspectionIn, *, is_late: bool, is_other: bool) -> None:
    """Mark a visit whose store had moved or changed meanwhile, and one whose phone had its clock moved."""
    if is_late:
        await mark_arrival(id, MarkKind.after_move)
    if is_other:
        await mark_arrival(id, MarkKind.asked_otherwise)
    if draft.clock_jump_seconds or draft.check_in.clock_jump_seconds:
        await mark_arrival(id, MarkKind.clock_jumped)
