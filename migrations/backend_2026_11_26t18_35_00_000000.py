"""People are listed by name, a page at a time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T18:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "people in order of name"

STATEMENTS = ["CREATE INDEX person_by_name ON person (name, login)"]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in STATEMENTS:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
