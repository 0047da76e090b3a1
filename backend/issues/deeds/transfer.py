"""Hand an issue to another owner; its clock goes on."""

from uuid import UUID

from backend.database import transaction
from backend.issues.deeds.owners import check_owner
from backend.issues.deeds.schemas import TransferIn
from backend.issues.may import REVIEWERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.sight import opens_to
from backend.issues.steps import hand_on, step_of, was_taken
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
        held = await lock_issue(person, issue, HANDERS, at=draft.estimated_at, or_owner=True, again=id)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await check_owner(held["store"], draft.owner)
            step = step_of(
                held, id, "transferred", person.id, sent, words=draft.reason,
                owner=draft.owner, ownerRole=draft.owner_role,
            )  # fmt: skip
            await hand_on(held, step, draft.owner, draft.owner_role)
        late = held["late"] or not await opens_to(person, held)
    return await load_issue(person, issue, late=late), not taken
