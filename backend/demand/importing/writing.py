"""The steps by which rows of an import become history, keeping what stood there."""

from uuid import UUID

from backend.database import fetch
from backend.demand.importing.schemas import UsageApplicationIn

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


async def write(id: UUID, asked: UsageApplicationIn) -> None:
    """Write what the rows say into the history."""
    for step in (KEEP_USAGE, KEEP_REVENUE):
        await fetch(step, id, asked.existing == "overwrite")
    for step in (WRITE_USAGE, WRITE_REVENUE):
        await fetch(step, id)
