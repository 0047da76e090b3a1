"""Drafts, HQ's list of checklists and the history of one, as HQ and admins read them."""

from typing import Any
from uuid import UUID

from backend.checklists.writing.look_over import look_over
from backend.checklists.writing.schemas import (
    DeskCard,
    DraftCard,
    DraftOut,
    DraftSaved,
    History,
    PublicationOut,
    VersionCard,
)
from backend.database import fetch
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import build

COUNT = """
    (SELECT coalesce(sum(jsonb_array_length(section -> 'questions')), 0)::int
     FROM jsonb_array_elements(CASE WHEN jsonb_typeof({document} -> 'sections') = 'array'
        THEN {document} -> 'sections' ELSE '[]' END) AS section
     WHERE jsonb_typeof(section -> 'questions') = 'array')
"""
PUBLICATIONS = """
    SELECT publication.id, publication.checklist, publication.status, publication.note,
        person.name AS asked_by_name, publication.asked_at, publication.due_at, publication.version,
        checklist_version.number
    FROM publication JOIN person ON person.id = publication.asked_by
    LEFT JOIN checklist_version ON checklist_version.id = publication.version
"""


async def read_draft(checklist: UUID, person: SignedIn) -> DraftOut:
    """Return the draft of a checklist with everything that would keep it from being published."""
    require_role(person, Role.hq, Role.admin)
    row = await find_draft(checklist)
    if row is None:
        raise NotFound()
    return build(DraftOut, told(row))


async def find_draft(checklist: UUID, *, lock: bool = False) -> dict[str, Any] | None:
    """Return the row of a draft with the name of whoever saved it last."""
    rows = await fetch(
        f"""
        SELECT checklist, document, based_on, revision, save_id, fingerprint, saved_by,
            person.name AS saved_by_name, saved_at
        FROM checklist_draft JOIN person ON person.id = saved_by
        WHERE checklist = $1 {"FOR UPDATE OF checklist_draft" if lock else ""}
        """,  # noqa: S608
        checklist,
    )
    return rows[0] if rows else None


def saved(row: dict[str, Any]) -> DraftSaved:
    """Say what became of a save, without sending the words back."""
    return build(DraftSaved, {key: value for key, value in told(row).items() if key != "document"})


def told(row: dict[str, Any]) -> dict[str, object]:
    """Return what is told of a draft's row."""
    findings = look_over(row["document"])
    kept = {key: value for key, value in row.items() if key != "fingerprint"}
    return kept | {"refusals": findings.refusals, "warnings": findings.warnings}


async def list_desk(person: SignedIn) -> list[DeskCard]:
    """List every checklist, also what is only a draft and what is out of use."""
    require_role(person, Role.hq, Role.admin)
    rows = await fetch(
        f"""
        SELECT checklist.id, checklist.name, archived, newest.id AS version, newest.number,
            newest.published_at, coalesce({COUNT.format(document="newest.document")}, 0) AS questions,
            draft.revision, {COUNT.format(document="draft.document")} AS draft_questions, draft.saved_at,
            person.name AS saved_by_name, draft.document -> 'name' AS draft_name
        FROM checklist
        LEFT JOIN LATERAL (
            SELECT id, number, document, published_at FROM checklist_version
            WHERE checklist_version.checklist = checklist.id ORDER BY number DESC LIMIT 1
        ) AS newest ON true
        LEFT JOIN checklist_draft AS draft ON draft.checklist = checklist.id
        LEFT JOIN person ON person.id = draft.saved_by
        WHERE newest.id IS NOT NULL OR draft.id IS NOT NULL OR EXISTS (
            SELECT FROM publication WHERE publication.checklist = checklist.id AND status = 'scheduled')
        ORDER BY archived, checklist.id
        """  # noqa: S608
    )
    scheduled = {one.checklist: one for one in await list_publications("status = 'scheduled'")}
    return [desk_card(row, scheduled.get(row["id"])) for row in rows]


def desk_card(row: dict[str, Any], scheduled: PublicationOut | None) -> DeskCard:
    """Make the card of one checklist."""
    draft = None
    if row["revision"] is not None:
        draft = DraftCard(
            revision=row["revision"],
            questions=row["draft_questions"],
            saved_by_name=row["saved_by_name"],
            saved_at=row["saved_at"],
        )
    shown = ("id", "name", "archived", "version", "number", "questions", "published_at")
    return build(DeskCard, {key: row[key] for key in shown} | {"draft": draft, "scheduled": scheduled})


async def list_publications(condition: str, *arguments: object) -> list[PublicationOut]:
    """List publications, the newest first."""
    rows = await fetch(f"{PUBLICATIONS} WHERE {condition} ORDER BY publication.id DESC LIMIT 200", *arguments)
    return [build(PublicationOut, row) for row in rows]


async def read_history(checklist: UUID, person: SignedIn) -> History:
    """Return every version of a checklist with its note, and what was to become one."""
    require_role(person, Role.hq, Role.admin)
    head = await fetch("SELECT id AS checklist, name, archived FROM checklist WHERE id = $1", checklist)
    if not head:
        raise NotFound()
    rows = await fetch(
        f"""
        SELECT checklist_version.id, number, note, published_at, person.name AS published_by_name,
            {COUNT.format(document="document")} AS questions
        FROM checklist_version LEFT JOIN person ON person.id = published_by
        WHERE checklist = $1 ORDER BY number DESC LIMIT 500
        """,  # noqa: S608
        checklist,
    )
    publications = await list_publications("publication.checklist = $1", checklist)
    versions = [build(VersionCard, row) for row in rows]
    return build(History, head[0] | {"versions": versions, "publications": publications})
