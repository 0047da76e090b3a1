"""What reviewers and HQ read of how well the proof of visits stands."""

from uuid import UUID

from backend.database import fetch
from backend.inspections.evidence_schemas import EvidenceOut, LowEvidence
from backend.people.access import require_reach, require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.wire import build

REVIEWERS = (Role.supervisor, Role.hq, Role.admin)
LIST = 100


async def read_evidence(inspection: UUID, person: SignedIn) -> EvidenceOut:
    """Return the evidence of a visit for whoever made it, and for reviewers who reach its store."""
    rows = await fetch(
        """
        SELECT inspection.id AS inspection, store, person, evidence.score,
            coalesce(reasons, '[]') AS reasons, coalesce(evidence.answers, '[]') AS answers, weighed_at
        FROM inspection LEFT JOIN visit_evidence AS evidence ON evidence.inspection = inspection.id
        WHERE inspection.id = $1
        """,
        inspection,
    )
    if not rows or rows[0].pop("person") != person.id:
        await require_reach(person, rows[0]["store"] if rows else None, *REVIEWERS)
    rows[0].pop("store")
    return build(EvidenceOut, rows[0])


async def list_low_evidence(person: SignedIn, below: int) -> list[LowEvidence]:
    """List the visits of the last 90 days whose evidence is weakest; HQ samples them, nothing is blocked."""
    require_role(person, Role.hq, Role.admin)
    rows = await fetch(
        f"""
        SELECT inspection.id, store.id AS store, store.name AS store_name, person.name AS person_name,
            checklist_version.document -> 'name' AS checklist_name, received_at, evidence.score, reasons
        FROM visit_evidence AS evidence JOIN inspection ON inspection.id = evidence.inspection
            JOIN store ON store.id = inspection.store JOIN person ON person.id = inspection.person
            JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        WHERE evidence.score < $1 AND received_at > now() - interval '90 days'
        ORDER BY evidence.score, received_at DESC LIMIT {LIST}
        """,  # noqa: S608
        below,
    )
    return [build(LowEvidence, row) for row in rows]
