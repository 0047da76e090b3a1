"""How often findings do not stand: disputes by inspector and by question, for HQ."""

from datetime import timedelta

from backend.database import fetch
from backend.issues.overview_schemas import OverturnLine, Overturns
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.wire import build

LOOK_BACK = timedelta(days=90)
LINES = """
    WITH found AS (
        SELECT issue.id, raised_by, question, title FROM issue
        WHERE inspection IS NOT NULL AND seen_by IS NULL AND raised_at > now() - $1::interval
    ), decided AS (
        SELECT issue, bool_or(kind IN ('dispute_amended', 'dispute_withdrawn')) AS overturned,
            bool_or(kind = 'disputed') AS disputed
        FROM issue_step WHERE took_effect AND kind IN (
            'disputed', 'dispute_upheld', 'dispute_amended', 'dispute_withdrawn') GROUP BY issue
    )
"""
COUNTS = """
    count(*) AS findings, count(*) FILTER (WHERE disputed) AS disputed,
    count(*) FILTER (WHERE overturned) AS overturned
"""


async def read_overturns(person: SignedIn) -> Overturns:
    """Return the last 90 days; who is overturned most stands first."""
    require_role(person, Role.hq, Role.admin)
    inspectors = await fetch(
        f"""
        {LINES} SELECT person.name AS zh, person.name AS en, {COUNTS}
        FROM found JOIN person ON person.id = raised_by LEFT JOIN decided ON decided.issue = found.id
        GROUP BY person.id, person.name HAVING bool_or(disputed)
        ORDER BY overturned DESC, findings DESC LIMIT 50
        """,  # noqa: S608
        LOOK_BACK,
    )
    questions = await fetch(
        f"""
        {LINES} SELECT max(title ->> 'zh') AS zh, max(title ->> 'en') AS en, {COUNTS}
        FROM found LEFT JOIN decided ON decided.issue = found.id
        GROUP BY question HAVING bool_or(disputed) ORDER BY overturned DESC, findings DESC LIMIT 50
        """,  # noqa: S608
        LOOK_BACK,
    )
    return Overturns(inspectors=[line(row) for row in inspectors], questions=[line(row) for row in questions])


def line(row: dict[str, object]) -> OverturnLine:
    """Make a line of a row."""
    return build(OverturnLine, row | {"name": {"zh": row.pop("zh"), "en": row.pop("en")}})
