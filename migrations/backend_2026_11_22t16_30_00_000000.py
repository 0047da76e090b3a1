"""Indexes that the table definitions cannot say: partial ones and ones over several columns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T16:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "composite and partial indexes"

INDEXES = [
    "CREATE INDEX event_unplaced ON event (seq) WHERE position IS NULL",
    "CREATE INDEX job_waiting ON job (due_at, id) WHERE done_at IS NULL AND parked_at IS NULL",
    "CREATE INDEX job_parked ON job (parked_at) WHERE parked_at IS NOT NULL",
    "CREATE INDEX inspection_newest ON inspection (received_at DESC, id DESC)",
    "CREATE INDEX inspection_store_newest ON inspection (store, received_at DESC, id DESC)",
    "CREATE INDEX issue_newest ON issue (raised_at DESC, id DESC)",
    "CREATE INDEX issue_store_newest ON issue (store, raised_at DESC, id DESC)",
    "CREATE INDEX issue_unclosed_due ON issue (due_at, id) WHERE status <> 'closed'",
    "CREATE INDEX issue_unclosed ON issue (store, due_at) WHERE status <> 'closed'",
    "CREATE INDEX task_due ON task (due_on, store)",
    "CREATE INDEX task_person_due ON task (person, due_on)",
    "CREATE INDEX task_waiting ON task (person) WHERE inspection IS NULL",
    "CREATE INDEX order_received ON order_placed (received_at)",
    "CREATE INDEX order_store_number ON order_placed (store, number DESC)",
    "CREATE INDEX order_unsent ON order_placed (store) WHERE status <> 'sent'",
    "CREATE UNIQUE INDEX order_one_per_delivery ON order_placed (store, supplier, delivery_on)"
    " WHERE NOT extra AND status <> 'refused'",
    "CREATE INDEX order_store_delivery ON order_placed (store, delivery_on)",
    "CREATE INDEX stock_entry_count ON stock_entry (store, product, effective_at DESC, recorded_at DESC, id DESC)"
    " INCLUDE (base_units) WHERE kind = 'count'",
    "CREATE INDEX stock_entry_change ON stock_entry (store, product, effective_at)"
    " INCLUDE (base_units) WHERE kind <> 'count'",
    "CREATE INDEX notification_inbox ON notification (person, id DESC)",
    "CREATE INDEX notification_unread ON notification (person) WHERE read_at IS NULL",
    "CREATE INDEX sign_in_try_recent ON sign_in_try (login, at)",
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
