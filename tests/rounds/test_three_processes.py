"""Three processes make the tasks of one round at the same moment: each occurrence once per store."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

from backend.database import fetch
from tests.cast import EAST, Cast
from tests.inspections.walk import publish_patrol
from tests.rounds.plans import daily, put_round

STORES, DAYS, TIMES = 300, 5, 2
GIVE = """
import asyncio, sys
from datetime import datetime
from backend.database import connect, disconnect, transaction
from backend.inspections.rounds.giving import give_tasks

async def main():
    await connect(sys.argv[1], pool_size=2)
    async with transaction():
        await give_tasks(datetime.fromisoformat(sys.argv[2]))
    await disconnect()

asyncio.run(main())
"""
MANY = """
    INSERT INTO store (id, code, name, region, time_zone, attributes, closed)
    SELECT gen_random_uuid(), 'M' || n, jsonb_build_object('zh', n::text, 'en', n::text), $1,
        CASE n % 2 WHEN 0 THEN 'Asia/Shanghai' ELSE 'Asia/Tokyo' END, '{}', false
    FROM generate_series(1, $2) AS n
"""


async def give_elsewhere(url: str, moment: datetime) -> int:
    """Make tasks in a process of its own; return its exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", GIVE, url, moment.isoformat(), env=dict(os.environ)
    )
    async with asyncio.timeout(120):
        return await process.wait()


async def test_three_processes_make_each_task_once(cast: Cast, database_url: str) -> None:
    await publish_patrol()
    await fetch(MANY, EAST, STORES)
    id = UUID((await put_round(await cast.chen(), daily(times=["08:00", "16:00"])))["id"])
    before = await count(id)
    later = datetime.now(UTC) + timedelta(days=DAYS)
    assert await asyncio.gather(*(give_elsewhere(database_url, later) for _ in range(3))) == [0, 0, 0]
    assert await count(id) == before + (STORES + 2) * DAYS * TIMES
    twice = await fetch("SELECT 1 FROM task GROUP BY round, store, occurrence HAVING count(*) > 1")
    assert twice == []


async def count(round: UUID) -> int:
    return len(await fetch("SELECT 1 FROM task WHERE round = $1", round))
