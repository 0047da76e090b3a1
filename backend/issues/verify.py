"""Somebody else looks at a fix and closes the issue, or sends it back with a reason."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction, uuid7
from backend.events.log import record
from backend.issues.reading import REVIEWERS, load_issue, lock_issue
from backend.issues.schemas import IssueOut, VerificationIn
from backend.issues.tables import Verification
from backend.people.person import SignedIn
from backend.photos.access import use_photos
from backend.problems import AlreadySent, FieldProblem, Forbidden, NotFound, OutOfDate, Unacceptable
from backend.wire import Sent


async def verify_issue(
    issue: UUID, fix: UUID, person: SignedIn, sent: Sent[VerificationIn]
) -> tuple[IssueOut, bool]:
    """Close the issue, or open its next round; the verdict speaks of every fix of the running round.

    Raises `Forbidden` to whoever made the fix, and `OutOfDate` once the round is over.
    """
    verdict = sent.document
    if verdict.verdict == "rejected" and not verdict.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say what is still missing.", "required")])
    async with transaction():
        held = await lock_issue(person, issue, REVIEWERS)
        rows = await fetch("SELECT person, round FROM fix WHERE id = $1 AND issue = $2", fix, issue)
        if not rows:
            raise NotFound()
        if rows[0]["person"] == person.id:
            raise Forbidden("Somebody else verifies your own fix.")
        earlier = await fetch("SELECT person, fingerprint FROM verification WHERE fix = $1", fix)
        if earlier:
            check_same(earlier[0]["person"], earlier[0]["fingerprint"], person, sent.fingerprint)
        elif held["status"] != "fixed" or rows[0]["round"] != held["round"]:
            raise OutOfDate()
        else:
            await decide(issue, fix, person, sent, held["store"])
    return await load_issue(person, issue), not earlier


async def decide(issue: UUID, fix: UUID, person: SignedIn, sent: Sent[VerificationIn], store: UUID) -> None:
    """Write the verdict and what it does to the issue."""
    verdict = sent.document
    row = Verification(
        id=uuid7(),
        fix=fix,
        verdict=verdict.verdict,
        reason=verdict.reason,
        photos=list(verdict.photos),
        person=person.id,
        device_at=verdict.device_at,
        estimated_at=verdict.estimated_at,
        received_at=datetime.now(UTC),
        fingerprint=sent.fingerprint,
    )
    await insert_or_nothing(row)
    await use_photos(verdict.photos, store, row.id, person.id)
    if verdict.verdict == "verified":
        await fetch("UPDATE issue SET status = 'closed' WHERE id = $1", issue)
        await record("issue.verified", issue, store=store, person=person.id, payload={"fix": fix})
    else:
        await fetch("UPDATE issue SET status = 'open', round = round + 1 WHERE id = $1", issue)
        payload: dict[str, object] = {"fix": fix, "reason": verdict.reason}
        await record("issue.rejected", issue, store=store, person=person.id, payload=payload)


def check_same(earlier: UUID, kept: str, person: SignedIn, fingerprint: str) -> None:
    """Raise unless the same person sent the same verdict before."""
    if earlier != person.id:
        raise OutOfDate()
    if kept != fingerprint:
        raise AlreadySent()
