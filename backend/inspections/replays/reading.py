"""How far a replay is, and what came of it."""

from typing import Any
from uuid import UUID

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.database import fetch
from backend.inspections.replays.schemas import ReplayedQuestion, ReplayedStore, ReplayOut, ReplayResult
from backend.inspections.replays.what_if import missing_from
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import build

LINES = "replay_line JOIN inspection ON inspection.id = replay_line.inspection"
MEANS = """
    round(avg(greatest(inspection.adjusted_e6, 0)) FILTER (WHERE inspection.adjusted_e6 IS NOT NULL)
        / 10000, 2)::text AS old_mean,
    round(avg(greatest(replay_line.adjusted_e6, 0)) FILTER (WHERE replay_line.adjusted_e6 IS NOT NULL)
        / 10000, 2)::text AS new_mean
"""
DIFFERS = "inspection.verdict IS DISTINCT FROM replay_line.verdict"


async def read_replay(checklist: UUID, id: UUID, person: SignedIn) -> ReplayOut:
    """Return how far a replay is; with its result once every inspection is scored."""
    require_role(person, Role.hq, Role.admin)
    return await replay_of(checklist, id)


async def replay_of(checklist: UUID, id: UUID) -> ReplayOut:
    """Return a replay of this checklist, else raise `NotFound`."""
    rows = await fetch("SELECT * FROM replay WHERE id = $1 AND checklist = $2", id, checklist)
    if not rows:
        raise NotFound()
    row = rows[0]
    is_done = row["done"] >= row["total"]
    result = await result_of(id, msgspec.convert(row["document"], ChecklistDocument)) if is_done else None
    kept = {key: row[key] for key in ("id", "checklist", "since", "until", "asked_at", "total", "done")}
    return build(ReplayOut, kept | {"status": "done" if is_done else "running", "result": result})


async def result_of(id: UUID, draft: ChecklistDocument) -> ReplayResult:
    """Sum up what is different."""
    totals = await fetch(
        f"""
        SELECT {MEANS}, coalesce(sum(unfit), 0)::int AS unfit_answers,
            count(*) FILTER (WHERE {DIFFERS} AND replay_line.verdict = 'fail')::int AS to_fail,
            count(*) FILTER (WHERE {DIFFERS} AND replay_line.verdict = 'pass')::int AS to_pass,
            count(*) FILTER (WHERE {DIFFERS} AND replay_line.verdict IS NULL)::int AS other_verdicts
        FROM {LINES} WHERE replay = $1
        """,  # noqa: S608
        id,
    )
    added, gone = await questions_of(id, draft)
    return build(ReplayResult, totals[0] | {"stores": await stores_of(id), "added": added, "gone": gone})


async def stores_of(id: UUID) -> list[ReplayedStore]:
    """Sum up store by store, those first of which most verdicts change."""
    rows = await fetch(
        f"""
        SELECT store.id AS store, store.name, count(*)::int AS inspections, {MEANS},
            count(*) FILTER (WHERE {DIFFERS})::int AS changed,
            (array_agg(inspection.id ORDER BY place))[1] AS newest,
            (array_agg(inspection.shown ORDER BY place))[1] AS old_shown,
            (array_agg(replay_line.shown ORDER BY place))[1] AS new_shown,
            (array_agg(inspection.verdict ORDER BY place))[1] AS old_verdict,
            (array_agg(replay_line.verdict ORDER BY place))[1] AS new_verdict
        FROM {LINES} JOIN store ON store.id = inspection.store
        WHERE replay = $1 GROUP BY store.id ORDER BY changed DESC, store.id
        """,  # noqa: S608
        id,
    )
    return [build(ReplayedStore, row) for row in rows]


async def questions_of(
    id: UUID, draft: ChecklistDocument
) -> tuple[list[ReplayedQuestion], list[ReplayedQuestion]]:
    """List what some inspections were not asked, and what they were asked and the draft asks no more."""
    rows = await fetch(
        f"""
        SELECT document, count(*)::int AS inspections FROM {LINES}
        JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        WHERE replay = $1 GROUP BY checklist_version.id ORDER BY checklist_version.number DESC
        """,  # noqa: S608
        id,
    )
    versions = [(msgspec.convert(row["document"], ChecklistDocument), row["inspections"]) for row in rows]
    added: dict[str, int] = {}
    gone: dict[str, int] = {}
    words = {question.id: question.text for question in draft.questions()}
    for version, inspections in versions:
        words = {question.id: question.text for question in version.questions()} | words
        count(added, missing_from(draft, version), inspections)
        count(gone, missing_from(version, draft), inspections)
    return told(added, words), told(gone, words)


def count(found: dict[str, int], missing: list[str], inspections: int) -> None:
    """Add the inspections of one version to each question that is missing."""
    for question in missing:
        found[question] = found.get(question, 0) + inspections


def told(found: dict[str, int], words: dict[str, Any]) -> list[ReplayedQuestion]:
    """Name the questions."""
    return [ReplayedQuestion(id=id, text=words[id], inspections=times) for id, times in found.items()]
