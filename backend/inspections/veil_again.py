"""Let a choice of who may see a category hold for the photos of the visits there were."""

from uuid import UUID

import msgspec

from backend.checklists.document import Answer, ChecklistDocument
from backend.database import fetch, transaction
from backend.events.log import Happening
from backend.inspections.kept_back import veil_answers
from backend.inspections.proof import Taking
from backend.issues.rules import NAME, issue_rules
from backend.issues.sight import veil_photos

# Proof of a confidential question, or of one that was: few among all photos.
CONCERNED = """
    SELECT DISTINCT inspection.id FROM photo_use JOIN inspection ON inspection.id = photo_use.subject
        JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        CROSS JOIN LATERAL jsonb_array_elements(document -> 'sections') AS section
        CROSS JOIN LATERAL jsonb_array_elements(section -> 'questions') AS asked(line)
    WHERE photo_use.question = line ->> 'id' AND photo_use.evidence = 'inspection'
        AND (line #>> '{raises,category}' = ANY($1) OR photo_use.seen_by IS NOT NULL)
"""
VERSIONS = """
    SELECT document, said.* FROM inspection
        JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        CROSS JOIN LATERAL (
            SELECT 0 AS number, answers, takings
            UNION ALL SELECT number, answers, takings
            FROM amendment WHERE amendment.inspection = $1
        ) AS said WHERE inspection.id = $1 ORDER BY number
"""


async def veil_again(event: Happening) -> None:
    """Open and close photos once more, one visit after the other, where the rules of issues were changed."""
    if event.payload["name"] != NAME:
        return
    secret = [one.key for one in (await issue_rules()).categories if one.seen_by]
    for row in await fetch(CONCERNED, secret):
        await veil_inspection(row["id"])


async def veil_inspection(id: UUID) -> None:
    """Veil what every version of a visit shows, as it would be veiled if it arrived now."""
    async with transaction():
        await fetch("UPDATE photo_use SET seen_by = NULL WHERE subject = $1", id)
        for row in await fetch(VERSIONS, id):
            document = msgspec.convert(row["document"], ChecklistDocument)
            answers = msgspec.convert(row["answers"], list[Answer])
            await veil_answers(id, answers, msgspec.convert(row["takings"], list[Taking]), document)
        issues = await fetch("SELECT id FROM issue WHERE inspection = $1 AND seen_by IS NOT NULL", id)
        await veil_photos(*[row["id"] for row in issues])
