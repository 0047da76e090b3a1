"""Read one issue with everything that happened to it, and lock one for a deed."""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.issues.listing import CARD_COLUMNS
from backend.issues.may import may_do, reaches_by
from backend.issues.schemas import FixOut, IssueOut, StepOut
from backend.issues.sight import sees
from backend.people.access import require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import Forbidden, NotFound
from backend.wire import build

WHOLE = f"""
    SELECT {CARD_COLUMNS}, issue.note, issue.photos, issue.reference_photo, issue.inspection, issue.question,
        issue.raised_by, issue.version, issue.owner_role, issue.reply_by, issue.root_cause, issue.reporter,
        issue.widespread, issue.seen_by, issue.has_fix, owner.name AS owner_name,
        coalesce(issue.reporter, person.name) AS raised_by_name
    FROM issue JOIN store ON store.id = issue.store JOIN person ON person.id = issue.raised_by
        LEFT JOIN person AS owner ON owner.id = issue.owner
    WHERE issue.id = $1
"""  # noqa: S608


async def load_issue(person: SignedIn, id: UUID) -> IssueOut:
    """Load an issue within reach with its history, else raise `NotFound`."""
    rows = await fetch(WHOLE, id)
    await require_reach(person, rows[0]["store"] if rows else None)
    if not await sees(person, rows[0]):
        raise NotFound()
    row = rows[0]
    fixes, steps = await fixes_of(id), await steps_of(id)
    deeds = await may_do(person, row, fixes, steps)
    confidential = row.pop("seen_by") is not None
    del row["has_fix"]
    return build(
        IssueOut,
        {
            **row,
            "confidential": confidential,
            "fixes": fixes,
            "steps": steps,
            "may": deeds,
            "may_fix": "fix" in deeds,
            "may_verify": "verify" in deeds,
        },
    )


async def fixes_of(issue: UUID) -> list[FixOut]:
    """Return every fix of an issue with its verdict, oldest first."""
    rows = await fetch(
        """
        SELECT fix.id, fix.round, fix.note, fix.photos, fix.person,
            coalesce(link.name, fixer.name, '') AS person_name, fix.device_at, fix.received_at,
            CASE WHEN verification.id IS NOT NULL THEN jsonb_build_object(
                'verdict', verdict, 'reason', reason, 'photos', verification.photos, 'person', reviewer.id,
                'personName', reviewer.name, 'deviceAt', verification.device_at,
                'receivedAt', verification.received_at) END AS verification
        FROM fix LEFT JOIN person AS fixer ON fixer.id = fix.person LEFT JOIN link ON link.id = fix.link
            LEFT JOIN verification ON verification.fix = fix.id
            LEFT JOIN person AS reviewer ON reviewer.id = verification.person
        WHERE fix.issue = $1 ORDER BY fix.round, fix.received_at
        """,
        issue,
    )
    return [build(FixOut, row) for row in rows]


async def steps_of(issue: UUID) -> list[StepOut]:
    """Return the thread of an issue in the order of arrival."""
    rows = await fetch(
        """
        SELECT issue_step.id, number, issue_step.kind, round, person, about, words, photos, details,
            took_effect, status, device_at, received_at, coalesce(link.name, person.name, '') AS person_name
        FROM issue_step LEFT JOIN person ON person.id = issue_step.person
            LEFT JOIN link ON link.id = issue_step.link
        WHERE issue = $1 ORDER BY number
        """,
        issue,
    )
    return [build(StepOut, row) for row in rows]


async def lock_issue(
    person: SignedIn, id: UUID, roles: tuple[Role, ...] = (), *, or_owner: bool = False
) -> dict[str, Any]:
    """Lock an issue for a deed: `NotFound` out of reach or sight, `Forbidden` without one of the roles."""
    rows = await fetch("SELECT * FROM issue WHERE id = $1 FOR UPDATE", id)
    await require_reach(person, rows[0]["store"] if rows else None)
    if not await sees(person, rows[0]):
        raise NotFound()
    owns = or_owner and rows[0]["owner"] == person.id
    if roles and not owns and not await reaches_by(person, rows[0]["store"], roles):
        raise Forbidden()
    return rows[0]
