"""Bring a database to the newest migration, once, however many processes start together."""

import contextlib
import io

from piccolo.apps.migrations.commands.forwards import run_forwards

from backend.database import DB, transaction

MIGRATE_LOCK = 7_300
OLDEST_SERVER = 150_000


class TooOld(RuntimeError):
    """The PostgreSQL server is older than what Storewalk is tested on."""


async def upgrade() -> None:
    """Run the missing migrations in one transaction, under a lock held by a connection of its own."""
    connection = await DB.get_new_connection()
    try:
        version = await connection.fetchval("SELECT current_setting('server_version_num')::int")
        if version < OLDEST_SERVER:
            raise TooOld(f"PostgreSQL 15 or newer is needed; this server is {version // 10_000}.")
        await connection.execute("SELECT pg_advisory_lock($1)", MIGRATE_LOCK)
        said = io.StringIO()
        async with transaction():
            with contextlib.redirect_stdout(said):
                result = await run_forwards(app_name="backend")
        if not all(one.success for one in ([result] if not isinstance(result, list) else result)):
            raise RuntimeError(f"The database could not be upgraded:\n{said.getvalue()}")
    finally:
        await connection.close()
