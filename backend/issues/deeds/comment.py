"""Whoever sees an issue says something about it."""

from uuid import UUID

from backend.database import transaction
from backend.issues.deeds.schemas import CommentIn
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.problems import FieldProblem, Unacceptable
from backend.wire import Sent


async def comment_issue(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[CommentIn]
) -> tuple[IssueOut, bool]:
    """Keep words or photos in the thread; they change nothing else."""
    draft = sent.document
    if not draft.note.strip() and not draft.photos:
        raise Unacceptable(fields=[FieldProblem("note", "Say something, or show it.", "required")])
    async with transaction():
        held = await lock_issue(person, issue, at=sent.document.estimated_at)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            step = step_of(held, id, "commented", person.id, sent, words=draft.note, photos=draft.photos)
            await take_step(held, step)
    return await load_issue(person, issue, late=held["late"]), not taken
