"""A phone number is kept in the one spelling in which sign-in looks for it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-26T18:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "phone numbers in one spelling"

# As `backend/people/contact.py` writes them; a number that two people have in two spellings stays as it is.
STATEMENTS = [
    r"""
    WITH plain AS (
        SELECT id, regexp_replace(regexp_replace(phone, '[\s().–—-]+', '', 'g'), '^00', '+') AS phone
        FROM person WHERE phone IS NOT NULL
    ), normal AS (
        SELECT id, regexp_replace(phone, '^\+86(1[0-9]{10})$', '\1') AS phone
        FROM plain WHERE phone ~ '^\+?[0-9]{7,15}$'
    )
    UPDATE person SET phone = normal.phone FROM normal
    WHERE person.id = normal.id AND person.phone <> normal.phone
        AND NOT EXISTS (SELECT FROM normal AS other WHERE other.phone = normal.phone AND other.id <> normal.id)
        AND NOT EXISTS (SELECT FROM person AS other WHERE normal.phone IN (other.phone, other.login)
            AND other.id <> normal.id)
    """
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
