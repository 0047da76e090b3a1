"""Let a post be that of maintenance, who is called in for what is routed to it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T11:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the role of maintenance"

ROLES = "'staff', 'store_manager', 'supervisor', 'hq', 'admin', 'maintenance'"
CHANGES = [
    "ALTER TABLE post DROP CONSTRAINT known_role",
    f"ALTER TABLE post ADD CONSTRAINT known_role CHECK (role IN ({ROLES}))",
]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in CHANGES:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
