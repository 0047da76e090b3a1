"""Take a finished inspection in, once, and say what the server holds of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn
from uuid import UUID

import msgspec

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.reading import find_version
from backend.checklists.schemas import ChecklistVersionOut
from backend.checklists.visibility import Circumstances
from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.inspections.circumstances import asks_otherwise, circumstances_now
from backend.inspections.completeness import find_flaws
from backend.inspections.corrective import missing_actions
from backend.inspections.findings import Found, passed_questions, raise_findings
from backend.inspections.manifest import beside, check_marks, check_signature, manifest_of, show_evidence
from backend.inspections.proof import CheckIn
from backend.inspections.receipts import receipt_of
from backend.inspections.rounds.fulfil import tick_off
from backend.inspections.schemas import InspectionIn, ReceiptOut
from backend.inspections.score import Score
from backend.inspections.scoring import score_answers
from backend.inspections.tables import Inspection
from backend.inspections.unusual import mark_what_was_unusual
from backend.issues.recurring import pass_probation
from backend.people.access import load_store, reaches, require_reach
from backend.people.former_reach import reached_then, was_open_then
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, FieldProblem, NotFound, Unacceptable
from backend.wire import Sent

WALKERS = (Role.supervisor, Role.hq, Role.store_manager, Role.staff)
SORTABLE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of an inspection that was sent: its receipt, and whether it is the first time."""

    receipt: ReceiptOut
    is_new: bool


async def submit(id: UUID, person: SignedIn, sent: Sent[InspectionIn]) -> Arrival:
    """Take a finished inspection in and raise an issue for every failure.

    A phone that lost the reply sends the same inspection again: nothing changes and the same receipt
    comes back, even when the store has moved out of reach meanwhile. The same id with other content,
    and somebody else's id, is `AlreadySent`.
    """
    draft = sent.document
    async with transaction():
        if await was_sent(id, person, sent.fingerprint):
            return Arrival(await receipt_of(id, person), is_new=False)
        is_late = await check_store(person, draft)
        now = await circumstances_now(person, draft.store)
        circumstances = draft.circumstances or now
        check_place(draft.check_in)
        version = await check_version(draft.checklist_version)
        await check_task(draft, version.checklist)
        await check_answers(version.document, draft.answers, circumstances)
        await check_actions(person, draft, version.document)
        check_marks(draft)
        check_signature(draft.signature)
        score = score_answers(version.document, draft.answers, circumstances, submitted=True)
        row = inspection_row(id, person, sent, circumstances, score)
        if not await insert_or_nothing(row):
            await was_sent(id, person, sent.fingerprint)
            return Arrival(await receipt_of(id, person), is_new=False)
        is_other = asks_otherwise(version.document, draft.answers, circumstances, now)
        await mark_what_was_unusual(id, draft, is_late=is_late, is_other=is_other)
        others = beside(draft.signature, draft.aside)
        await show_evidence(id, draft.store, person, draft, version.document, others)
        visit = Found(id, draft.store, person.id, draft.instance_names, row.received_at)
        await raise_findings(visit, draft, version.document, score)
        await pass_probation(draft.store, passed_questions(version.document, draft, score), id)
        await tick_off(id, draft, version.checklist, person)
        await record("inspection.submitted", id, store=draft.store, person=person.id, payload=told(score))
        return Arrival(await receipt_of(id, person), is_new=True)


async def was_sent(id: UUID, person: SignedIn, fingerprint: str) -> bool:
    """Tell whether this person sent this very document before; raises `AlreadySent` if the id is taken."""
    rows = await fetch("SELECT person, fingerprint FROM inspection WHERE id = $1", id)
    if rows and (rows[0]["person"], rows[0]["fingerprint"]) != (person.id, fingerprint):
        raise AlreadySent()
    return bool(rows)


async def check_store(person: SignedIn, draft: InspectionIn) -> bool:
    """Tell whether the store was lost only after the check-in: what was done offline before is accepted late.

    Raises `NotFound` for a store out of reach, `Forbidden` for a post that does not walk.
    """
    store = draft.store
    if not await reaches(person, store):
        if await reached_then(person, store, draft.check_in.estimated_at, *WALKERS):
            return True
        raise NotFound(fields=[FieldProblem("store", "There is no such store within your reach.", "unknown")])
    if await was_open_then(store, draft.check_in.estimated_at):
        await require_reach(person, store, *WALKERS)
    else:
        await load_store(person, store, *WALKERS)
    return False


