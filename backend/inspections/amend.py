"""Amend an inspection: a new version beside the old one, marked who, when and why."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.reading import read_version
from backend.checklists.visibility import Circumstances
from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.inspections.findings import Found, issue_id, raise_findings
from backend.inspections.manifest import beside, check_marks, manifest_of, show_evidence
from backend.inspections.proof import InstanceName, Signature
from backend.inspections.receipts import receipt_of
from backend.inspections.schemas import AmendmentIn, ReceiptOut
from backend.inspections.score import Score
from backend.inspections.scoring import score_answers
from backend.inspections.set_aside import SetAside
from backend.inspections.submit import as_json, check_answers, millionths, refuse
from backend.inspections.tables import NEWEST_VERSION, Amendment
from backend.inspections.visit_rules import amend_until
from backend.people.access import require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent, AmendmentClosed, Forbidden, OutOfDate
from backend.wire import Sent

BASE = f"""
    SELECT inspection.id, inspection.store, inspection.person, inspection.checklist_version,
        inspection.received_at, inspection.circumstances, inspection.instance_names, inspection.signature,
        inspection.aside, newest.id AS newest,
        coalesce(newest.number, 0) AS number
    FROM inspection {NEWEST_VERSION} WHERE inspection.id = $1
"""  # noqa: S608


async def amend(
    inspection: UUID, id: UUID, person: SignedIn, sent: Sent[AmendmentIn]
) -> tuple[ReceiptOut, bool]:
    """Keep a new version of an inspection and raise what it newly finds; the old version stays as it was.

    Sent again it changes nothing. Based on another version than the newest it is `OutOfDate`; the walker
    after the window is `AmendmentClosed`.
    """
    draft = sent.document
    async with transaction():
        base = await lock_base(inspection, person)
        if await was_sent(id, inspection, person, sent.fingerprint):
            return await receipt_of(inspection, person), False
        await check_window(base, person, draft)
        if draft.based_on != base["newest"]:
            raise OutOfDate()
        if not draft.reason.strip():
            refuse("reason", "Say why it is amended.", "required")
        version = await read_version(base["checklist_version"])
        circumstances = msgspec.convert(base["circumstances"], Circumstances)
        await check_answers(version.document, draft.answers, circumstances)
        check_marks(draft)
        score = score_answers(version.document, draft.answers, circumstances, submitted=True)
        row = amendment_row(id, base, person, sent, score)
        await insert_or_nothing(row)
        await keep_newest(base, score)
        await show_evidence(inspection, base["store"], person, draft, version.document, ())
        raised = await raise_new(base, person, draft, version.document, score, row.received_at)
        payload: dict[str, object] = {"amendment": id, "shown": score.shown, "raised": raised}
        await record("inspection.amended", inspection, store=base["store"], person=person.id, payload=payload)
        return await receipt_of(inspection, person), True


async def lock_base(inspection: UUID, person: SignedIn) -> dict[str, Any]:
    """Load the newest version for the walker or HQ, and let one amendment at a time go on from it."""
    await fetch("SELECT id FROM inspection WHERE id = $1 FOR NO KEY UPDATE", inspection)
    rows = await fetch(BASE, inspection)
    if not rows or rows[0]["person"] != person.id:
        await require_reach(person, rows[0]["store"] if rows else None)
        if not person.has(Role.hq):
            raise Forbidden()
    return rows[0]


async def was_sent(id: UUID, inspection: UUID, person: SignedIn, fingerprint: str) -> bool:
    """Tell whether this person sent this very amendment before; raises `AlreadySent` if the id is taken."""
    rows = await fetch("SELECT inspection, person, fingerprint FROM amendment WHERE id = $1", id)
    known = [(row["inspection"], row["person"], row["fingerprint"]) for row in rows]
    if known and known != [(inspection, person.id, fingerprint)]:
        raise AlreadySent()
    return bool(known)


async def check_window(base: dict[str, Any], person: SignedIn, draft: AmendmentIn) -> None:
    """Raise `AmendmentClosed` for a walker who amended, on the phone, after the window was over."""
    if not person.has(Role.hq) and draft.estimated_at > await amend_until(base["received_at"]):
        raise AmendmentClosed()


def amendment_row(
    id: UUID, base: dict[str, Any], person: SignedIn, sent: Sent[AmendmentIn], score: Score
) -> Amendment:
    """Make the row of a new version, whole."""
    draft = sent.document
    signature = msgspec.convert(base["signature"], Signature | None)
    kept = beside(signature, msgspec.convert(base["aside"], list[SetAside]))
    return Amendment(
        id=id,
        inspection=base["id"],
        number=base["number"] + 1,
        person=person.id,
        reason=draft.reason.strip(),
        answers=as_json(draft.answers),
        takings=as_json(draft.takings),
        manifest=as_json(manifest_of(draft, kept)),
        note=draft.note,
        score=as_json(score),
        shown=score.shown,
        verdict=score.verdict,
        device_at=draft.device_at,
        estimated_at=draft.estimated_at,
        received_at=datetime.now(UTC),
        fingerprint=sent.fingerprint,
    )


async def keep_newest(base: dict[str, Any], score: Score) -> None:
    """Let lists and rankings count the newest version; the score as submitted stays in `score`."""
    await fetch(
        "UPDATE inspection SET shown = $2, adjusted_e6 = $3, verdict = $4 WHERE id = $1",
        base["id"],
        score.shown,
        millionths(score),
        score.verdict,
    )


async def raise_new(
    base: dict[str, Any],
    person: SignedIn,
    draft: AmendmentIn,
    document: ChecklistDocument,
    score: Score,
    at: datetime,
) -> list[UUID]:
    """Raise an issue for every answer that fails only now, and name them; none is taken back."""
    failed = [issue_id(base["id"], one) for one in score.failed]
    rows = await fetch("SELECT id FROM issue WHERE id = ANY($1)", failed)
    known = {row["id"] for row in rows}
    names = msgspec.convert(base["instance_names"], list[InstanceName])
    visit = Found(base["id"], base["store"], person.id, names, at)
    await raise_findings(visit, draft, document, score)
    return [issue for issue in failed if issue not in known]
