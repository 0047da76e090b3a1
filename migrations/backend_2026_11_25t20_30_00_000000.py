"""Indexes by which a picture that was shown before is found again."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "bands of looks"

# With the look inside, a walk down a band never touches the table; four of them find every near look.
INDEXES = [
    *(f"CREATE INDEX photo_band_{n} ON photo (band_{n}) INCLUDE (look)" for n in (1, 2, 3, 4)),
    "CREATE INDEX photo_look ON photo (look) INCLUDE (sha256) WHERE look IS NOT NULL",
    "CREATE INDEX photo_use_subject ON photo_use (subject) WHERE evidence IS NOT NULL",
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
