"""The outcomes of some days, and the newest of a store's products, are found without reading all of them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T08:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of outcomes"
INDEXES = [
    "CREATE INDEX override_outcome_day ON override_outcome (ended_on)",
    "CREATE INDEX override_outcome_store ON override_outcome (store, supplier, ended_on)",
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
