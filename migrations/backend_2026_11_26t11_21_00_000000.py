"""Leave whoever scanned a code without a name nameless: each reader is told so in their own language."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T11:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "nameless reporters"

CHANGES = ["UPDATE issue SET reporter = '' WHERE reporter = '扫码上报 · by code'"]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in CHANGES:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
