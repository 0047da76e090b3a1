"""How long a round over 10,000 stores takes to be looked at, planned, and made for the next day."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from backend.database import connect, disconnect, fetch, transaction
from backend.inspections.rounds.giving import give_tasks
from tests.bench.measures import Table, noise
from tests.bench.stage import Stage

STORES = 10_000
MORE_STORES = """
    INSERT INTO store (id, code, name, region, time_zone, attributes, closed)
    SELECT gen_random_uuid(), 'B' || n, jsonb_build_object('zh', '测店' || n, 'en', 'Bench ' || n), $1,
        CASE n % 3 WHEN 0 THEN 'Asia/Shanghai' WHEN 1 THEN 'Asia/Urumqi' ELSE 'Asia/Tokyo' END, '{}', false
    FROM generate_series(1, $2) AS n
"""


async def measure_rounds(stage: Stage, table: Table) -> None:
    """Plan a daily round at the running product, then let the clock make another day of it."""
    server = await stage.serve("--no-worker")
    steadiness = noise()
    try:
        cookie = await stage.cookie_of(server, "chen")
        await connect(stage.database_url, pool_size=2)
        region = uuid4()
        await fetch(
            "INSERT INTO region (id, code, name) VALUES ($1, 'bench', $2)",
            region,
            {"zh": "全国", "en": "All"},
        )
        await fetch(MORE_STORES, region, STORES)
        [checklist] = await fetch("SELECT checklist AS id FROM checklist_version LIMIT 1")
        plan, address = daily(region, checklist["id"]), f"/api/rounds/{uuid4()}"
        async with httpx.AsyncClient(base_url=server.url, headers={"cookie": cookie}, timeout=120) as chen:
            for words, path in (("looking ahead at", f"{address}/preview"), ("planning", address)):
                begin = time.perf_counter()
                (await chen.put(path, json=plan)).raise_for_status()
                told = f"{time.perf_counter() - begin:.1f} s"
                table.add(f"{words} a round over {STORES:,} stores", told, noise=steadiness)
        await make_another_day(table, steadiness)
    finally:
        await disconnect()
        stage.house.remove()


async def make_another_day(table: Table, steadiness: str) -> None:
    """Let the clock strike a day later, and again when there is nothing to make."""
    for words, at in (("making another day", 1), ("finding nothing to make", 1)):
        before = await count()
        begin = time.perf_counter()
        async with transaction():
            await give_tasks(datetime.now(UTC) + timedelta(days=at))
        seconds = time.perf_counter() - begin
        made = await count() - before
        table.add(f"{words} for {STORES:,} stores", f"{seconds:.1f} s, {made:,} tasks", noise=steadiness)
    twice = await fetch("SELECT 1 FROM task GROUP BY round, store, occurrence HAVING count(*) > 1 LIMIT 1")
    assert twice == []


async def count() -> int:
    """How many tasks there are."""
    return int((await fetch("SELECT count(*) AS tasks FROM task"))[0]["tasks"])


def daily(region: object, checklist: object) -> dict[str, Any]:
    """A round of every store of the region, every day, by its supervisor."""
    return {
        "version": 0, "name": "全国日巡", "checklist": str(checklist), "kind": "routine", "announced": True,
        "stores": [], "regions": [str(region)], "attributes": {}, "person": None, "role": "supervisor",
        "rule": "FREQ=DAILY", "times": ["09:00"], "dueMinutes": 480, "missedMinutes": 1440,
        "startsOn": datetime.now(UTC).date().isoformat(), "endsOn": None,
    }  # fmt: skip
