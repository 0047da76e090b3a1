"""Photos whose look was never taken are found without reading the others."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T00:21:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "photos to look at"


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw(
            "CREATE INDEX photo_to_look_at ON photo (sha256) WHERE look IS NULL AND NOT looked_at"
        )

    manager.add_raw(run)
    return manager
