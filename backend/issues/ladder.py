"""The ladder of every deadline: soon due, due, overdue by 1, 3 and 7 days, and not acknowledged in time."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.issues.listing import RUNNING
from backend.issues.steps import tell

LADDER = """
    (VALUES ('unacknowledged', 1, CASE WHEN issue.status = 'open' THEN answer_by END),
        ('unacknowledged', 2, CASE WHEN issue.status = 'open' THEN answer_by + (answer_by - raised_at) END),
        ('due_soon', 0, warn_at), ('due', 0, due_at), ('overdue', 1, due_at + interval '1 day'),
        ('overdue', 3, due_at + interval '3 days'), ('overdue', 7, due_at + interval '7 days')
    ) AS ladder(rung, step, moment)
"""
CLIMB = f"""
    WITH looked AS (
        SELECT * FROM issue WHERE look_at <= $1 AND paused_at IS NULL AND {RUNNING}
        ORDER BY look_at LIMIT 1000 FOR UPDATE SKIP LOCKED
    ), reached AS (
        SELECT issue.id, deadline, rung, step, moment FROM looked AS issue CROSS JOIN LATERAL {LADDER}
        WHERE moment <= $1
    ), fresh AS (
        INSERT INTO reminder (id, issue, deadline, rung, at)
        SELECT gen_random_uuid(), id, deadline, rung || '_' || step, $1 FROM reached
        ON CONFLICT DO NOTHING RETURNING issue, rung
    ), put_off AS (
        UPDATE issue SET look_at = (
            SELECT min(moment) FROM {LADDER} WHERE moment > $1) WHERE id IN (SELECT id FROM looked)
    )
    SELECT reached.id, reached.rung, step FROM reached
    JOIN fresh ON fresh.issue = reached.id AND fresh.rung = reached.rung || '_' || reached.step
    ORDER BY reached.id, moment
"""  # noqa: S608


async def climb_ladders(now: datetime) -> None:
    """Write one event per issue and ladder for what has been reached by now, each rung exactly once.

    Of several rungs reached at once, after a night without a server, only the highest is told.
    """
    while rows := await fetch(CLIMB, now):
        highest: dict[UUID, dict[bool, tuple[str, int]]] = defaultdict(dict)
        for row in rows:
            highest[row["id"]][row["rung"] == "unacknowledged"] = (row["rung"], row["step"])
        issues = await fetch("SELECT * FROM issue WHERE id = ANY($1) ORDER BY due_at, id", list(highest))
        together = gather(issues, highest)
        for issue in issues:
            for rung, step in highest[issue["id"]].values():
                told: dict[str, object] = {"rung": step} if step else {}
                ids = together.get((issue["store"], rung, step), [])
                if issue["seen_by"] is None and len(ids) > 1:
                    told["together"] = ids
                await tell(issue, f"issue.{rung}", None, **told)


def gather(
    issues: list[dict[str, Any]], highest: dict[UUID, dict[bool, tuple[str, int]]]
) -> dict[tuple[UUID, str, int], list[UUID]]:
    """Gather by store and rung what is told in one line; what is confidential is told apart.

    A line speaks of up to 100: who has more to do than that opens the list anyway.
    """
    together: dict[tuple[UUID, str, int], list[UUID]] = defaultdict(list)
    for issue in issues:
        for rung, step in highest[issue["id"]].values():
            key = (issue["store"], rung, step)
            if issue["seen_by"] is None and len(together[key]) < 100:
                together[key].append(issue["id"])
    return together
