"""The store says that it cannot fix something itself, and a reviewer decides whose it is."""

from uuid import UUID, uuid5

from backend.database import fetch, transaction
from backend.issues.clock import begin_deadline
from backend.issues.deeds.owners import check_owner
from backend.issues.deeds.schemas import CannotFixDecisionIn, CannotFixIn
from backend.issues.may import FIXERS, REVIEWERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import hand_on, step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.problems import FieldProblem, Forbidden, NotFound, Unacceptable
from backend.wire import Sent


async def say_cannot_fix(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[CannotFixIn]
) -> tuple[IssueOut, bool]:
    """Keep why the store cannot fix it and whose it should be; the reviewer decides."""
    draft = sent.document
    if not draft.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say why it cannot be fixed.", "required")])
    async with transaction():
        held = await lock_issue(person, issue, FIXERS, at=sent.document.estimated_at, or_owner=True)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await check_owner(held["store"], draft.proposed_owner, "proposedOwner")
            step = step_of(
                held, id, "cannot_fix", person.id, sent, words=draft.reason, photos=draft.photos,
                owner=draft.proposed_owner, ownerRole=draft.proposed_role,
            )  # fmt: skip
            await take_step(held, step)
    return await load_issue(person, issue, late=held["late"]), not taken


async def decide_cannot_fix(
    issue: UUID, about: UUID, person: SignedIn, sent: Sent[CannotFixDecisionIn]
) -> tuple[IssueOut, bool]:
    """Hand the issue to somebody who can, or back to the store with a reason."""
    draft, id = sent.document, uuid5(about, "decision")
    async with transaction():
        held = await lock_issue(person, issue, REVIEWERS, at=sent.document.estimated_at)
        asked = await fetch("SELECT person FROM issue_step WHERE id = $1 AND issue = $2", about, issue)
        if not asked:
            raise NotFound()
        if asked[0]["person"] == person.id:
            raise Forbidden("Somebody else decides what you asked for.")
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await check_decision(held["store"], draft)
            step = step_of(
                held, id, f"cannot_fix_{draft.verdict}", person.id, sent, about=about, words=draft.reason,
                owner=draft.owner, ownerRole=draft.owner_role,
            )  # fmt: skip
            if draft.verdict == "refused":
                await take_step(held, step)
            else:
                await hand_on(held, step, draft.owner, draft.owner_role)
                if draft.due_hours is not None:
                    await begin_deadline(held, step.received_at, draft.due_hours)
    return await load_issue(person, issue, late=held["late"]), not taken


async def check_decision(store: UUID, draft: CannotFixDecisionIn) -> None:
    """Raise `Unacceptable` for a grant that names nobody and for a refusal without a reason."""
    if draft.verdict == "refused" and not draft.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say why the store can.", "required")])
    if draft.verdict == "granted" and draft.owner is None and draft.owner_role is None:
        raise Unacceptable(fields=[FieldProblem("owner", "Say whose it is now.", "required")])
    await check_owner(store, draft.owner)
