"""Many pushes while workers are killed at random: what is lost, what comes twice and why."""

import asyncio
import os
import time
from collections import Counter
from random import Random

import asyncpg

from backend.events.queue import LEASE
from backend.worker import LANES
from tests.bench import pushing
from tests.bench.measures import Table, noise
from tests.bench.pushing import PUSHES, QuickPushService, subscribe_many, write_lines
from tests.bench.stage import Stage

KILLS = int(os.environ.get("BENCH_KILLS", "4"))
ENOUGH = pushing.ENOUGH + LEASE.seconds  # a slower machine tells how far it came


async def measure_killing(stage: Stage, table: Table) -> None:
    """Serve without a worker, and kill -9 one worker after the other somewhere in the middle."""
    service = QuickPushService()
    await service.start()
    stage.house.environment["PUSH_ALLOW_LOOPBACK"] = "true"
    await stage.serve("--no-worker")
    try:
        connection = await asyncpg.connect(stage.database_url)
        people = await subscribe_many(connection, service.origin)
        steadiness = noise()
        lines = await write_lines(connection, people)
        begin = time.perf_counter()
        moments = await kill_workers(stage, service)
        until = begin + ENOUGH
        # What else the demo has to tell leaves too; only these lines are counted.
        while lines - {topic for _, topic in service.came} and time.perf_counter() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
        service.came = [(at, topic) for at, topic in service.came if topic in lines]
        missing = await fate_of(lines - {topic for _, topic in service.came}, connection)
        tell(table, service, begin, moments, missing, steadiness)
        await connection.close()
    finally:
        stage.house.remove()
        service.server.close()


async def kill_workers(stage: Stage, service: QuickPushService) -> list[int]:
    """Let each worker push a random part of what is left; the last one lives."""
    chance, moments = Random(7), []
    for number in range(KILLS):
        worker = stage.house.worker(DATABASE_URL=stage.database_url)
        share = PUSHES * (number + 1) // (KILLS + 1)
        await service.wait_for(share + chance.randint(0, PUSHES // (KILLS + 1) // 2), ENOUGH / (KILLS + 1))
        worker.kill()
        moments.append(len(service.came))
    stage.house.worker(DATABASE_URL=stage.database_url)
    return moments


async def fate_of(missing: set[str], connection: asyncpg.Connection) -> str:
    """Say whether what has not come is lost, or only still waits for the worker when we gave up."""
    waiting = await connection.fetchval(
        """
        SELECT (SELECT count(*) FROM job WHERE done_at IS NULL AND parked_at IS NULL)
            + (SELECT count(*) FROM event WHERE position IS NULL)
        """
    )
    if missing and waiting:
        return f"given up after {ENOUGH:.0f} s with {len(missing)} still to come"
    return f"{len(missing)} lost"


def tell(
    table: Table,
    service: QuickPushService,
    begin: float,
    moments: list[int],
    missing: str,
    steadiness: str,
) -> None:
    """What a dead worker had sent and not noted leaves again under the same topic: phones show it once."""
    times = Counter(topic for _, topic in service.came)
    again = sum(count - 1 for count in times.values())
    assert again <= KILLS * LANES, f"{again} twice, more than {KILLS} workers had under way"
    most = service.came[: len(service.came) * 99 // 100]
    rate = len(most) / (most[-1][0] - begin)
    last = service.came[-1][0] - begin
    table.add(
        f"{PUSHES} notifications, worker killed after {', '.join(map(str, moments))}",
        f"{rate:.0f} a second, {missing}, {again} twice (at most {KILLS * LANES} were under way), "
        f"the last after {last:.0f} s (a dead worker's lease ends after {LEASE.seconds} s)",
        noise=steadiness,
    )
