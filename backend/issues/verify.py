"""Somebody else looks at a fix and closes the issue, or sends it back with a reason."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction, uuid7
from backend.issues.may import REVIEWERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.rules import issue_rules
from backend.issues.schemas import IssueOut, VerificationIn
from backend.issues.steps import Held, step_of, take_step
from backend.issues.tables import Verification
from backend.people.links import end_links_of
from backend.people.person import SignedIn
from backend.photos.access import use_photos
from backend.problems import AlreadySent, FieldProblem, Forbidden, NotFound, OutOfDate, Unacceptable
from backend.wire import Sent


async def verify_issue(
    issue: UUID, fix: UUID, person: SignedIn, sent: Sent[VerificationIn]
) -> tuple[IssueOut, bool]:
    """Close the issue, or open its next round; the verdict speaks of every fix of the running round.

    Raises `Forbidden` to whoever fixed it in this round, and `OutOfDate` once the round is over.
    """
    verdict = sent.document
    if verdict.verdict == "rejected" and not verdict.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say what is still missing.", "required")])
    async with transaction():
        held = await lock_issue(person, issue, REVIEWERS, at=sent.document.estimated_at)
        rows = await fetch("SELECT round FROM fix WHERE id = $1 AND issue = $2", fix, issue)
        if not rows:
            raise NotFound()
        await check_not_own(issue, rows[0]["round"], person)
        earlier = await fetch("SELECT person, fingerprint FROM verification WHERE fix = $1", fix)
        if earlier:
            check_same(earlier[0]["person"], earlier[0]["fingerprint"], person, sent.fingerprint)
        elif rows[0]["round"] != held["round"]:
            raise OutOfDate()
        else:
            await decide(held, fix, person, sent)
    return await load_issue(person, issue, late=held["late"]), not earlier


async def check_not_own(issue: UUID, round: int, person: SignedIn) -> None:
    """Raise `Forbidden` to whoever made one of the fixes that the verdict would speak of."""
    own = await fetch(
        "SELECT 1 FROM fix WHERE issue = $1 AND round = $2 AND person = $3", issue, round, person.id
    )
    if own:
        raise Forbidden("Somebody else verifies your own fix.")


async def decide(held: Held, fix: UUID, person: SignedIn, sent: Sent[VerificationIn]) -> None:
    """Write the verdict and what it does to the issue; what a question found is watched from now on."""
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
    step = step_of(held, row.id, verdict.verdict, person.id, sent, about=fix, rootCause=verdict.root_cause)
    await take_step(held, step, fix=fix, reason=verdict.reason)
    await insert_or_nothing(row)
    await use_photos(verdict.photos, held["store"], row.id, person.id)
    if verdict.verdict == "verified":
        passes = (await issue_rules()).probation_passes if held["question"] else 0
        await fetch(
            "UPDATE issue SET probation_left = $2, root_cause = coalesce($3, root_cause) WHERE id = $1",
            held["id"],
            passes,
            verdict.root_cause,
        )
        await end_links_of(held["id"], "issue")


def check_same(earlier: UUID, kept: str, person: SignedIn, fingerprint: str) -> None:
    """Raise unless the same person sent the same verdict before."""
    if earlier != person.id:
        raise OutOfDate()
    if kept != fingerprint:
        raise AlreadySent()
