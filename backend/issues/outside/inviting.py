"""Ask somebody outside the company to mend one issue, by a letter whose link opens nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.issues.may import REVIEWERS
from backend.issues.outside.letter import is_address
from backend.issues.outside.schemas import InvitationIn, InvitationOut
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.issues.tables import Invitation
from backend.people.links import end_link, make_link
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, NotFound, OutOfDate, Unacceptable
from backend.wire import Sent, build

LINK = "issue"
INVITERS = (Role.store_manager, *REVIEWERS)
AT_ONCE = 10


async def invite(issue: UUID, id: UUID, person: SignedIn, sent: Sent[InvitationIn]) -> tuple[IssueOut, bool]:
    """Make the link and its letter, which leaves by a reaction; both are kept or neither."""
    draft = sent.document
    check_invitation(draft)
    async with transaction():
        held = await lock_issue(person, issue, INVITERS, or_owner=True)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await check_room(held)
            _, token = await make_link(
                LINK, issue, person.id, store=held["store"], name=draft.name.strip(),
                lasts=timedelta(days=draft.days), id=id,
            )  # fmt: skip
            await Invitation.insert(
                Invitation(
                    id=id,
                    issue=issue,
                    email=draft.email.strip(),
                    locale=draft.locale,
                    note=draft.note.strip(),
                    token=token,
                )
            )
            step = step_of(held, id, "invited", person.id, sent, words=draft.note, name=draft.name.strip())
            await take_step(held, step)
    return await load_issue(person, issue), not taken


def check_invitation(draft: InvitationIn) -> None:
    """Raise `Unacceptable` for a name of spaces and for what is no e-mail address."""
    if not draft.name.strip():
        raise Unacceptable(fields=[FieldProblem("name", "Say who is asked.", "required")])
    if not is_address(draft.email.strip()):
        raise Unacceptable(fields=[FieldProblem("email", "This is not an e-mail address.", "invalid")])


async def check_room(held: dict[str, Any]) -> None:
    """Raise `OutOfDate` for an issue that is settled, `Unacceptable` when many letters are out already."""
    if held["status"] in ("closed", "cancelled"):
        raise OutOfDate()
    rows = await fetch(
        "SELECT count(*) AS out FROM link WHERE kind = $1 AND subject = $2 AND ended_at IS NULL "
        "AND expires_at > now()",
        LINK,
        held["id"],
    )
    if rows[0]["out"] >= AT_ONCE:
        raise Unacceptable(
            fields=[FieldProblem("name", "Withdraw a link before you send another.", "too_many")]
        )


async def list_invitations(issue: UUID, person: SignedIn) -> list[InvitationOut]:
    """List who was asked about an issue within reach and sight, newest first."""
    await load_issue(person, issue)
    rows = await fetch(
        """
        SELECT invitation.id, link.name, invitation.email, person.name AS invited_by, made_at AS invited_at,
            expires_at, ended_at, outcome, reason
        FROM invitation JOIN link ON link.id = invitation.id JOIN person ON person.id = made_by
        WHERE issue = $1 ORDER BY made_at DESC, invitation.id
        """,
        issue,
    )
    return [build(InvitationOut, row) for row in rows]


async def withdraw(issue: UUID, id: UUID, person: SignedIn) -> list[InvitationOut]:
    """Take the link back; a letter that has not left yet never leaves. Done twice it is the same."""
    async with transaction():
        await lock_issue(person, issue, INVITERS, or_owner=True)
        rows = await fetch(
            "UPDATE invitation SET token = '' WHERE id = $1 AND issue = $2 RETURNING id", id, issue
        )
        if not rows:
            raise NotFound()
        await end_link(id)
    return await list_invitations(issue, person)
