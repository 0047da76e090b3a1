"""The store says what it did about an issue."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import insert_or_nothing, transaction
from backend.issues.may import FIXERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import FixIn, IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.issues.tables import Fix
from backend.people.person import SignedIn
from backend.photos.access import use_as_evidence
from backend.problems import FieldProblem, Unacceptable
from backend.wire import Sent


async def fix_issue(issue: UUID, id: UUID, person: SignedIn, sent: Sent[FixIn]) -> tuple[IssueOut, bool]:
    """Keep a fix, whatever happened meanwhile; only one of the running round changes the status.

    A second fix of a round, or one that a review overtook, stays in the history as evidence.
    """
    draft = sent.document
    check_proof(draft)
    async with transaction():
        held = await lock_issue(person, issue, FIXERS, at=sent.document.estimated_at, or_owner=True)
        if draft.round > held["round"]:
            raise Unacceptable(fields=[FieldProblem("round", "This round has not begun.", "out_of_range")])
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await insert_or_nothing(fix_row(issue, id, sent, person=person.id))
            await use_as_evidence(
                dict.fromkeys(draft.photos, held["question"]),
                kind="fix",
                store=held["store"],
                subject=id,
                by=person.id,
                at=draft.estimated_at,
            )
            step = step_of(held, id, "fixed", person.id, sent, about=id, round=draft.round)
            await take_step(held, step, fix=id)
    return await load_issue(person, issue, late=held["late"]), not taken


def check_proof(draft: FixIn) -> None:
    """Raise `Unacceptable` for a fix that neither says nor shows anything."""
    if not draft.note.strip() and not draft.photos:
        raise Unacceptable(
            fields=[FieldProblem("note", "Say what was done, or show it on a photo.", "required")]
        )


def fix_row(
    issue: UUID, id: UUID, sent: Sent[FixIn], *, person: UUID | None = None, link: UUID | None = None
) -> Fix:
    """Make the row of a fix, by somebody of the company or by an outside helper."""
    draft = sent.document
    return Fix(
        id=id,
        issue=issue,
        round=draft.round,
        person=person,
        link=link,
        note=draft.note,
        photos=list(draft.photos),
        device_at=draft.device_at,
        estimated_at=draft.estimated_at,
        received_at=datetime.now(UTC),
        fingerprint=sent.fingerprint,
    )
