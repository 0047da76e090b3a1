"""A real PostgreSQL with real commits: one migrated database per worker, emptied after each test."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import hypothesis
import pytest

from backend.config import settings
from backend.database import APP_CONFIG, connect, disconnect, fetch
from backend.embedded import EmbeddedPostgres
from backend.upgrade import upgrade
from tests.cast import Cast, cast_of, people_the_company

ROOT = Path(__file__).parent.parent

# A busy machine is slow and not wrong. CI tries the same examples each time; at a desk new ones are tried.
hypothesis.settings.register_profile(
    "patient",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")


def renamed(url: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(scope="session", autouse=True)
def nothing_left_in_var_lib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Under root, data of servers that tests start lies where a link in the closed test folder leads."""
    yield
    for place in tmp_path_factory.getbasetemp().rglob("postgres"):
        if place.is_symlink():
            EmbeddedPostgres(place).remove()


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server that DATABASE_URL names, or one out of the wheel in a folder of its own."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    os.environ.pop("DATABASE_URL", None)
    # No fsync: these tests kill processes, not the machine.
    folder = tmp_path_factory.mktemp("postgres")
    server = EmbeddedPostgres(folder / "data", {"fsync": "off", "synchronous_commit": "off"})
    server.start()
    yield server.create("postgres")
    server.remove()


async def execute(url: str, sql: str) -> None:
    """Run one statement outside any transaction."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def migrate(url: str) -> None:
    """Bring a fresh database up as `storewalk migrate` does."""
    await connect(url, pool_size=2)
    try:
        await upgrade()
    finally:
        await disconnect()


@pytest.fixture(scope="session")
def database_url(server_url: str) -> Iterator[str]:
    """A migrated database for this worker alone."""
    name = f"storewalk_test_{uuid.uuid4().hex[:12]}"
    asyncio.run(execute(renamed(server_url, "postgres"), f'CREATE DATABASE "{name}"'))
    url = renamed(server_url, name)
    asyncio.run(migrate(url))
    yield url
    asyncio.run(execute(renamed(server_url, "postgres"), f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(scope="session")
async def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    """The whole product without its worker, which tests run until quiet."""
    folder = tmp_path_factory.mktemp("house")
    settings().database_url = database_url
    settings().data_dir = folder / "var"
    settings().media_dir = folder / "media"
    settings().push_allow_loopback = True
    from backend.app import create_app

    application = create_app(worker=False)
    open_now, close_now = asyncio.Event(), asyncio.Event()

    async def stay_open() -> None:
        # A lifespan has to end in the task it began in; pytest ends fixtures in another.
        async with application.api.lifespan():
            open_now.set()
            await close_now.wait()

    life = asyncio.create_task(stay_open())
    await asyncio.wait([life, asyncio.create_task(open_now.wait())], return_when=asyncio.FIRST_COMPLETED)
    if life.done():
        life.result()
    yield application
    close_now.set()
    await life


@pytest.fixture
async def cast(app: Any) -> AsyncIterator[Cast]:
    """The cast in their company, and an empty database afterwards."""
    await people_the_company()
    async with cast_of(app) as everybody:
        yield everybody
    tables = ", ".join(f'"{table._meta.tablename}"' for table in APP_CONFIG.table_classes)
    await fetch(f"TRUNCATE {tables} CASCADE")
