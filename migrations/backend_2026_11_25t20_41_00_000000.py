"""The steps of what was done before there were steps, the new states, and the indexes of lists and ladders."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:41:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "issue steps, states and indexes"

STATEMENTS = [
    "ALTER TABLE issue DROP CONSTRAINT known_status",
    "ALTER TABLE issue ADD CONSTRAINT known_status CHECK (status IN "
    "('open', 'acknowledged', 'fixed', 'closed', 'cannot_fix', 'disputed', 'cancelled'))",
    """
    INSERT INTO issue_step (id, issue, number, kind, round, about, person, words, photos, details,
        took_effect, status, device_at, estimated_at, received_at, fingerprint)
    SELECT id, issue, row_number() OVER (PARTITION BY issue ORDER BY round, received_at, kind), kind, round,
        about, person, '', '[]', jsonb_build_object(), true,
        CASE kind WHEN 'fixed' THEN 'fixed' WHEN 'verified' THEN 'closed' ELSE 'acknowledged' END,
        device_at, estimated_at, received_at, fingerprint
    FROM (
        SELECT id, issue, 'fixed' AS kind, round, id AS about, person, device_at, estimated_at, received_at,
            fingerprint FROM fix
        UNION ALL
        SELECT verification.id, fix.issue, verdict, fix.round, fix.id, verification.person,
            verification.device_at, verification.estimated_at, verification.received_at,
            verification.fingerprint FROM verification JOIN fix ON fix.id = verification.fix
    ) AS done
    """,
    """
    UPDATE issue SET
        version = (SELECT count(*) FROM issue_step WHERE issue_step.issue = issue.id),
        has_fix = status IN ('fixed', 'closed'),
        status = CASE WHEN status = 'open' AND round > 1 THEN 'acknowledged' ELSE status END,
        warn_at = raised_at + (due_at - raised_at) * 0.75,
        answer_by = least(due_at, raised_at + interval '24 hours'),
        reply_by = raised_at + interval '48 hours',
        look_at = CASE WHEN status = 'closed' THEN NULL ELSE now() END
    """,
    "CREATE INDEX issue_store_status_due ON issue (store, status, due_at, id)",
    "CREATE INDEX issue_status_due ON issue (status, due_at, id)",
    "CREATE INDEX issue_to_look_at ON issue (look_at) WHERE status IN ('open', 'acknowledged', 'cannot_fix')",
    "CREATE INDEX issue_on_probation ON issue (store, question) WHERE status = 'closed' AND probation_left > 0",
    "CREATE INDEX issue_question ON issue (question, raised_at) WHERE question <> ''",
    "CREATE INDEX issue_raised_by ON issue (raised_by, raised_at DESC, id DESC)",
    "CREATE UNIQUE INDEX widespread_once ON widespread (question) WHERE closed_at IS NULL",
]


class RawTable(Table):
    """Carries raw SQL through Piccolo."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="backend", description=DESCRIPTION)

    async def run() -> None:
        for sql in STATEMENTS:
            await RawTable.raw(sql)

    manager.add_raw(run)
    return manager
