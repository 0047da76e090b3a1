"""What a mailed link opens: one issue with its photos, and what its holder says and does about it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction
from backend.issues.fix import check_proof, fix_row
from backend.issues.lifecycle import FINAL, RUNNING
from backend.issues.outside.inviting import LINK
from backend.issues.outside.schemas import OutsideIssue, OutsideStep, OutsideWordsIn
from backend.issues.schemas import FixIn
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.links import OpenLink, open_link
from backend.photos.access import read_copy, use_as_evidence
from backend.photos.by_link import check_brought, is_brought, take_in_by_link
from backend.photos.intake import Arrival
from backend.problems import FieldProblem, LinkEnded, NotFound, Unacceptable
from backend.wire import Sent, build

SHOWN = """
    SELECT issue.number, store.name AS store_name, store.time_zone, issue.title, issue.note, issue.severity,
        issue.status, issue.round, issue.due_at, issue.photos, issue.reference_photo, person.name AS asked_by,
        invitation.note AS asked_words
    FROM issue JOIN store ON store.id = issue.store JOIN invitation ON invitation.id = $2
        JOIN person ON person.id = $3
    WHERE issue.id = $1
"""
OWN = """
    SELECT issue_step.id, issue_step.kind, coalesce(fix.note, words) AS words,
        coalesce(fix.photos, issue_step.photos) AS photos, issue_step.received_at, verdict,
        coalesce(verification.reason, '') AS reason
    FROM issue_step LEFT JOIN fix ON fix.id = issue_step.id
        LEFT JOIN verification ON verification.fix = fix.id
    WHERE issue_step.issue = $1 AND issue_step.link = $2 AND issue_step.kind IN ('commented', 'fixed')
    ORDER BY number
"""


async def show_issue(token: str) -> OutsideIssue:
    """Show the one issue of a link, with what its holder wrote and what came of it."""
    return await shown_by(await open_link(token, LINK))


async def shown_by(link: OpenLink) -> OutsideIssue:
    """Gather what the holder of a link may see; the thread of the company stays out."""
    rows = await fetch(SHOWN, link.subject, link.id, link.made_by)
    steps = await fetch(OWN, link.subject, link.id)
    found = rows[0] | {
        "name": link.name,
        "expires_at": link.expires_at,
        "may_fix": rows[0]["status"] in RUNNING,
        "steps": [build(OutsideStep, step) for step in steps],
    }
    return build(OutsideIssue, found)


async def show_photo(token: str, sha256: str, size: int) -> bytes:
    """Return a photo of the finding, its reference, or one that came in by this very link."""
    link = await open_link(token, LINK)
    rows = await fetch(
        "SELECT 1 FROM issue WHERE id = $1 AND (photos ? $2 OR reference_photo = $2)", link.subject, sha256
    )
    if not rows and not await is_brought(link.id, sha256):
        raise NotFound()
    return await read_copy(sha256, size)


async def bring_photo(token: str, sha256: str, stream: AsyncIterator[bytes], content_type: str) -> Arrival:
    """Take in a photo of the holder of a link."""
    return await take_in_by_link(await open_link(token, LINK), sha256, stream, content_type)


async def say(token: str, id: UUID, sent: Sent[OutsideWordsIn]) -> tuple[OutsideIssue, bool]:
    """Keep words and photos in the thread of the issue."""
    draft, link = sent.document, await open_link(token, LINK)
    if not draft.note.strip() and not draft.photos:
        raise Unacceptable(fields=[FieldProblem("note", "Say something, or show it.", "required")])
    async with transaction():
        held = await lock_by_link(link)
        taken = await was_taken(id, held, None, sent, link=link.id)
        if not taken:
            await check_open(held, link, draft.photos)
            step = step_of(
                held, id, "commented", None, sent, words=draft.note, photos=draft.photos, link=link.id
            )
            await take_step(held, step, photos_by=link.made_by)
    return await shown_by(link), not taken


async def mend(token: str, id: UUID, sent: Sent[FixIn]) -> tuple[OutsideIssue, bool]:
    """Say that it is done, with words, photos or both; whoever reviews is told as of any other fix."""
    draft, link = sent.document, await open_link(token, LINK)
    check_proof(draft)
    async with transaction():
        held = await lock_by_link(link)
        if draft.round > held["round"]:
            raise Unacceptable(fields=[FieldProblem("round", "This round has not begun.", "out_of_range")])
        taken = await was_taken(id, held, None, sent, link=link.id)
        if not taken:
            await check_open(held, link, draft.photos)
            await insert_or_nothing(fix_row(held["id"], id, sent, link=link.id))
            await use_as_evidence(
                dict.fromkeys(draft.photos, held["question"]),
                kind="fix",
                store=held["store"],
                subject=id,
                by=link.made_by,
                at=draft.estimated_at,
            )
            step = step_of(held, id, "fixed", None, sent, about=id, round=draft.round, link=link.id)
            await take_step(held, step, photos_by=link.made_by, fix=id)
    return await shown_by(link), not taken


async def lock_by_link(link: OpenLink) -> dict[str, Any]:
    """Lock the issue of a link."""
    return (await fetch("SELECT * FROM issue WHERE id = $1 FOR UPDATE", link.subject))[0]


async def check_open(held: dict[str, Any], link: OpenLink, photos: tuple[str, ...]) -> None:
    """Raise `LinkEnded` once it is settled, `Unacceptable` for a photo that this link did not bring."""
    if held["status"] in FINAL:
        raise LinkEnded()
    await check_brought(link.id, photos)
