"""When a product was last counted as none is found without reading its counts."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T18:55:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "an index of counts of zero"
INDEX = """
    CREATE INDEX stock_entry_empty ON stock_entry (store, product, effective_at DESC)
    WHERE kind = 'count' AND base_units = 0
"""


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw(INDEX)

    manager.add_raw(run)
    return manager
