"""The store says that it knows: it accepts the finding, or explains it."""

from uuid import UUID

from backend.database import transaction
from backend.issues.deeds.schemas import AcknowledgementIn
from backend.issues.may import FIXERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.wire import Sent


async def acknowledge_issue(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[AcknowledgementIn]
) -> tuple[IssueOut, bool]:
    """Keep an acknowledgement; the first one of an open issue moves it."""
    async with transaction():
        held = await lock_issue(person, issue, FIXERS, at=sent.document.estimated_at, or_owner=True)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await take_step(
                held, step_of(held, id, "acknowledged", person.id, sent, words=sent.document.note)
            )
    return await load_issue(person, issue, late=held["late"]), not taken
