"""Tasks that were there before rounds get their moments; indexes for what the clock and the lists look for."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:08:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "moments of earlier tasks, indexes of tasks"

STEPS = [
    """
    UPDATE task SET opens_at = task.due_on::timestamp AT TIME ZONE store.time_zone,
        due_at = (task.due_on + 1)::timestamp AT TIME ZONE store.time_zone,
        missed_at = (task.due_on + 8)::timestamp AT TIME ZONE store.time_zone,
        done_at = inspection.received_at
    FROM store, task AS same LEFT JOIN inspection ON inspection.id = same.inspection
    WHERE store.id = task.store AND same.id = task.id
    """,
    "CREATE INDEX task_of_person ON task (person, missed_at)",
    "CREATE INDEX task_of_role ON task (store, role, missed_at) WHERE person IS NULL",
    "CREATE INDEX task_of_role_everywhere ON task (role, missed_at) WHERE person IS NULL",
    "CREATE INDEX task_list ON task (due_at, id) WHERE withdrawn_at IS NULL",
    "CREATE INDEX task_store_list ON task (store, due_at, id) WHERE withdrawn_at IS NULL",
    "CREATE INDEX task_to_miss ON task (missed_at)"
    " WHERE inspection IS NULL AND NOT missed AND withdrawn_at IS NULL",
    "CREATE INDEX round_running ON round (id) WHERE ended_at IS NULL",
    "CREATE INDEX store_region ON store (region)",
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
