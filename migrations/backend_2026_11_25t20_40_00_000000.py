"""An index for the visit that the same person made before."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "a person's visits by time"

INDEXES = ["CREATE INDEX inspection_person_at ON inspection (person, estimated_at DESC)"]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in INDEXES:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
