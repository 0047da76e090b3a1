"""What the definitions of notifications and deliveries cannot say: partial indexes, wider checks, old rows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "deliveries on every channel"

STEPS = [
    "ALTER TABLE delivery DROP CONSTRAINT known_outcome",
    "ALTER TABLE delivery ADD CONSTRAINT known_outcome"
    " CHECK (outcome IN ('pushed', 'sent', 'gone', 'later', 'refused'))",
    "UPDATE notification SET thread = link, told_at = created_at",
    "CREATE INDEX notification_held ON notification (held_until) WHERE held_until IS NOT NULL",
    "CREATE INDEX notification_unproved ON notification (told_at)"
    " WHERE push AND read_at IS NULL AND fell_back_at IS NULL AND held_until IS NULL",
    "CREATE INDEX notification_bundle ON notification (bundle)",
    "CREATE INDEX delivery_carrier ON delivery (carrier) WHERE carrier IS NOT NULL",
    "CREATE INDEX delivery_troubled ON delivery (notification DESC) WHERE outcome IN ('later', 'refused', 'gone')",
]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in STEPS:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
