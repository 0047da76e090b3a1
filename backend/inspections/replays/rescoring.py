"""Score the inspections of a replay, batch by batch; a crash goes on where it stopped."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import Circumstances
from backend.database import fetch, transaction
from backend.events.log import Happening, record
from backend.inspections.replays.what_if import comparable, rescore
from backend.inspections.submit import millionths
from backend.problems import Later

AT_ONCE = 100
SLICE_SECONDS = 2.0
KEPT = timedelta(days=30)


async def rescore_inspections(event: Happening) -> None:
    """Score for two seconds, then let other jobs have their turn."""
    until = monotonic() + SLICE_SECONDS
    documents: dict[UUID, ChecklistDocument] = {}
    while await rescore_batch(event.subject, documents):
        if monotonic() > until:
            raise Later("more inspections are to be scored", 0)


async def rescore_batch(id: UUID, documents: dict[UUID, ChecklistDocument]) -> bool:
    """Score the next hundred inspections and tell whether there are more; two workers share nothing twice."""
    async with transaction():
        found = await fetch("SELECT document, total, done FROM replay WHERE id = $1 FOR UPDATE", id)
        if not found or found[0]["done"] >= found[0]["total"]:
            return False
        draft = msgspec.convert(found[0]["document"], ChecklistDocument)
        rows = await fetch(
            """
            SELECT replay_line.id, checklist_version, circumstances,
                coalesce((SELECT amendment.answers FROM amendment
                    WHERE amendment.inspection = inspection.id ORDER BY number DESC LIMIT 1),
                    inspection.answers) AS answers
            FROM replay_line JOIN inspection ON inspection.id = replay_line.inspection
            WHERE replay = $1 AND place > $2 AND place <= $2 + $3
            """,
            id,
            found[0]["done"],
            AT_ONCE,
        )
        await read_documents(draft, documents, {row["checklist_version"] for row in rows})
        await write_lines([line_of(row, documents) for row in rows])
        done = min(found[0]["total"], found[0]["done"] + AT_ONCE)
        await fetch("UPDATE replay SET done = $2 WHERE id = $1", id, done)
        if done == found[0]["total"]:
            await record("replay.finished", id)
        return bool(done < found[0]["total"])


async def read_documents(
    draft: ChecklistDocument, documents: dict[UUID, ChecklistDocument], versions: set[UUID]
) -> None:
    """Make the draft comparable with each version that was answered, once."""
    missing = list(versions - set(documents))
    for row in await fetch("SELECT id, document FROM checklist_version WHERE id = ANY($1)", missing):
        documents[row["id"]] = comparable(draft, msgspec.convert(row["document"], ChecklistDocument))


def line_of(row: Mapping[str, Any], documents: Mapping[UUID, ChecklistDocument]) -> tuple[object, ...]:
    """Score one inspection anew."""
    answers = msgspec.convert(row["answers"], list[Answer])
    circumstances = msgspec.convert(row["circumstances"], Circumstances)
    rescored = rescore(documents[row["checklist_version"]], answers, circumstances)
    score = rescored.score
    return row["id"], score.shown, millionths(score), score.verdict, rescored.unfit


async def write_lines(lines: list[tuple[object, ...]]) -> None:
    """Keep what a batch scored."""
    await fetch(
        """
        UPDATE replay_line SET shown = fresh.shown, adjusted_e6 = fresh.e6, verdict = fresh.verdict,
            unfit = fresh.unfit
        FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::int[])
            AS fresh(id, shown, e6, verdict, unfit)
        WHERE replay_line.id = fresh.id
        """,
        *([line[column] for line in lines] for column in range(5)),
    )


async def forget_replays(now: datetime) -> None:
    """Remove replays that nobody will look at again, and their lines with them."""
    await fetch("DELETE FROM replay WHERE asked_at < $1", now - KEPT)
