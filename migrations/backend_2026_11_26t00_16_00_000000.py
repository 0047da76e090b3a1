"""Let orders live on after they were sent, and find a supplier's orders by day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T00:16:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the life of an order"

STATES = "'held', 'placed', 'sent', 'refused', 'confirmed', 'shipped', 'received', 'cancelled', 'rejected'"
CHANGES = [
    "ALTER TABLE order_placed DROP CONSTRAINT known_status",
    f"ALTER TABLE order_placed ADD CONSTRAINT known_status CHECK (status IN ({STATES}))",
    "DROP INDEX order_one_per_delivery",
    "CREATE UNIQUE INDEX order_one_per_delivery ON order_placed (store, supplier, delivery_on)"
    " WHERE NOT extra AND status NOT IN ('refused', 'rejected', 'cancelled')",
    "CREATE INDEX order_placed_supplier_day ON order_placed (supplier, delivery_on)",
    "CREATE UNIQUE INDEX order_deed_once ON order_deed (\"order\", kind)",
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
