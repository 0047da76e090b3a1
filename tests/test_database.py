"""The engine where Piccolo's own would leak, pretend or mix things up."""

import asyncio
import time
from collections.abc import AsyncIterator
from uuid import RFC_4122

import asyncpg
import pytest

from backend.config import settings
from backend.database import TransactionMisuse, fetch, transaction, uuid7

MORE_THAN_THE_POOL = settings().pool_size + 5


@pytest.fixture
async def probe(app: object) -> AsyncIterator[None]:
    await fetch("CREATE TABLE probe (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    yield
    await fetch("DROP TABLE probe")


async def ids() -> list[int]:
    return [row["id"] for row in await fetch("SELECT id FROM probe ORDER BY id")]


async def test_a_commit_that_fails_gives_its_connection_back(probe: None) -> None:
    for _ in range(MORE_THAN_THE_POOL):
        with pytest.raises(asyncpg.UniqueViolationError):
            async with transaction():
                await fetch("INSERT INTO probe VALUES (1), (1)")
    assert await asyncio.wait_for(ids(), 60) == []


async def test_a_lost_connection_is_given_back_too(probe: None) -> None:
    for _ in range(MORE_THAN_THE_POOL):
        with pytest.raises(
            (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.AdminShutdownError)
        ):
            async with transaction():
                await fetch("SELECT pg_terminate_backend(pg_backend_pid())")
    async with asyncio.timeout(60), transaction():
        await fetch("INSERT INTO probe VALUES (1)")
    assert await ids() == [1]


async def test_what_is_written_in_a_transaction_that_fails_is_gone(probe: None) -> None:
    with pytest.raises(LookupError):
        async with transaction():
            await fetch("INSERT INTO probe VALUES (1)")
            raise LookupError
    assert await ids() == []


async def test_a_transaction_inside_another_is_a_savepoint(probe: None) -> None:
    async with transaction():
        await fetch("INSERT INTO probe VALUES (1)")
        with pytest.raises(LookupError):
            async with transaction():
                await fetch("INSERT INTO probe VALUES (2)")
                raise LookupError
        async with transaction():
            await fetch("INSERT INTO probe VALUES (3)")
    assert await ids() == [1, 3]


async def test_a_task_begun_inside_does_not_write_in_its_parents_transaction(probe: None) -> None:
    async with transaction():
        with pytest.raises(TransactionMisuse):
            await asyncio.create_task(fetch("INSERT INTO probe VALUES (1)"))


async def test_a_task_begun_inside_may_open_a_transaction_of_its_own(probe: None) -> None:
    async def write_apart() -> None:
        async with transaction():
            await fetch("INSERT INTO probe VALUES (2)")

    with pytest.raises(LookupError):
        async with transaction():
            await fetch("INSERT INTO probe VALUES (1)")
            await asyncio.create_task(write_apart())
            raise LookupError
    assert await ids() == [2]


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [uuid7() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
    assert made == sorted(made), "also within one millisecond"
    assert abs((made[-1].int >> 80) - time.time_ns() // 1_000_000) < 60_000
