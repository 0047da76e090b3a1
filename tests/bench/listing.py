"""A list of 100,000 issues, filtered by store, state and due date, as HQ, a supervisor and a store do."""

import time
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx

from tests.bench.measures import Run, Table, noise, percentile
from tests.bench.stage import Stage

ISSUES = 100_000
ROUNDS = 20
FILL = """
    INSERT INTO issue (id, store, title, severity, category, status, raised_by, raised_at, device_at, due_at)
    SELECT gen_random_uuid(), stores.ids[1 + n % cardinality(stores.ids)],
        jsonb_build_object('zh', '问题 ' || n, 'en', 'Issue ' || n),
        (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4],
        (ARRAY['hygiene', 'equipment', 'safety', 'display'])[1 + n / 4 % 4],
        CASE WHEN n % 20 = 0 THEN 'open' WHEN n % 20 = 1 THEN 'acknowledged' WHEN n % 20 = 2 THEN 'fixed'
            ELSE 'closed' END,
        person.id, now() - n * interval '5 minutes', now(),
        now() - n * interval '5 minutes' + interval '20 days'
    FROM generate_series(1, $1) AS n, (SELECT array_agg(id ORDER BY code) AS ids FROM store) AS stores,
        (SELECT id FROM person WHERE login = 'wang') AS person
"""


async def measure_listing(stage: Stage, table: Table) -> None:
    """Fill the table, then ask over HTTP one after the other."""
    server = await stage.serve("--no-worker")
    try:
        connection = await asyncpg.connect(stage.database_url)
        await connection.execute(FILL, ISSUES)
        await connection.execute("ANALYZE issue")
        await connection.close()
        soon = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        for login in ("chen", "wang", "li"):
            cookie = await stage.cookie_of(server, login)
            async with httpx.AsyncClient(
                base_url=server.url, headers={"cookie": cookie}, timeout=20
            ) as client:
                stores = [one["id"] for one in (await client.get("/api/stores")).json()]
                steadiness = noise()
                times = await ask_all(client, questions(stores, soon))
                label = f"list of {ISSUES:,} issues by store, state and due date, {login}"
                run = Run(times, sum(times))
                table.add_run(
                    f"{label}, p95 {percentile(times, 95) * 1000:.0f} ms", run, "a second", steadiness
                )
    finally:
        stage.house.remove()


def questions(stores: list[str], soon: str) -> list[dict[str, str]]:
    """What people filter by: each in the order of deadlines, and newest first."""
    asked: list[dict[str, str]] = []
    for status in ("unclosed", "open", "fixed", "overdue", "closed"):
        for by_due in ("true", "false"):
            asked.append({"status": status, "by_due": by_due, "due_before": soon})
            asked.append({"status": status, "by_due": by_due, "due_before": soon, "store": stores[0]})
            asked.append({"status": status, "by_due": by_due, "severity": "high", "category": "equipment"})
    asked.append({"status": "unclosed", "mine": "true", "by_due": "true"})
    return asked


async def ask_all(client: httpx.AsyncClient, asked: list[dict[str, str]]) -> list[float]:
    """Ask everything so many times; the first time warms up and is not counted."""
    times: list[float] = []
    for number in range(ROUNDS + 1):
        for question in asked:
            begin = time.perf_counter()
            reply = await client.get("/api/issues", params=question)
            reply.raise_for_status()
            if number:
                times.append(time.perf_counter() - begin)
    return times
