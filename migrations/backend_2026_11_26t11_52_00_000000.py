"""A store's ledger, fresh receipts and the deliveries of some days are found without reading all of them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T11:52:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of the ledger and of delivery days"
INDEXES = [
    "CREATE INDEX stock_entry_ledger ON stock_entry (store, product, effective_at DESC) INCLUDE (id, kind)",
    "CREATE INDEX order_deed_received ON order_deed (received_at)",
    "CREATE INDEX order_delivery_day ON order_placed (delivery_on)",
    "CREATE INDEX delivered_day ON delivered (delivery_on)",
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
