"""Sums of deliveries read no lines; what was received before is measured once, as a receipt does from now on."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T07:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "measures of deliveries"
INDEXES = [
    "CREATE INDEX delivered_supplier_day ON delivered (supplier, delivery_on)",
    "CREATE INDEX delivered_store_day ON delivered (store, delivery_on)",
    "CREATE INDEX delivered_unfollowed ON delivered (covers_until) WHERE followed_at IS NULL",
    "CREATE INDEX order_awaited ON order_placed (delivery_on)"
    " WHERE status IN ('placed', 'sent', 'confirmed', 'shipped')",
]
# No receipt of then had a price. What it had to last for is taken as two days, the usual time between two.
BEFORE = """
    INSERT INTO delivered ("order", store, supplier, delivery_on, received_at, days_late, lines, full_lines,
        ordered_units, received_units, price_changes, price_change_minor, currency, covers_until)
    SELECT placed.id, placed.store, placed.supplier, placed.delivery_on,
        least(receipt.estimated_at, receipt.received_at),
        greatest(0, (least(receipt.estimated_at, receipt.received_at) AT TIME ZONE store.time_zone)::date
            - placed.delivery_on),
        count(*), count(*) FILTER (WHERE got.base_units >= line.packs * line.pack_base_units),
        sum(line.packs::bigint * line.pack_base_units),
        sum(least(got.base_units, line.packs::bigint * line.pack_base_units)), 0, 0, placed.currency,
        placed.delivery_on + 2
    FROM order_placed AS placed JOIN store ON store.id = placed.store
        JOIN order_deed AS receipt ON receipt."order" = placed.id AND receipt.kind = 'receipt'
        JOIN order_line AS line ON line."order" = placed.id
        JOIN order_deed_line AS got ON got.deed = receipt.id AND got.product = line.product
    GROUP BY placed.id, receipt.id, store.id
"""


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in (*INDEXES, BEFORE):
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
