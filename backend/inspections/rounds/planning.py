"""Plan a round, change it, end it: a whole document each time, against the version it is based on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.inspections.rounds.chosen import Chosen, chosen_stores, may_plan, watched_stores
from backend.inspections.rounds.giving import RoundRow, stores_of, withdraw_tasks, write_tasks
from backend.inspections.rounds.recurrence import names_days
from backend.inspections.rounds.schemas import RoundEnd, RoundIn, TaskRole
from backend.inspections.tables import Round
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Forbidden, NotFound, OutOfDate, Unacceptable
from backend.wire import Sent

OF_THE_STORE = (TaskRole.store, TaskRole.store_manager)


async def plan_round(id: UUID, person: SignedIn, sent: Sent[RoundIn]) -> bool:
    """Make a round or change it, and its tasks with it; tell whether it is new.

    The same document sent again changes nothing. Raises `OutOfDate` for an older version, `Unacceptable`
    naming every field that makes no plan, `Forbidden` for stores that the person does not plan.
    """
    draft, now = sent.document, datetime.now(UTC)
    async with transaction():
        before = await hold_round(id)
        if before is not None and await was_planned(before, sent, person):
            return False
        stores = await check_plan(draft, person)
        if before is None and draft.version != 0:
            raise OutOfDate()
        written = await insert_or_nothing(round_row(id, person, sent)) if before is None else False
        kept = await hold_round(id)
        assert kept is not None, "written in this very transaction, or in one that came before"
        if not written:
            if before is None and await was_planned(kept, sent, person):
                return False
            kept = await change(id, sent)
        await withdraw_tasks(id, now, also_open=draft.also_open)
        await write_tasks(kept, stores, now, follow=True, also_open=draft.also_open)
        await record("round.planned", id, person=person.id, payload={"version": kept.version})
        return before is None


async def end_round(id: UUID, person: SignedIn, end: RoundEnd) -> None:
    """End a round: it asks for nothing new; ending it twice is the same."""
    now = datetime.now(UTC)
    async with transaction():
        kept = await hold_round(id)
        if kept is None or not await reaches_any(kept, person):
            raise NotFound()
        if not await may_plan(person, kept.regions, kept.stores):
            raise Forbidden()
        if kept.ended_at is not None:
            return
        if kept.version != end.version:
            raise OutOfDate()
        await fetch("UPDATE round SET ended_at = $2, version = version + 1 WHERE id = $1", id, now)
        await withdraw_tasks(id, now, also_open=end.also_open)
        await record("round.ended", id, person=person.id)


async def hold_round(id: UUID) -> RoundRow | None:
    """Load a round and keep it locked, so that neither the clock nor another planner comes between."""
    rows = await fetch("SELECT * FROM round WHERE id = $1 FOR UPDATE", id)
    return msgspec.convert(rows[0], RoundRow) if rows else None


async def was_planned(before: RoundRow, sent: Sent[RoundIn], person: SignedIn) -> bool:
    """Tell whether this very document made the round what it is; raises when it may not be changed so."""
    if not await reaches_any(before, person):
        raise NotFound()
    if not await may_plan(person, before.regions, before.stores):
        raise Forbidden()
    if before.fingerprint == sent.fingerprint:
        return True
    if before.ended_at is not None or before.version != sent.document.version:
        raise OutOfDate()
    return False


async def reaches_any(kept: RoundRow, person: SignedIn) -> bool:
    """Tell whether a planner sees a round: one of its stores is within reach."""
    reached = await watched_stores(person)
    return reached is None or not {store.id for store in await stores_of(kept)}.isdisjoint(reached)


async def check_plan(draft: RoundIn, person: SignedIn) -> list[Chosen]:
    """Return the stores that a draft chooses; raises `Unacceptable` for whatever makes no plan."""
    if not await may_plan(person, draft.regions, draft.stores):
        raise Forbidden()
    stores = await chosen_stores(draft.regions, draft.stores, draft.attributes)
    flaws = [*flaws_of_plan(draft), *await flaws_of_choice(draft, stores)]
    if flaws:
        raise Unacceptable("This round cannot be planned yet.", fields=flaws)
    return stores


def flaws_of_plan(draft: RoundIn) -> Iterator[FieldProblem]:
    """Find what contradicts itself in a draft."""
    if not draft.name.strip():
        yield FieldProblem("name", "Give the round a name.", "required")
    if (draft.person is None) == (draft.role is None):
        yield FieldProblem("role", "Choose a person or a role.", "required")
    if draft.kind == "surprise" and draft.announced:
        yield FieldProblem("announced", "A surprise is not announced.", "surprise_announced")
    if draft.kind == "self_check" and (draft.role not in OF_THE_STORE or not draft.announced):
        yield FieldProblem(
            "role", "A self-check is made by the store, which knows of it.", "self_check_by_store"
        )
    if not draft.announced and draft.role in OF_THE_STORE:
        yield FieldProblem(
            "role", "The store cannot be asked for what it must not know.", "store_unannounced"
        )
    if not names_days(draft.rule, draft.starts_on):
        yield FieldProblem("rule", "This names no day.", "no_day")
    if len(set(draft.times)) != len(draft.times):
        yield FieldProblem("times", "A time stands here twice.", "used_twice")
    if draft.missed_minutes < draft.due_minutes:
        yield FieldProblem("missedMinutes", "It cannot be missed before it is due.", "upside_down")
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        yield FieldProblem("endsOn", "It cannot end before it begins.", "upside_down")


async def flaws_of_choice(draft: RoundIn, stores: list[Chosen]) -> list[FieldProblem]:
    """Find what a draft names and is not there, or cannot do what is asked."""
    flaws = []
    if not stores:
        flaws.append(FieldProblem("stores", "No store is chosen.", "empty"))
    known = await fetch("SELECT 1 FROM checklist WHERE id = $1 AND NOT archived", draft.checklist)
    if not known:
        flaws.append(FieldProblem("checklist", "There is no such checklist in use.", "unknown"))
    if draft.person is not None:
        posts = await fetch(
            "SELECT role FROM post JOIN person ON person.id = post.person WHERE person.id = $1 AND active",
            draft.person,
        )
        roles = {row["role"] for row in posts}
        if not roles:
            flaws.append(FieldProblem("person", "There is no such person.", "unknown"))
        elif not draft.announced and roles & {Role.staff, Role.store_manager}:
            words = "Who works in a store cannot be asked for what stores must not know."
            flaws.append(FieldProblem("person", words, "store_unannounced"))
    return flaws


def round_row(id: UUID, person: SignedIn, sent: Sent[RoundIn]) -> Round:
    """Make the row of a new round."""
    return Round(id=id, version=1, made_by=person.id, fingerprint=sent.fingerprint, **columns(sent.document))


async def change(id: UUID, sent: Sent[RoundIn]) -> RoundRow:
    """Write the next version of a round, and return it."""
    written = columns(sent.document) | {"fingerprint": sent.fingerprint}
    places = ", ".join(f"{name} = ${number}" for number, name in enumerate(written, start=2))
    rows = await fetch(
        f"UPDATE round SET version = version + 1, {places} WHERE id = $1 RETURNING *",  # noqa: S608
        id,
        *written.values(),
    )
    return msgspec.convert(rows[0], RoundRow)


def columns(draft: RoundIn) -> dict[str, Any]:
    """Lay a document out in columns."""
    kept = {name: getattr(draft, name) for name in draft.__struct_fields__}
    for name in ("version", "also_open"):
        kept.pop(name)
    return kept | {"name": draft.name.strip()}
