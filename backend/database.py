"""The engine, the one Piccolo app and `transaction()`.

Closes what Piccolo 1.38 leaves open: a failed COMMIT that leaks its connection, nested transactions that are
no savepoints, and child tasks that inherit a transaction which is not theirs.
"""

import asyncio
import importlib.util
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec
from piccolo.columns.defaults.uuid import UUID7
from piccolo.conf.apps import AppConfig, AppRegistry, table_finder
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction, Savepoint
from piccolo.query.base import Query
from piccolo.querystring import QueryString
from piccolo.table import Table

FEATURES = [
    "events",
    "stores",
    "people",
    "photos",
    "importing",
    "notifications",
    "products",
    "stock",
    "demand",
    "checklists",
    "issues",
    "inspections",
    "ordering",
]


class TransactionMisuse(RuntimeError):
    """A query ran in a task that inherited another task's transaction."""


class Transaction(PostgresTransaction):
    """One transaction of one task; inside another it is a savepoint."""

    __slots__ = ("_savepoint", "owner")
    _parent: "Transaction | None"

    def __init__(self, engine: "Engine") -> None:
        if engine.inherits():
            engine.current_transaction.set(None)
        super().__init__(engine)
        self.owner = asyncio.current_task()
        self._savepoint: Savepoint | None = None

    async def __aenter__(self) -> "Transaction":
        if self._parent is not None:
            name = f"nested_{self._parent.get_savepoint_id()}"
            self._savepoint = await self._parent.savepoint(name)
            return self._parent
        self.connection = await self.get_connection()  # type: ignore[no-untyped-call]
        try:
            self.transaction = self.connection.transaction()
            await self.transaction.start()
        except BaseException:
            await self._give_back()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> Literal[False]:
        if self._savepoint is not None:
            if error is not None:
                await self._savepoint.rollback_to()
            await self._savepoint.release()
            return False
        try:
            if error is None:
                await self.commit()  # type: ignore[no-untyped-call]
            elif not self.connection.is_closed():
                await self.rollback()  # type: ignore[no-untyped-call]
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._give_back()
        return False

    async def _give_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class Engine(PostgresEngine):
    """Piccolo's engine with safe transactions, a JSON codec and a streaming read."""

    current_transaction: ContextVar[Transaction | None]  # type: ignore[assignment]

    async def check_version(self) -> None:
        """Skip Piccolo's look at a database that is not chosen yet; `migrate` checks the version."""

    def transaction(self, allow_nested: bool = True) -> Transaction:
        return Transaction(self)

    async def get_new_connection(self) -> Any:
        connection = await asyncpg.connect(**self.config)
        await speak_json(connection)
        return connection

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        self.check_owner()
        return await super().run_querystring(querystring, in_pool)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        self.check_owner()
        return await super().run_ddl(ddl, in_pool)

    def inherits(self) -> bool:
        """Tell whether the running task sees a transaction that another task opened."""
        current = self.current_transaction.get()
        return current is not None and current.owner is not asyncio.current_task()

    def check_owner(self) -> None:
        """Raise `TransactionMisuse` rather than share a connection between tasks."""
        if self.inherits():
            raise TransactionMisuse("start this task outside the transaction, or open one of its own")

    @asynccontextmanager
    async def stream(
        self, query: Query[Any, Any], size: int = 500
    ) -> AsyncIterator[AsyncIterator[list[dict[str, Any]]]]:
        """Read a large answer in chunks inside a transaction (Piccolo's `batch` would leave it)."""
        sql, arguments = query.querystrings[0].compile_string()

        async def chunks(connection: Any) -> AsyncIterator[list[dict[str, Any]]]:
            cursor = await connection.cursor(sql, *arguments)
            while rows := await cursor.fetch(size):
                yield [dict(row) for row in rows]

        async with self.transaction() as open_transaction:
            yield chunks(open_transaction.connection)


DB = Engine(config={})
ASIDE = 3.0  # seconds that a word aside may hold up its writer


def transaction() -> Transaction:
    """Open the transaction of a verb: what is written inside is there together or not at all."""
    return DB.transaction()


async def speak_json(connection: Any) -> None:
    """Let jsonb cross as Python objects; Piccolo hands in text, so text passes as it is."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: value if isinstance(value, str) else msgspec.json.encode(value).decode(),
        decoder=msgspec.json.decode,
    )


async def connect(url: str, *, pool_size: int = 20) -> None:
    """Point the engine at a database and open its pool."""
    DB.config = {"dsn": url}
    await DB.start_connection_pool(min_size=1, max_size=pool_size, init=speak_json, reset=keep_as_it_is)


async def keep_as_it_is(_: asyncpg.Connection) -> None:
    """Hand a connection on without asyncpg's clean-up, which costs every request a trip to the database.

    It would undo settings, session locks, cursors and LISTEN: nothing here leaves any of them behind.
    """


async def disconnect() -> None:
    """Close the pool; listeners must have let go of their connections before."""
    if DB.pool:
        await DB.close_connection_pool()


async def fetch(sql: str, *arguments: object) -> list[dict[str, Any]]:
    """Run SQL with $1 placeholders in the current transaction, for what the query builder cannot say."""
    DB.check_owner()
    current = DB.current_transaction.get()
    if current is not None:
        rows = await current.connection.fetch(sql, *arguments)
    else:
        assert DB.pool is not None, "connect() first"
        rows = await DB.pool.fetch(sql, *arguments)
    return [dict(row) for row in rows]


async def write_aside(sql: str, *arguments: object) -> None:
    """Write on another connection, at once and whatever becomes of this transaction, or soon give up."""
    assert DB.pool is not None, "connect() first"
    async with DB.pool.acquire(timeout=ASIDE) as connection:
        await connection.execute(sql, *arguments, timeout=ASIDE)


async def insert_or_nothing(row: Table) -> bool:
    """Insert a row unless its key is taken; tell whether it went in. Ten at once give one row."""
    key = type(row)._meta.primary_key
    written = await type(row).insert(row).on_conflict(action="DO NOTHING").returning(key)
    return bool(written)


def uuid7() -> UUID:
    """Make a UUID that sorts by time, also within one millisecond (RFC 9562, section 6.2, method 3)."""
    millis, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=millis << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | random)


class MadeHere(UUID7):
    """Ids come from Python; the database's own default is only a net under it."""

    @property
    def postgres(self) -> str:
        return "gen_random_uuid()"

    def python(self) -> UUID:
        return uuid7()


def __getattr__(name: str) -> object:
    """Find the tables late: they import this module."""
    if name == "APP_CONFIG":
        modules = [
            module
            for feature in FEATURES
            if importlib.util.find_spec(module := f"backend.{feature}.tables") is not None
        ]
        return AppConfig(
            app_name="backend",
            migrations_folder_path=str(Path(__file__).parent.parent / "migrations"),
            table_classes=table_finder(modules, exclude_imported=True),
        )
    if name == "APP_REGISTRY":
        return AppRegistry(apps=["backend.database"])
    raise AttributeError(name)
