"""Undo a whole import of history: what it wrote goes, and what stood there stands there again."""

from datetime import UTC, datetime
from uuid import UUID

from backend.database import fetch, transaction
from backend.demand.importing.apply import hold
from backend.demand.importing.reading import KEEPERS, read_import
from backend.demand.importing.schemas import UsageImportOut
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import FieldProblem, OutOfDate

CHANGED_LATER = """
    SELECT 1 FROM usage_import_change AS own LEFT JOIN usage_day AS held
        ON held.store = own.store AND held.product = own.product AND held.used_on = own.used_on
    WHERE usage_import = $1 AND own.product IS NOT NULL
        AND (held.base_units IS DISTINCT FROM own.wrote OR held.out_of_stock <> own.wrote_out)
    UNION ALL
    SELECT 1 FROM usage_import_change AS own LEFT JOIN revenue_day AS held
        ON held.store = own.store AND held.earned_on = own.used_on
    WHERE usage_import = $1 AND own.product IS NULL AND held.revenue_minor IS DISTINCT FROM own.wrote
    LIMIT 1
"""
RESTORE = (
    """
    DELETE FROM usage_day AS held USING usage_import_change AS own
    WHERE usage_import = $1 AND before IS NULL AND held.store = own.store AND held.product = own.product
        AND held.used_on = own.used_on
    """,
    """
    UPDATE usage_day AS held SET base_units = before, out_of_stock = before_out
    FROM usage_import_change AS own
    WHERE usage_import = $1 AND before IS NOT NULL AND held.store = own.store
        AND held.product = own.product AND held.used_on = own.used_on
    """,
    """
    DELETE FROM revenue_day AS held USING usage_import_change AS own
    WHERE usage_import = $1 AND own.product IS NULL AND before IS NULL AND held.store = own.store
        AND held.earned_on = own.used_on
    """,
    """
    UPDATE revenue_day AS held SET revenue_minor = before FROM usage_import_change AS own
    WHERE usage_import = $1 AND own.product IS NULL AND before IS NOT NULL AND held.store = own.store
        AND held.earned_on = own.used_on
    """,
)


async def undo(id: UUID, person: SignedIn) -> UsageImportOut:
    """Take an import back in one transaction; asked again it changes nothing.

    Raises `OutOfDate` when a number that it wrote was changed later, by an import or by the feed.
    """
    require_role(person, *KEEPERS)
    now = datetime.now(UTC)
    async with transaction():
        head = await hold(id)
        if head["status"] == "tried":
            raise OutOfDate(fields=[FieldProblem("status", "It was never applied.", "not_applied")])
        if head["status"] == "applied":
            if await fetch(CHANGED_LATER, id):
                message = "The same days were changed later, by an import or by the feed."
                raise OutOfDate(fields=[FieldProblem("status", message, "changed_later")])
            for step in RESTORE:
                await fetch(step, id)
            await fetch("UPDATE usage_import SET status = 'undone', undone_at = $2 WHERE id = $1", id, now)
            await record("usage.import_undone", id, person=person.id, at=now)
    return await read_import(id, person)
