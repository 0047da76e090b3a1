"""The store's right of reply: a finding is disputed, and somebody other than the finder decides."""

from uuid import UUID, uuid5

from backend.database import fetch, transaction
from backend.issues.clock import begin_deadline, pause_clock, resume_clock
from backend.issues.deeds.schemas import DisputeDecisionIn, DisputeIn
from backend.issues.may import FIXERS, REVIEWERS
from backend.issues.reading import load_issue, lock_issue
from backend.issues.rules import issue_rules
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.problems import FieldProblem, Forbidden, NotFound, Unacceptable
from backend.wire import Sent


async def dispute_issue(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[DisputeIn]
) -> tuple[IssueOut, bool]:
    """Keep a dispute and stop the clock until it is decided.

    What was written after the time for replies is kept as evidence and stops nothing; the time is that of the
    writing, so that a phone which was offline loses none.
    """
    draft = sent.document
    if not draft.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say why the finding is wrong.", "required")])
    async with transaction():
        held = await lock_issue(person, issue, FIXERS, at=sent.document.estimated_at, or_owner=True)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            in_time = held["reply_by"] is None or draft.estimated_at <= held["reply_by"]
            step = step_of(
                held, id, "disputed", person.id, sent, words=draft.reason, photos=draft.photos,
                late=None if in_time else "true",
            )  # fmt: skip
            if await take_step(held, step, fits=in_time):
                await pause_clock(held, step.received_at)
    return await load_issue(person, issue, late=held["late"]), not taken


async def decide_dispute(
    issue: UUID, about: UUID, person: SignedIn, sent: Sent[DisputeDecisionIn]
) -> tuple[IssueOut, bool]:
    """Uphold the finding, amend how bad it is, or withdraw it; the clock goes on where it stopped."""
    draft, id = sent.document, uuid5(about, "decision")
    check_decision(draft)
    async with transaction():
        held = await lock_issue(person, issue, REVIEWERS, at=sent.document.estimated_at)
        await check_decider(held, about, person)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            step = step_of(
                held, id, f"dispute_{draft.verdict}", person.id, sent, about=about, words=draft.reason,
                severity=draft.severity, was=held["severity"] if draft.severity else None,
            )  # fmt: skip
            await take_step(held, step)
            await resume_clock(held, step.received_at)
            if draft.severity is not None:
                await fetch("UPDATE issue SET severity = $2 WHERE id = $1", issue, draft.severity)
                rule = (await issue_rules()).category(held["category"])
                hours = (rule.due_hours or (await issue_rules()).due_hours).of(draft.severity)
                await begin_deadline(held, step.received_at, hours)
    return await load_issue(person, issue, late=held["late"]), not taken


def check_decision(draft: DisputeDecisionIn) -> None:
    """Raise `Unacceptable` for a decision without a reason, or an amendment that amends nothing."""
    if not draft.reason.strip():
        raise Unacceptable(fields=[FieldProblem("reason", "Say why.", "required")])
    if (draft.verdict == "amended") != (draft.severity is not None):
        raise Unacceptable(fields=[FieldProblem("severity", "Say how bad it is.", "required")])


async def check_decider(held: dict[str, object], about: UUID, person: SignedIn) -> None:
    """Raise `Forbidden` to the finder and to whoever disputed it, `NotFound` for no such dispute."""
    rows = await fetch(
        "SELECT person FROM issue_step WHERE id = $1 AND issue = $2 AND kind = 'disputed'", about, held["id"]
    )
    if not rows:
        raise NotFound()
    if person.id in (rows[0]["person"], held["raised_by"]):
        raise Forbidden("Somebody other than the finder decides.")
