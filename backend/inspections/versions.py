"""An inspection as it reads now: as it was submitted, or as it was last amended."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import Answer
from backend.database import fetch
from backend.inspections.differences import differences
from backend.inspections.findings import issue_id
from backend.inspections.schemas import AmendmentOut
from backend.inspections.score import Score
from backend.issues.listing import UNCLOSED, cards_where
from backend.issues.schemas import IssueCard
from backend.people.person import SignedIn
from backend.wire import build

Rescorer = Callable[[Sequence[Answer]], Score]


async def read_amendments(inspection: UUID, rescored: Rescorer | None = None) -> list[AmendmentOut]:
    """List the amendments of an inspection, oldest first, each with what it changed and both scores.

    Who may not read every answer is told scores of their own, by `rescored`.
    """
    rows = await fetch(
        """
        SELECT amendment.id, number, person, person.name AS person_name, reason, device_at, received_at,
            answers, note, shown, verdict
        FROM amendment JOIN person ON person.id = amendment.person WHERE inspection = $1 ORDER BY number
        """,
        inspection,
    )
    before, *rows = [retold(row, rescored) for row in [await as_submitted(inspection), *rows]]
    history = []
    for row in rows:
        history.append(told(before, row))
        before = row
    return history


def retold(row: dict[str, Any], rescored: Rescorer | None) -> dict[str, Any]:
    """Put the score in that the reader is told."""
    if rescored is None:
        return row
    score = rescored(msgspec.convert(row["answers"], list[Answer]))
    return row | {"shown": score.shown, "verdict": score.verdict}


async def as_submitted(inspection: UUID) -> dict[str, Any]:
    """Return what the first version says; its score stands in the whole score, never in a cache."""
    rows = await fetch(
        """
        SELECT answers, note, score ->> 'shown' AS shown, score ->> 'verdict' AS verdict
        FROM inspection WHERE id = $1
        """,
        inspection,
    )
    return rows[0]


def told(before: dict[str, Any], row: dict[str, Any]) -> AmendmentOut:
    """Put an amendment beside the version before it."""
    answers, earlier = (msgspec.convert(one["answers"], list[Answer]) for one in (row, before))
    compared = {
        "changes": differences(earlier, answers),
        "shown_before": before["shown"],
        "verdict_before": before["verdict"],
        "note_before": before["note"],
    }
    return build(AmendmentOut, {key: value for key, value in row.items() if key != "answers"} | compared)


async def no_longer_failed(inspection: UUID, score: Score, reader: SignedIn) -> list[IssueCard]:
    """List open issues whose answers do not fail any more; a person decides what becomes of them."""
    failed = [issue_id(inspection, one) for one in score.failed]
    return await cards_where(
        reader,
        f"issue.inspection = $1 AND {UNCLOSED} AND issue.id <> ALL($2::uuid[])",
        inspection,
        failed,
    )
