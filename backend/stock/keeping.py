"""Count, throw away and correct: what a store does to its own stock."""

from typing import TypeVar
from uuid import UUID

from backend.database import transaction
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable
from backend.stock.by_place import keep_parts, places_of, settle_places
from backend.stock.deeds import Doing, Line, changes, deed_out, doing, keep_deed
from backend.stock.schemas import CorrectionIn, CountIn, DeedOut, WasteIn
from backend.wire import Sent

# Whoever walks a store may count what lies before them; goods are thrown away by those who sell them.
MAY_COUNT = (Role.staff, Role.store_manager, Role.supervisor, Role.hq)
MAY_THROW_AWAY = (Role.staff, Role.store_manager)
MAY_CORRECT = (Role.store_manager, Role.hq)

Count = TypeVar("Count", bound=CountIn)
Waste = TypeVar("Waste", bound=WasteIn)


async def count_stock(id: UUID, store: UUID, person: SignedIn, sent: Sent[CountIn]) -> tuple[DeedOut, bool]:
    """Keep a count; each line holds from the moment it was counted at, so that late changes land right."""
    async with transaction():
        await load_store(person, store, *MAY_COUNT)
        new = await keep_count(id, store, person, sent)
        return await deed_out(id), new


async def keep_count(
    id: UUID, store: UUID, person: SignedIn, sent: Sent[Count], issue: UUID | None = None
) -> bool:
    """Keep a count in the caller's transaction, for an issue or for no one's; tell whether it is new."""
    draft = sent.document
    places = await places_of(store, [line.product for line in draft.lines])
    deed = doing(
        id,
        store,
        person,
        sent,
        kind="count",
        entry="count",
        lines=settle_places(draft.lines, places),
        note=draft.note,
        issue=issue,
        inspection=draft.inspection,
    )
    new = await keep_deed(deed)
    if new:
        await keep_parts(deed, places)
    return new


async def throw_away(id: UUID, store: UUID, person: SignedIn, sent: Sent[WasteIn]) -> tuple[DeedOut, bool]:
    """Keep waste with its reason; "other" says in words what it was."""
    return await keep_at(waste_of(id, store, person, sent), MAY_THROW_AWAY)


def waste_of(id: UUID, store: UUID, person: SignedIn, sent: Sent[Waste], issue: UUID | None = None) -> Doing:
    """Make the deed of throwing goods away, for an issue or for no one's; "other" asks for words."""
    draft = sent.document
    if draft.reason == "other" and not draft.note.strip():
        raise Unacceptable(fields=[FieldProblem("note", "Say in a few words what happened.", "required")])
    lines = [Line(product=line.product, base_units=-line.base_units, lots=line.lots) for line in draft.lines]
    return doing(
        id,
        store,
        person,
        sent,
        kind="waste",
        entry="waste",
        lines=lines,
        reason=draft.reason,
        note=draft.note,
        photos=draft.photos,
        issue=issue,
    )


async def correct_stock(
    id: UUID, store: UUID, person: SignedIn, sent: Sent[CorrectionIn]
) -> tuple[DeedOut, bool]:
    """Keep a correction; it says why."""
    draft = sent.document
    if not draft.note.strip():
        raise Unacceptable(fields=[FieldProblem("note", "Say why the ledger was wrong.", "required")])
    lines = changes((line.product, line.base_units) for line in draft.lines)
    deed = doing(id, store, person, sent, kind="correction", entry="correction", lines=lines, note=draft.note)
    return await keep_at(deed, MAY_CORRECT)


async def keep_at(deed: Doing, roles: tuple[Role, ...]) -> tuple[DeedOut, bool]:
    """Keep a deed of somebody who holds one of the roles at its store; tell whether it is new."""
    async with transaction():
        await load_store(deed.person, deed.store, *roles)
        new = await keep_deed(deed)
        return await deed_out(deed.id), new