def check_place(check_in: CheckIn) -> None:
    """Raise `Unacceptable` for a check-in that neither has a position nor says why not."""
    if check_in.position is None and check_in.no_position is None:
        refuse("checkIn.noPosition", "Say why there is no position.", "required")


async def check_version(id: UUID) -> ChecklistVersionOut:
    """Load the checklist version that was answered."""
    version = await find_version(id)
    if version is None:
        refuse("checklistVersion", "There is no such checklist version.")
    return version


async def check_task(draft: InspectionIn, checklist: UUID) -> None:
    """Raise `Unacceptable` for a task that is not one of this store and this checklist."""
    if draft.task is None:
        return
    rows = await fetch("SELECT store, checklist FROM task WHERE id = $1", draft.task)
    if not rows or (rows[0]["store"], rows[0]["checklist"]) != (draft.store, checklist):
        refuse("task", "There is no such task for this store and this checklist.")


async def check_answers(
    document: ChecklistDocument, answers: Sequence[Answer], circumstances: Circumstances
) -> None:
    """Raise `Unacceptable` naming every answer that is missing, makes no sense or lacks its proof."""
    flaws = [
        FieldProblem(flaw.path, flaw.message, flaw.code)
        for flaw in find_flaws(document, answers, circumstances)
    ]
    named = {product for answer in answers for product in answer.products}
    rows = await fetch("SELECT id FROM product WHERE id = ANY($1)", list(named)) if named else []
    unknown = named - {row["id"] for row in rows}
    flaws += [
        FieldProblem(f"answers[{index}].products[{place}]", "There is no such product.", "unknown")
        for index, answer in enumerate(answers)
        for place, product in enumerate(answer.products)
        if product in unknown
    ]
    if flaws:
        raise Unacceptable(fields=flaws)


async def check_actions(person: SignedIn, draft: InspectionIn, document: ChecklistDocument) -> None:
    """Raise `Unacceptable` where the store checks itself and does not say what it did about a reading."""
    if not await reaches(person, draft.store, Role.staff, Role.store_manager):
        return
    if flaws := list(missing_actions(document, draft.answers)):
        raise Unacceptable(fields=flaws)


def refuse(path: str, message: str, code: str = "unknown") -> NoReturn:
    """Raise `Unacceptable` for one field."""
    raise Unacceptable(fields=[FieldProblem(path, message, code)])


def inspection_row(
    id: UUID, person: SignedIn, sent: Sent[InspectionIn], circumstances: Circumstances, score: Score
) -> Inspection:
    """Make the row of an inspection; no clock of a phone, however wrong, keeps it out."""
    draft = sent.document
    return Inspection(
        id=id,
        store=draft.store,
        checklist_version=draft.checklist_version,
        person=person.id,
        started_at=draft.started_at,
        submitted_at=draft.device_at,
        estimated_at=draft.estimated_at,
        received_at=datetime.now(UTC),
        check_in=as_json(draft.check_in),
        answers=as_json(draft.answers),
        manifest=as_json(manifest_of(draft, beside(draft.signature, draft.aside))),
        note=draft.note,
        takings=as_json(draft.takings),
        check_out=None if draft.check_out is None else as_json(draft.check_out),
        signature=None if draft.signature is None else as_json(draft.signature),
        aside=as_json(draft.aside),
        fingerprint=sent.fingerprint,
        circumstances=as_json(circumstances),
        instance_names=as_json(draft.instance_names),
        score=as_json(score),
        shown=score.shown,
        adjusted_e6=millionths(score),
        verdict=score.verdict,
        engine_version=score.engine_version,
    )


def as_json(value: object) -> str:
    """Write a document as the JSON that jsonb takes."""
    return msgspec.json.encode(value).decode()


def millionths(score: Score) -> int | None:
    """Return the adjusted score for sorting; points lost without measure end where the column ends."""
    if score.adjusted is None:
        return None
    return max(-SORTABLE, min(SORTABLE, round(score.adjusted.exact() * 1_000_000)))


def told(score: Score) -> dict[str, object]:
    """Return what the event tells of the score."""
    return {
        "failed": len(score.failed),
        "redLines": len(score.fired),
        "shown": score.shown,
        "verdict": score.verdict,
    }
