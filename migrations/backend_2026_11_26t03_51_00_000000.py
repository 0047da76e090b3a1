"""What was seen of a store's products lately is found without reading every count that there was."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T03:51:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "counts by place of a store"


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw("CREATE INDEX place_count_of_store ON place_count (store, counted_at)")

    manager.add_raw(run)
    return manager
