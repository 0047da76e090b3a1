"""What comes back: an issue on probation is opened again, counted, and watched until it stays away."""

from collections.abc import Iterable
from uuid import UUID

from backend.database import fetch
from backend.issues.clock import begin_deadline, hours_of
from backend.issues.finding import Finding
from backend.issues.listing import cards_where
from backend.issues.schemas import IssueCard, StepIn
from backend.issues.steps import step_of, take_step, tell
from backend.people.person import SignedIn
from backend.wire import Sent

ON_PROBATION = "status = 'closed' AND probation_left > 0"
WATCHED = f"""
    SELECT DISTINCT question FROM issue
    WHERE store = $1 AND {ON_PROBATION} AND seen_by IS NULL AND question <> '' ORDER BY question
"""  # noqa: S608


async def recur(finding: Finding) -> bool:
    """Open the issue again that this finding repeats, if there is one on probation; tell whether."""
    rows = await fetch(
        f"""
        SELECT * FROM issue WHERE store = $1 AND question = $2 AND instance = $3 AND option = $4
            AND {ON_PROBATION} ORDER BY raised_at DESC LIMIT 1 FOR UPDATE
        """,  # noqa: S608
        finding.store,
        finding.question,
        finding.instance,
        finding.option,
    )
    if not rows:
        return False
    held = rows[0]
    stamps = StepIn(device_at=finding.device_at, estimated_at=finding.raised_at)
    step = step_of(
        held, finding.id, "recurred", finding.person, Sent(stamps, finding.fingerprint),
        about=finding.inspection, words=finding.note, photos=finding.photos,
    )  # fmt: skip
    told = {"inspection": finding.inspection, "times": held["recurrence"] + 1}
    await fetch(
        """
        UPDATE issue SET recurrence = recurrence + 1, probation_left = 0, severity = $2, red_line = $3
        WHERE id = $1
        """,
        held["id"],
        finding.severity,
        finding.red_line,
    )
    held["severity"] = finding.severity
    await take_step(held, step, **told)
    await begin_deadline(held, finding.raised_at, finding.due_hours or await hours_of(held))
    return True


async def pass_probation(store: UUID, passed: Iterable[tuple[str, int]], inspection: UUID) -> None:
    """Count one pass for each question that was found well; after the last one the issue is settled."""
    questions = list(passed)
    rows = await fetch(
        f"""
        UPDATE issue SET probation_left = probation_left - 1
        FROM unnest($2::text[], $3::int[]) AS well(question, instance)
        WHERE store = $1 AND {ON_PROBATION} AND issue.question = well.question
            AND issue.instance = well.instance
        RETURNING issue.*
        """,  # noqa: S608
        store,
        [question for question, _ in questions],
        [instance for _, instance in questions],
    )
    for row in rows:
        if row["probation_left"] == 0:
            await tell(row, "issue.settled", None, inspection=inspection)


async def on_probation(store: UUID, person: SignedIn) -> list[IssueCard]:
    """List what was fixed in a store and is still watched, as far as a person sees it.

    The prep sheet of the next visit shows it; its questions are marked there and in the next self-check.
    """
    return await cards_where(person, f"issue.store = $1 AND {ON_PROBATION}", store, limit=100)


async def questions_on_probation(store: UUID) -> list[str]:
    """List the questions that a store's next self-check or visit has to look at again."""
    rows = await fetch(WATCHED, store)
    return [row["question"] for row in rows]
