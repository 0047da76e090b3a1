"""Take somebody's record in from the hands of HQ: its author stays, and a mark says who handed it in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from backend.database import transaction
from backend.events.log import record
from backend.inspections.schemas import InspectionIn, ReceiptOut
from backend.inspections.submit import submit
from backend.people.author import author_of
from backend.people.marks import MarkKind, mark_arrival
from backend.people.person import SignedIn
from backend.photos.intake import Arrival, take_in
from backend.wire import Sent

T = TypeVar("T")


async def hand_in(
    author: UUID, person: SignedIn, subject: UUID, deed: Callable[[SignedIn], Awaitable[tuple[T, bool]]]
) -> tuple[T, int]:
    """Do a deed as its author would have and mark what came of it; return the reply and its HTTP status.

    What the author's own phone has sent already stays as it is, and the other way round: it is the same
    document under the same id, so the mark is only for what HQ brought first.
    """
    writer = await author_of(author, person)
    async with transaction():
        reply, is_new = await deed(writer)
        if is_new:
            await mark_arrival(subject, MarkKind.handed_over, person.id)
            await record("record.handed_over", subject, person=person.id, payload={"author": str(writer.id)})
    return reply, 201 if is_new else 200


async def hand_in_photo(
    author: UUID, person: SignedIn, sha256: str, stream: AsyncIterator[bytes], kind: str
) -> Arrival:
    """Take a photo in as sent by its author."""
    writer = await author_of(author, person)
    return await take_in(sha256, writer.id, stream, kind)


async def submitted(id: UUID, writer: SignedIn, sent: Sent[InspectionIn]) -> tuple[ReceiptOut, bool]:
    """Submit an inspection as its author, and tell whether it is new."""
    arrival = await submit(id, writer, sent)
    return arrival.receipt, arrival.is_new
