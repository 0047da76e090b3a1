"""What the server states, under its signature, to hold of an inspection; the phone deletes nothing else."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import Circumstances
from backend.database import fetch, transaction, uuid7
from backend.inspections.kept_back import kept_back
from backend.inspections.proof import Signature
from backend.inspections.receipt_key import sign
from backend.inspections.schemas import ReceiptOut, ReceiptStatement
from backend.inspections.score import Score
from backend.inspections.tables import NEWEST_VERSION
from backend.issues.listing import cards_where
from backend.people.access import reaches
from backend.people.marks import marks_of
from backend.people.person import SignedIn
from backend.photos.access import held
from backend.problems import NotFound
from backend.wire import fingerprint

NEWEST = f"""
    SELECT inspection.id, coalesce(newest.fingerprint, inspection.fingerprint) AS fingerprint,
        coalesce(newest.manifest, inspection.manifest) AS manifest,
        coalesce(newest.score, inspection.score) AS score, newest.id AS amendment, inspection.signature,
        array(SELECT person FROM amendment WHERE inspection = $1) || inspection.person AS people
    FROM inspection {NEWEST_VERSION} WHERE inspection.id = $1
"""  # noqa: S608
RAISED = """issue.inspection = $1 OR issue.id IN (
    SELECT issue FROM issue_step WHERE about = $1 AND kind = 'recurred')"""


class Inspected(msgspec.Struct, frozen=True, kw_only=True):
    """As much of the newest version of an inspection as its receipt needs, and whose photos it shows."""

    id: UUID
    people: list[UUID]
    fingerprint: str
    manifest: list[str]
    score: Score
    amendment: UUID | None
    signature: Signature | None


async def read_receipt(id: UUID, person: SignedIn) -> ReceiptOut:
    """Return the receipt of what is held now, for whoever made the inspection or reaches its store."""
    async with transaction():
        rows = await fetch(
            f"""
            SELECT inspection.store, inspection.person, checklist_version.document,
                coalesce(newest.answers, inspection.answers) AS answers, inspection.circumstances
            FROM inspection {NEWEST_VERSION}
                JOIN checklist_version ON checklist_version.id = inspection.checklist_version
            WHERE inspection.id = $1
            """,  # noqa: S608
            id,
        )
        if not rows or not (rows[0]["person"] == person.id or await reaches(person, rows[0]["store"])):
            raise NotFound()
        document = msgspec.convert(rows[0]["document"], ChecklistDocument)
        answers = msgspec.convert(rows[0]["answers"], list[Answer])
        hidden = await kept_back(person, rows[0]["store"], rows[0]["person"], document, answers)
        receipt = await receipt_of(id, person)
        known = msgspec.convert(rows[0]["circumstances"], Circumstances)
        return hidden.receipt(receipt, hidden.score(receipt.score, document, answers, known))


async def receipt_of(id: UUID, reader: SignedIn) -> ReceiptOut:
    """Return the receipt of the photos held at this moment; a state is signed once and keeps its receipt."""
    inspected = msgspec.convert((await fetch(NEWEST, id))[0], Inspected)
    arrived = await held(inspected.manifest, *inspected.people)
    here = [sha256 for sha256 in inspected.manifest if sha256 in arrived]
    kept = await find_receipt(inspected, here) or await sign_receipt(inspected, here)
    statement = msgspec.json.decode(kept["statement"], type=ReceiptStatement)
    return ReceiptOut(
        statement=kept["statement"],
        signature=kept["signature"],
        inspection=inspected.id,
        manifest=statement.manifest,
        held=statement.held,
        missing=[sha256 for sha256 in inspected.manifest if sha256 not in arrived],
        issued_at=statement.issued_at,
        issues=await cards_where(reader, RAISED, inspected.id),
        score=inspected.score,
        marks=await marks_of(inspected.id),
    )


async def find_receipt(inspected: Inspected, here: list[str]) -> dict[str, str] | None:
    """Look up what was signed of this version when just these photos were held."""
    rows = await fetch(
        "SELECT statement, signature FROM receipt WHERE inspection = $1 AND held_sha256 = $2",
        inspected.id,
        state_of(inspected, here),
    )
    return rows[0] if rows else None


def state_of(inspected: Inspected, here: list[str]) -> str:
    """Name what a receipt speaks of: the version and the photos that are held of it."""
    version = [] if inspected.amendment is None else [str(inspected.amendment)]
    return fingerprint([*version, *here])


async def sign_receipt(inspected: Inspected, here: list[str]) -> dict[str, str]:
    """Sign what is held; of two who sign the same state at once, the first one's receipt counts."""
    statement = write_statement(inspected, here, datetime.now(UTC))
    signature = await sign(statement)
    await fetch(
        """
        INSERT INTO receipt (id, inspection, held_sha256, statement, signature, issued_at)
        VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING
        """,
        uuid7(),
        inspected.id,
        state_of(inspected, here),
        statement,
        signature,
    )
    signed = await find_receipt(inspected, here)
    assert signed is not None
    return signed


def write_statement(inspected: Inspected, here: list[str], at: datetime) -> str:
    """Write the statement down as canonical JSON: keys sorted, no white space."""
    statement = ReceiptStatement(
        inspection=inspected.id,
        answers_sha256=inspected.fingerprint,
        manifest=inspected.manifest,
        held=here,
        issued_at=at,
        amendment=inspected.amendment,
        signed_by=inspected.signature,
    )
    return msgspec.json.encode(statement, order="sorted").decode()
