"""The few lines of deliveries that came at another price are found without reading all of them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T07:12:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "lines charged otherwise than ordered"


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        await RawTable.raw(
            "CREATE INDEX order_deed_line_charged ON order_deed_line (deed)"
            " WHERE delivered_price_minor IS NOT NULL OR delivered_pack_units IS NOT NULL"
        )

    manager.add_raw(run)
    return manager
