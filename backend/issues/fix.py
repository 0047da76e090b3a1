"""The store says what it did about an issue."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.issues.reading import FIXERS, load_issue, lock_issue
from backend.issues.schemas import FixIn, IssueOut
from backend.issues.tables import Fix
from backend.people.person import SignedIn
from backend.photos.access import use_as_evidence
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.wire import Sent


async def fix_issue(issue: UUID, id: UUID, person: SignedIn, sent: Sent[FixIn]) -> tuple[IssueOut, bool]:
    """Keep a fix, whatever happened meanwhile; only one of the running round changes the status.

    A second fix of a round, or one that a review overtook, stays in the history as evidence.
    """
    draft = sent.document
    if not draft.note.strip() and not draft.photos:
        raise Unacceptable(
            fields=[FieldProblem("note", "Say what was done, or show it on a photo.", "required")]
        )
    async with transaction():
        held = await lock_issue(person, issue, FIXERS)
        if draft.round > held["round"]:
            raise Unacceptable(fields=[FieldProblem("round", "This round has not begun.", "out_of_range")])
        kept = await insert_or_nothing(fix_row(issue, id, person, sent))
        if not kept:
            await check_same(issue, id, person, sent.fingerprint)
        elif held["status"] == "open" and draft.round == held["round"]:
            await fetch("UPDATE issue SET status = 'fixed' WHERE id = $1", issue)
            await record("issue.fixed", issue, store=held["store"], person=person.id, payload={"fix": id})
        else:
            await record("fix.attached", issue, store=held["store"], person=person.id, payload={"fix": id})
        await show_evidence(id, person, held, draft)
    return await load_issue(person, issue), kept


async def show_evidence(id: UUID, person: SignedIn, held: dict[str, Any], draft: FixIn) -> None:
    """Note that the photos prove the fix of what the issue's question found."""
    questions = dict.fromkeys(draft.photos, held["question"])
    await use_as_evidence(
        questions, kind="fix", store=held["store"], subject=id, by=person.id, at=draft.estimated_at
    )


def fix_row(issue: UUID, id: UUID, person: SignedIn, sent: Sent[FixIn]) -> Fix:
    """Make the row of a fix."""
    draft = sent.document
    return Fix(
        id=id,
        issue=issue,
        round=draft.round,
        person=person.id,
        note=draft.note,
        photos=list(draft.photos),
        device_at=draft.device_at,
        estimated_at=draft.estimated_at,
        received_at=datetime.now(UTC),
        fingerprint=sent.fingerprint,
    )


async def check_same(issue: UUID, id: UUID, person: SignedIn, fingerprint: str) -> None:
    """Raise unless the same person sent the same fix of this issue before."""
    rows = await fetch("SELECT issue, person, fingerprint FROM fix WHERE id = $1", id)
    if rows[0]["issue"] != issue or rows[0]["person"] != person.id:
        raise NotFound()
    if rows[0]["fingerprint"] != fingerprint:
        raise AlreadySent()
