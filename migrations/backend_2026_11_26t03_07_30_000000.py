"""How many letters went to one mailbox in a day is counted without reading all of them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T03:07:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "letters to one mailbox"


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw("CREATE INDEX address_proof_mailbox ON address_proof (lower(address), asked_at)")

    manager.add_raw(run)
    return manager
