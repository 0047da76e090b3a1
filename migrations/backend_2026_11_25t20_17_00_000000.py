"""One publication waits per checklist, and those that wait are found by their day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:17:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "scheduled publications"

INDEXES = [
    "CREATE UNIQUE INDEX publication_one_scheduled ON publication (checklist) WHERE status = 'scheduled'",
    "CREATE INDEX publication_due ON publication (due_at, id) WHERE status = 'scheduled'",
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
