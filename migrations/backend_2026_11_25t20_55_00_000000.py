"""What a post and a store's region were before they changed, written whoever changes them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-25T20:55:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "former posts and regions by trigger"

STATEMENTS = [
    """
    CREATE FUNCTION keep_former_post() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO former_post (id, person, role, region, store, ended_at)
        SELECT gen_random_uuid(), OLD.person, OLD.role, OLD.region, OLD.store, now()
        FROM person WHERE person.id = OLD.person;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER post_ended AFTER DELETE OR UPDATE OF person, role, region, store ON post
    FOR EACH ROW EXECUTE FUNCTION keep_former_post()
    """,
    """
    CREATE FUNCTION keep_former_region() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO former_region (id, store, region, moved_at)
        VALUES (gen_random_uuid(), OLD.id, OLD.region, now());
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER store_moved AFTER UPDATE OF region ON store
    FOR EACH ROW WHEN (OLD.region IS DISTINCT FROM NEW.region) EXECUTE FUNCTION keep_former_region()
    """,
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
