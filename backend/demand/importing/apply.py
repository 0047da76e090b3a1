"""Apply an import of history in one transaction: all of it or none, and keep what stood there."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.demand.importing.judging import judge
from backend.demand.importing.reading import KEEPERS, count, read_import
from backend.demand.importing.schemas import UsageApplicationIn, UsageImportOut
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.problems import AlreadySent, FieldProblem, NotFound, OutOfDate, Unacceptable
from backend.wire import Sent

# What the rows come to: units by product; the revenue of a day is the sum of its rows.
KEEP_USAGE = """
    INSERT INTO usage_import_change
        (usage_import, store, product, used_on, wrote, wrote_out, before, before_out)
    SELECT $1, given.store, given.product, given.used_on, given.base_units, given.out_of_stock,
        held.base_units, coalesce(held.out_of_stock, false)
    FROM usage_import_row AS given LEFT JOIN usage_day AS held
        ON held.store = given.store AND held.product = given.product AND held.used_on = given.used_on
    WHERE usage_import = $1 AND verdict <> 'bad' AND given.product IS NOT NULL AND (held.id IS NULL OR $2)
"""
KEEP_REVENUE = """
    INSERT INTO usage_import_change (usage_import, store, used_on, wrote, before, wrote_out, before_out)
    SELECT $1, given.store, given.used_on, given.total, held.revenue_minor, false, false
    FROM (SELECT store, used_on, sum(revenue_minor)::bigint AS total FROM usage_import_row
        WHERE usage_import = $1 AND verdict <> 'bad' AND revenue_minor IS NOT NULL
        GROUP BY store, used_on) AS given
    LEFT JOIN revenue_day AS held ON held.store = given.store AND held.earned_on = given.used_on
    WHERE held.id IS NULL OR $2
"""
WRITE_USAGE = """
    INSERT INTO usage_day (id, store, product, used_on, base_units, out_of_stock)
    SELECT gen_random_uuid(), store, product, used_on, wrote, wrote_out
    FROM usage_import_change WHERE usage_import = $1 AND product IS NOT NULL
    ON CONFLICT (store, product, used_on) DO UPDATE
        SET base_units = excluded.base_units, out_of_stock = excluded.out_of_stock
"""
WRITE_REVENUE = """
    INSERT INTO revenue_day (id, store, earned_on, revenue_minor)
    SELECT gen_random_uuid(), store, used_on, wrote
    FROM usage_import_change WHERE usage_import = $1 AND product IS NULL
    ON CONFLICT (store, earned_on) DO UPDATE SET revenue_minor = excluded.revenue_minor
"""


async def apply(id: UUID, person: SignedIn, sent: Sent[UsageApplicationIn]) -> UsageImportOut:
    """Write what the rows say into the history; sent again it changes nothing.

    Rows with an error stop it, unless they are to be left out. Raises `Unacceptable`, `OutOfDate`,
    `AlreadySent` for another choice after it was applied.
    """
    require_role(person, *KEEPERS)
    asked, now = sent.document, datetime.now(UTC)
    async with transaction():
        head = await hold(id)
        if head["status"] != "tried":
            if head["status"] == "applied" and head["application"] != sent.fingerprint:
                raise AlreadySent()
            if head["status"] == "undone":
                raise OutOfDate()
            return await read_import(id, person)
        # Stores, products and the history may have changed since the file was tried.
        await judge(id)
        counts = await count(id)
        if counts.bad and not asked.leave_bad_out:
            raise Unacceptable(fields=[FieldProblem("leaveBadOut", "Some rows have errors.", "bad_rows")])
        for step in (KEEP_USAGE, KEEP_REVENUE):
            await fetch(step, id, asked.existing == "overwrite")
        for step in (WRITE_USAGE, WRITE_REVENUE):
            await fetch(step, id)
        await fetch(
            "UPDATE usage_import SET status = 'applied', applied_at = $2, application = $3 WHERE id = $1",
            id,
            now,
            sent.fingerprint,
        )
        payload: dict[str, object] = {"rows": counts.rows, "stores": counts.stores}
        await record("usage.imported", id, person=person.id, payload=payload, at=now)
    return await read_import(id, person)


async def hold(id: UUID) -> dict[str, Any]:
    """Lock an import's row, so that it is applied or undone once; else raise `NotFound`."""
    rows = await fetch("SELECT status, application FROM usage_import WHERE id = $1 FOR UPDATE", id)
    if not rows:
        raise NotFound()
    return rows[0]
