"""Issues that receipts raised before issues could tell so say now where they come from."""

from uuid import uuid5

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T18:19:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "where issues of receipts come from"
RECEIVED = """
    SELECT placed.id, placed.number, supplier.name ->> 'zh' AS zh, supplier.name ->> 'en' AS en
    FROM order_placed AS placed JOIN supplier ON supplier.id = placed.supplier
    WHERE placed.status = 'received'
"""
TELL = """
    UPDATE issue SET origin = jsonb_build_object('kind', 'receipt', 'subject', {}::text, 'words',
        jsonb_build_object('zh', {}::text, 'en', {}::text))
    WHERE id = {} AND origin IS NULL
"""


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for order in await RawTable.raw(RECEIVED):
            number = f"O-{order['number']:06d}"
            words = (
                f"收货发现：订货单 {number}（{order['zh']}）",
                f"Found receiving order {number} from {order['en']}",
            )
            await RawTable.raw(TELL, str(order["id"]), *words, uuid5(order["id"], "shortage"))

    manager.add_raw(run)
    return manager
