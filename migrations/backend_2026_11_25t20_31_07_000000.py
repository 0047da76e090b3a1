"""Indexes of master data and of what was used, over several columns or parts of a table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:31:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "master data: one rule per place"

INDEXES = [
    "CREATE UNIQUE INDEX delivery_plan_once ON delivery_plan (supplier, region, store) NULLS NOT DISTINCT",
    "CREATE UNIQUE INDEX delivery_exception_once ON delivery_exception (supplier, on_day, region, store)"
    " NULLS NOT DISTINCT",
    "CREATE UNIQUE INDEX assortment_line_once ON assortment_line (product, region, store) NULLS NOT DISTINCT",
    "CREATE INDEX assortment_line_everywhere ON assortment_line (product)"
    " WHERE store IS NULL AND region IS NULL",
]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in INDEXES:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager

