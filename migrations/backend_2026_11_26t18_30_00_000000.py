"""The few orders that are not at their supplier yet are found among all there ever were."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T18:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "index of unsent orders"


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw("DROP INDEX order_unsent")
        await RawTable.raw(
            "CREATE INDEX order_unsent ON order_placed (store, number)"
            " WHERE status IN ('held', 'placed', 'refused')"
        )

    manager.add_raw(run)
    return manager
