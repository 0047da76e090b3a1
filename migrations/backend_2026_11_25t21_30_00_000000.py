"""Similar names by trigrams, Chinese ones too, and barcodes found by their fourteen digits."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T21:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "trigrams of product names"

INDEXES = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX product_name_zh_similar ON product USING gin ((name ->> 'zh') gin_trgm_ops)",
    "CREATE INDEX product_name_en_similar ON product USING gin ((name ->> 'en') gin_trgm_ops)",
    "CREATE INDEX barcode_fourteen ON barcode (lpad(code, 14, '0'))",
    "CREATE INDEX product_import_newest ON product_import (tried_at DESC, id)",
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
