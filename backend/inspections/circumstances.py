"""Under which circumstances a visit is judged: those its phone went by, offline or not."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import Circumstances, lay_out
from backend.database import fetch
from backend.people.person import SignedIn


async def circumstances_now(person: SignedIn, store: UUID) -> Circumstances:
    """Return what conditions may ask of the store and the person, as it is known at this moment."""
    [row] = await fetch("SELECT attributes FROM store WHERE id = $1", store)
    roles = tuple(sorted(person.roles))
    return msgspec.convert({"attributes": row["attributes"], "roles": roles}, Circumstances)


def asks_otherwise(
    document: ChecklistDocument, answers: Sequence[Answer], one: Circumstances, other: Circumstances
) -> bool:
    """Tell whether these answers would have met other questions under other circumstances.

    A store that got a fryer while its supervisor walked it offline was walked rightly all the same: the
    visit is taken as it was asked, and marked.
    """
    return one != other and asked(document, answers, one) != asked(document, answers, other)


def asked(
    document: ChecklistDocument, answers: Sequence[Answer], circumstances: Circumstances
) -> set[tuple[str, int]]:
    """Return every question that is asked, with its instance."""
    given = {(answer.question, answer.instance): answer for answer in answers}
    parts = lay_out(document, given, circumstances)
    return {(question.id, part.instance) for part in parts for question in part.asked}
