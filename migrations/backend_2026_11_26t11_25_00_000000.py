"""Weeks of history are read off the index: the days of one product lie on as many pages as there are days."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T11:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "history read off its index"
INDEX = """
    CREATE INDEX usage_day_seen ON usage_day (store, product, used_on) INCLUDE (base_units)
    WHERE NOT out_of_stock
"""


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw(INDEX)

    manager.add_raw(run)
    return manager
