"""Read inspections: one with everything that was found, or a page of cards."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import Answer
from backend.checklists.reading import read_version
from backend.checklists.visibility import Circumstances
from backend.database import fetch
from backend.inspections.kept_back import KeptBack, kept_back, told_scores
from backend.inspections.proof import Taking
from backend.inspections.receipts import receipt_of
from backend.inspections.schemas import InspectionCard, InspectionOut, InspectionPage
from backend.inspections.score import Score
from backend.inspections.tables import NEWEST_VERSION
from backend.inspections.versions import no_longer_failed, read_amendments
from backend.inspections.visit_rules import amend_until
from backend.people.access import reachable_store_ids, require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import BadDocument, FieldProblem
from backend.wire import build

PAGE = 50
MANIFEST = "coalesce(newest.manifest, inspection.manifest)"
SCORE = "coalesce(newest.score, inspection.score)"
CARD = f"""
    inspection.id, inspection.store, store.name AS store_name,
    checklist_version.document -> 'name' AS checklist_name, person.name AS person_name,
    inspection.submitted_at, inspection.received_at, inspection.shown, inspection.verdict,
    jsonb_array_length({SCORE} -> 'failed') AS failed, coalesce(newest.number, 0) AS amendments,
    (SELECT count(*) FROM jsonb_array_elements_text({MANIFEST}) AS named
     WHERE NOT EXISTS (SELECT FROM photo_upload AS sent WHERE sent.photo = named AND (
         sent.person = inspection.person
         OR sent.person IN (SELECT person FROM amendment WHERE amendment.inspection = inspection.id)
     ))) AS photos_missing
"""  # noqa: S608
JOINED = f"""
    JOIN store ON store.id = inspection.store JOIN person ON person.id = inspection.person
    JOIN checklist_version ON checklist_version.id = inspection.checklist_version {NEWEST_VERSION}
"""
OLDER = "($2::timestamptz IS NULL OR (received_at, id) < ($2, $3::uuid))"
NEWEST = f"SELECT id FROM inspection WHERE {OLDER} ORDER BY received_at DESC, id DESC LIMIT $1"  # noqa: S608
# One short walk down an index per store: the whole history of a region is never sorted for one page.
NEWEST_OF_STORES = f"""
    SELECT newest.id FROM unnest($4::uuid[]) AS reached(store) CROSS JOIN LATERAL (
        SELECT id, received_at FROM inspection WHERE inspection.store = reached.store AND {OLDER}
        ORDER BY received_at DESC, id DESC LIMIT $1
    ) AS newest ORDER BY received_at DESC, id DESC LIMIT $1
"""  # noqa: S608
WHOLE = f"""
    inspection.checklist_version, inspection.person, started_at, check_in, check_out, signature, aside,
    coalesce(newest.takings, inspection.takings) AS takings,
    coalesce(newest.answers, inspection.answers) AS answers,
    circumstances, instance_names,
    coalesce(newest.note, inspection.note) AS note, {SCORE} AS score, {MANIFEST} AS manifest
"""


async def list_inspections(person: SignedIn, store: UUID | None, before: UUID | None) -> InspectionPage:
    """List a page of inspections within reach, newest first, going on before one already seen."""
    if store is not None:
        await require_reach(person, store)
    stores = await reachable_store_ids(person) if store is None else [store]
    cards = await newest_inspections(person, stores, PAGE + 1, before)
    more = str(cards[PAGE - 1].id) if len(cards) > PAGE else None
    return InspectionPage(inspections=cards[:PAGE], next=more)


async def newest_inspections(
    person: SignedIn, stores: list[UUID] | None, limit: int, before: UUID | None = None
) -> list[InspectionCard]:
    """Return cards of the given stores, or of all of them for None, newest first."""
    rows = await fetch(
        f"""
        SELECT {CARD} FROM inspection {JOINED}
        WHERE inspection.id IN ({NEWEST if stores is None else NEWEST_OF_STORES})
        ORDER BY inspection.received_at DESC, inspection.id DESC
        """,  # noqa: S608
        limit,
        await received_at(before),
        before,
        *([] if stores is None else [stores]),
    )
    told = await told_scores(person, [row["id"] for row in rows])
    return [build(InspectionCard, as_told(row, told.get(row["id"]))) for row in rows]


def as_told(row: dict[str, Any], score: Score | None) -> dict[str, Any]:
    """Return a card with another score than the one that counts, where its reader is told another."""
    if score is None:
        return row | {"partly": False}
    failed = len(score.failed)
    return row | {"shown": score.shown, "verdict": score.verdict, "failed": failed, "partly": True}


async def received_at(id: UUID | None) -> datetime | None:
    """Return when the last inspection of the page before arrived; raises `BadDocument` for an unknown one."""
    if id is None:
        return None
    rows = await fetch("SELECT received_at FROM inspection WHERE id = $1", id)
    if not rows:
        raise BadDocument(fields=[FieldProblem("before", "Use the `next` of the page before.")])
    arrived: datetime = rows[0]["received_at"]
    return arrived


async def read_inspection(id: UUID, person: SignedIn) -> InspectionOut:
    """Return an inspection with answers, score, issues and its newest receipt, else raise `NotFound`."""
    rows = await fetch(
        f"SELECT {CARD}, {WHOLE} FROM inspection {JOINED} WHERE inspection.id = $1",  # noqa: S608
        id,
    )
    await require_reach(person, rows[0]["store"] if rows else None)
    receipt = await receipt_of(id, person)
    version = await read_version(rows[0].pop("checklist_version"))
    maker = rows[0].pop("person")
    answers = msgspec.convert(rows[0]["answers"], list[Answer])
    hidden = await kept_back(person, rows[0]["store"], maker, version.document, answers)
    known = msgspec.convert(rows[0]["circumstances"], Circumstances)
    score = hidden.score(receipt.score, version.document, answers, known)
    receipt = hidden.receipt(receipt, score)
    row = rows[0] | {"version": version, "held": receipt.held, "issues": receipt.issues, "receipt": receipt}
    row = as_told(row, score if hidden.questions else None) | without(hidden, row, answers) | {"score": score}
    until = await amend_until(row["received_at"])
    is_own = maker == person.id
    row |= {
        "history": hidden.history(await read_amendments(id, hidden.rescorer(version.document, known))),
        "no_longer_failed": await no_longer_failed(id, receipt.score, person),
        "amend_until": until,
        "may_amend": person.has(Role.hq) or (is_own and datetime.now(UTC) < until),
    }
    return build(InspectionOut, row)


def without(hidden: KeptBack, row: dict[str, Any], answers: list[Answer]) -> dict[str, Any]:
    """Return what an inspection reads without what is kept back from its reader."""
    return {
        "answers": hidden.answers(answers),
        "takings": hidden.takings(msgspec.convert(row["takings"], list[Taking])),
        "manifest": hidden.named(row["manifest"]),
    }
