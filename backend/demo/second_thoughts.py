"""What somebody of the demo amended after handing in: one visit, one answer, one reason."""

from datetime import timedelta
from uuid import UUID

import msgspec

from backend.checklists.document import Answer, ChoiceQuestion
from backend.demo.company import signed_in
from backend.demo.names import demo_id
from backend.demo.story import checklist
from backend.demo.visits import Walk, inspection_of
from backend.inspections.amend import amend
from backend.inspections.schemas import AmendmentIn
from backend.wire import Sent, fingerprint

LATER = timedelta(minutes=90)
STORE, DAYS_AGO, PERSON = "R001", 2, "wang"
REASON = "复核照片后改判：货架第二层摆放不齐，不能算优秀"


def was_amended(walk: Walk) -> bool:
    """Tell whether this is the visit that somebody had second thoughts about."""
    visit = walk.visit
    return (visit.store, visit.days_ago, visit.person) == (STORE, DAYS_AGO, PERSON)


async def amend_walk(walk: Walk, version: UUID, photos: dict[str, str]) -> None:
    """Hand in a new version in which the first answer that was very good is only acceptable."""
    document = inspection_of(walk, version, None, photos)
    at = walk.ended_at + LATER
    amendment = AmendmentIn(
        based_on=None,
        reason=REASON,
        answers=lowered(document.answers, walk),
        takings=document.takings,
        device_at=at,
        estimated_at=at,
    )
    sent = Sent(amendment, fingerprint(amendment))
    await amend(walk.id, demo_id("amendment", at), signed_in(walk.visit.person), sent)


def lowered(answers: list[Answer], walk: Walk) -> list[Answer]:
    """Take the first best option down by one."""
    best = {
        question.id: (question.options[0].id, question.options[1].id)
        for question in checklist(walk.visit.checklist).questions()
        if isinstance(question, ChoiceQuestion)
    }
    first = next(answer for answer in answers if best.get(answer.question, ("",))[0] == answer.option)
    changed = msgspec.structs.replace(first, option=best[first.question][1])
    return [changed if answer is first else answer for answer in answers]
