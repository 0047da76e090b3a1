"""Checklists and their versions as every signed-in person may read them."""

from uuid import UUID

from backend.checklists.schemas import ChecklistCard, ChecklistVersionOut
from backend.database import fetch
from backend.problems import NotFound
from backend.wire import build

COUNT_QUESTIONS = """
    (SELECT coalesce(sum(jsonb_array_length(section -> 'questions')), 0)::int
     FROM jsonb_array_elements(newest.document -> 'sections') AS section)
"""
NEWEST = """
    JOIN LATERAL (
        SELECT id, number, document, published_at FROM checklist_version
        WHERE checklist_version.checklist = checklist.id ORDER BY number DESC LIMIT 1
    ) AS newest ON true
"""


async def list_checklists() -> list[ChecklistCard]:
    """List the checklists in use, each with its newest version."""
    rows = await fetch(
        f"""
        SELECT checklist.id, newest.document -> 'name' AS name, newest.id AS version, newest.number,
            newest.published_at, {COUNT_QUESTIONS} AS questions
        FROM checklist {NEWEST}
        WHERE NOT archived ORDER BY checklist.id
        """  # noqa: S608
    )
    return [build(ChecklistCard, row) for row in rows]


async def read_version(id: UUID) -> ChecklistVersionOut:
    """Return one published version, else raise `NotFound`."""
    version = await find_version(id)
    if version is None:
        raise NotFound()
    return version


async def find_version(id: UUID) -> ChecklistVersionOut | None:
    """Return one published version, if there is such a one."""
    rows = await fetch(
        "SELECT id, checklist, number, published_at, note, document FROM checklist_version WHERE id = $1", id
    )
    return build(ChecklistVersionOut, rows[0]) if rows else None
