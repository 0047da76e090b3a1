"""The store throws away what an issue found unfit for sale: one deed for the ledger and for the thread."""

from uuid import UUID

from backend.database import transaction
from backend.issues.deeds.goods import said_of
from backend.issues.deeds.schemas import FoundWasteIn
from backend.issues.reading import load_issue, lock_issue
from backend.issues.schemas import IssueOut
from backend.issues.steps import step_of, take_step, was_taken
from backend.people.person import SignedIn
from backend.stock.deeds import keep_deed
from backend.stock.keeping import MAY_THROW_AWAY, waste_of
from backend.wire import Sent


async def throw_away_for(
    issue: UUID, id: UUID, person: SignedIn, sent: Sent[FoundWasteIn]
) -> tuple[IssueOut, bool]:
    """Keep waste in the ledger of the store and as evidence in the thread, under one id.

    It is no fix: a reviewer still wants to see the shelf. What became of the issue meanwhile does not matter,
    for the goods are gone.
    """
    draft = sent.document
    async with transaction():
        held = await lock_issue(person, issue, MAY_THROW_AWAY, at=draft.estimated_at)
        taken = await was_taken(id, held, person, sent)
        if not taken:
            await keep_deed(waste_of(id, held["store"], person, sent, issue))
            goods = await said_of((line.product, line.base_units) for line in draft.lines)
            step = step_of(
                held,
                id,
                "wasted",
                person.id,
                sent,
                words=draft.note,
                photos=draft.photos,
                zh=goods.zh,
                en=goods.en,
                product=draft.lines[0].product,
            )
            await take_step(held, step)
    return await load_issue(person, issue, late=held["late"]), not taken
