"""Somebody counts what an issue found wrong in the ledger: one deed for the ledger and for the thread."""

from uuid import UUID

from backend.database import transaction
from backend.issues.deeds.goods import said_of
from backend.issues.deeds.schemas import FoundCountIn
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.stock.keeping import MAY_COUNT, keep_count
from backend.wire import Sent


async def count_for(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[FoundCountIn]
) -> tuple[IssueOut, bool]:
    """Keep a count in the ledger of the store and as evidence in the thread, under one id."""
    draft = sent.document
    async with transaction():
        held = await lock_issue(person, issue, MAY_COUNT, at=draft.estimated_at)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await keep_count(id, held["store"], person, sent, issue)
            goods = await said_of((line.product, line.base_units) for line in draft.lines)
            step = step_of(
                held,
                id,
                "counted",
                person.id,
                sent,
                words=draft.note,
                zh=goods.zh,
                en=goods.en,
                product=draft.lines[0].product,
            )
            await take_step(held, step)
    return await load_issue(person, issue, late=held["late"]), not taken
