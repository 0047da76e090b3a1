"""Take an issue back: it was a mistake, or nobody needs it any more."""

from uuid import UUID

from backend.database import transaction
from backend.issues.deeds.schemas import ReasonIn
from backend.issues.may import may_cancel
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.links import end_links_of
from backend.people.person import SignedIn
from backend.problems import FieldProblem, Forbidden, Unacceptable
from backend.wire import Sent


async def cancel_issue(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[ReasonIn]
) -> tuple[IssueOut, bool]:
    """Cancel an issue with a reason: the finder and HQ may, and reviewers what came by a printed code."""
    check_reason(sent.document)
    async with transaction():
        held = await lock_issue(person, issue, at=sent.document.estimated_at)
        if not await may_cancel(person, held):
            raise Forbidden()
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await take_step(held, step_of(held, id, "cancelled", person.id, sent, words=sent.document.reason))
            await end_links_of(issue, "issue")
    return await load_issue(person, issue, late=held["late"]), not taken


def check_reason(draft: ReasonIn) -> None:
    """Raise `Unacceptable` for a deed without its reason."""
    if not draft.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say why.", "required")])
