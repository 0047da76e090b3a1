"""What is still on its way to a store is found without reading every order that there was."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T07:16:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "orders of a store that are under way"


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw(
            "CREATE INDEX order_under_way ON order_placed (store) "
            "WHERE status IN ('held', 'placed', 'sent', 'confirmed', 'shipped')"
        )

    manager.add_raw(run)
    return manager
