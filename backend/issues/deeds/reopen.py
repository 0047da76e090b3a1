"""Open an issue again that was closed or cancelled too early."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.issues.clock import begin_deadline, hours_of
from backend.issues.deeds.cancel import check_reason
from backend.issues.deeds.schemas import ReasonIn
from backend.issues.may import REVIEWERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.wire import Sent


async def reopen_issue(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[ReasonIn]
) -> tuple[IssueOut, bool]:
    """Begin another round with a deadline of its own."""
    check_reason(sent.document)
    async with transaction():
        held = await lock_issue(person, issue, REVIEWERS, at=sent.document.estimated_at)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            step = step_of(held, id, "reopened", person.id, sent, words=sent.document.reason)
            await take_step(held, step)
            await fetch("UPDATE issue SET probation_left = 0 WHERE id = $1", issue)
            await begin_deadline(held, step.received_at, await hours_of(held))
    return await load_issue(person, issue, late=held["late"]), not taken
