"""Undo an import of history: what it wrote goes, and what stood there stands there again."""

from uuid import UUID

from backend.database import fetch

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


async def restore(id: UUID) -> None:
    """Put back what stood there."""
    for step in RESTORE:
        await fetch(step, id)
