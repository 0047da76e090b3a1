"""Read one issue with everything that happened to it, and lock one for a deed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.issues.listing import CARD_COLUMNS
from backend.issues.may import may_do, reaches_by
from backend.issues.schemas import FixOut, IssueOut, StepOut
from backend.issues.sight import asked_of, calls_in, opens_to, reaches_issue, sees
from backend.issues.tables import IssueStep
from backend.people.access import CALLED_IN
from backend.people.former_reach import reached_then
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import Forbidden, NotFound
from backend.wire import build

HANDED_ON = ["transferred", "cannot_fix_granted"]

WHOLE = f"""
    SELECT {CARD_COLUMNS}, issue.note, issue.photos, issue.reference_photo, issue.inspection,
        issue.raised_by, issue.version, issue.owner_role, issue.reply_by, issue.root_cause, issue.reporter,
        issue.origin, issue.widespread, issue.seen_by, issue.has_fix, owner.name AS owner_name,
        coalesce(issue.reporter, person.name) AS raised_by_name,
        EXISTS (SELECT FROM arrival WHERE arrival.subject = issue.id AND kind = 'after_move') AS after_move
    FROM issue JOIN store ON store.id = issue.store JOIN person ON person.id = issue.raised_by
        LEFT JOIN person AS owner ON owner.id = issue.owner
    WHERE issue.id = $1
"""  # noqa: S608


async def load_issue(person: SignedIn, id: UUID, *, late: bool = False) -> IssueOut:
    """Load an issue within reach with its history, else raise `NotFound`.

    Whoever sent something late, out of reach by now, reads nothing of others in the reply.
    """
    rows = await fetch(WHOLE, id)
    if not late and not (rows and await opens_to(person, rows[0])):
        raise NotFound()
    row = rows[0]
    fixes, steps = await fixes_of(id), await steps_of(id)
    if late:
        fixes = [fix for fix in fixes if fix.person == person.id]
        steps = [step for step in steps if step.person == person.id]
    deeds = [] if late else await may_do(person, row, fixes, steps)
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
            took_effect, status, device_at, received_at, coalesce(link.name, person.name, '') AS person_name,
            EXISTS (SELECT FROM arrival
                WHERE arrival.subject = issue_step.id AND arrival.kind = 'after_move') AS after_move
        FROM issue_step LEFT JOIN person ON person.id = issue_step.person
            LEFT JOIN link ON link.id = issue_step.link
        WHERE issue = $1 ORDER BY number
        """,
        issue,
    )
    return [build(StepOut, row) for row in rows]


async def lock_issue(
    person: SignedIn,
    id: UUID,
    roles: tuple[Role, ...] = (),
    *,
    at: datetime | None = None,
    or_owner: bool = False,
    again: UUID | None = None,
) -> dict[str, Any]:
    """Lock an issue for a deed: `NotFound` out of reach or sight, `Forbidden` without one of the roles.

    What was done `at` a moment when the store was within reach is taken in `late` after it moved. A step
    that may shut the issue to whoever takes it is named as `again`, so that sending it twice is answered.
    """
    rows = await fetch("SELECT * FROM issue WHERE id = $1 FOR UPDATE", id)
    if not rows:
        raise NotFound()
    held: dict[str, Any] = rows[0]
    if again is not None and await did(person, again, id):
        held["late"] = not await opens_to(person, held)
        return held
    owns = or_owner and held["owner"] == person.id
    held["late"] = not await reaches_issue(person, held)
    if held["late"]:
        then = allowed_then(held, roles, owns=owns)
        if not owns and (at is None or not await was_theirs(held, at)):
            then = [role for role in then if role not in CALLED_IN]
        if at is None or not await reached_then(person, held["store"], at, *then):
            raise NotFound()
        return held
    if not await sees(person, held):
        raise NotFound()
    if roles and not owns and not await reaches_by(person, held["store"], asked_of(held, roles)):
        raise Forbidden()
    return held


async def did(person: SignedIn, step: UUID, issue: UUID) -> bool:
    """Tell whether a person has taken this very step of an issue."""
    return await IssueStep.exists().where(
        IssueStep.id == step, IssueStep.issue == issue, IssueStep.person == person.id
    )


async def was_theirs(held: dict[str, Any], at: datetime) -> bool:
    """Tell whether an issue is of those who are called in, or may have been before it was handed on."""
    if calls_in(held):
        return True
    return bool(
        await fetch(
            "SELECT 1 FROM issue_step WHERE issue = $1 AND kind = ANY($2) AND received_at > $3 LIMIT 1",
            held["id"],
            HANDED_ON,
            at,
        )
    )


def allowed_then(held: dict[str, Any], roles: tuple[Role, ...], *, owns: bool) -> list[Role]:
    """List by which posts of then a deed is taken in; a confidential issue is for its named roles only."""
    if owns:
        return list(Role)
    return [role for role in roles or Role if held["seen_by"] is None or role in held["seen_by"]]
