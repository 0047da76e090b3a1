"""Hand an issue to another owner; its clock goes on."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.issues.deeds.owners import check_owner
from backend.issues.deeds.schemas import TransferIn
from backend.issues.may import REVIEWERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.sight import veil_photos
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.wire import Sent

HANDERS = (Role.store_manager, *REVIEWERS)


async def transfer_issue(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[TransferIn]
) -> tuple[IssueOut, bool]:
    """Give an issue that is not settled to a person or a role; the deadline stays as it is."""
    draft = sent.document
    if draft.owner is None and draft.owner_role is None:
        raise Unacceptable(fields=[FieldProblem("owner", "Say whose it is now.", "required")])
    async with transaction():
        held = await lock_issue(person, issue, HANDERS, at=sent.document.estimated_at, or_owner=True)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await check_owner(held["store"], draft.owner)
            step = step_of(
                held, id, "transferred", person.id, sent, words=draft.reason,
                owner=draft.owner, ownerRole=draft.owner_role,
            )  # fmt: skip
            await take_step(held, step)
            await fetch(
                "UPDATE issue SET owner = $2, owner_role = $3 WHERE id = $1",
                issue,
                draft.owner,
                draft.owner_role,
            )
            await veil_photos(issue)
    return await load_issue(person, issue, late=held["late"]), not taken
