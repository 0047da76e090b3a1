"""Open the house: a database that is up and upgraded, the keys, and the worker; close it in reverse."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.config import settings
from backend.database import connect, disconnect
from backend.embedded import EmbeddedPostgres
from backend.events.listen import Listener
from backend.upgrade import upgrade
from backend.worker import work


@asynccontextmanager
async def open_database() -> AsyncIterator[None]:
    """Start PostgreSQL out of the wheel unless `DATABASE_URL` names another, connect and upgrade."""
    embedded = None
    url = settings().database_url
    if url is None:
        embedded = EmbeddedPostgres(settings().data_dir / "postgres")
        await asyncio.to_thread(embedded.start)
        url = await asyncio.to_thread(embedded.create, "storewalk")
    try:
        await connect(url, pool_size=settings().pool_size)
        await upgrade()
        yield
    finally:
        await disconnect()
        if embedded is not None:
            await asyncio.to_thread(embedded.stop)


@asynccontextmanager
async def run_worker() -> AsyncIterator[None]:
    """Run the worker inside this process until the block ends; a job cut short is repaired by its lease."""
    listener = Listener("storewalk_work")
    listener.start()
    task = asyncio.create_task(work(listener))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await listener.stop()
