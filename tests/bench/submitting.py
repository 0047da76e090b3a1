"""Handing in an inspection of 60 answers, beside the bare transaction that writes the same rows."""

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import connect, disconnect, fetch, uuid7
from tests.bench.line import Request, send_all, share_out
from tests.bench.measures import Run, Table, cpu_seconds, noise
from tests.bench.stage import Stage
from tests.faults.processes import Server

SECTIONS, QUESTIONS, FAILURES = 6, 10, 3
OPTIONS = [
    {"id": "good", "label": {"zh": "良好", "en": "Good"}, "points": 2, "colour": "green"},
    {"id": "poor", "label": {"zh": "不合格", "en": "Poor"}, "points": 0, "failed": True, "colour": "red"},
]
BARE_TABLES = {
    "inspection": "id = $1",
    "issue": "inspection = $1",
    "photo_use": "subject = $1 OR subject IN (SELECT id FROM issue WHERE inspection = $1)",
    "receipt": "inspection = $1",
    "event": "subject = $1 OR subject IN (SELECT id FROM issue WHERE inspection = $1)",
}
NUMBERED_BY_POSTGRES = {("issue", "number"), ("event", "seq"), ("event", "position")}

Rows = list[tuple[str, list[dict[str, Any]]]]


async def measure_submitting(stage: Stage, table: Table) -> None:
    """One at a time, then twenty at once, each beside its bare transaction; then with the worker inside."""
    server = await stage.serve("--no-worker")
    cookie = await stage.cookie_of(server, "wang")
    await connect(stage.database_url, pool_size=2)
    try:
        store, version = await a_store_of("wang"), await publish_sixty()
        await send_all(server.port, cookie, inspections(store, version, 30), 1)  # warm
        rows = await rows_of_newest()
        for at_once, jobs in ((1, 150), (20, 500)):
            steadiness, computed = noise(), cpu_seconds(process_of(server))
            run = await send_all(server.port, cookie, inspections(store, version, jobs), at_once)
            computed = cpu_seconds(process_of(server)) - computed
            bare = await write_bare(stage.database_url, rows, jobs, at_once)
            table.add_run(f"submit 60 answers, {at_once} at once", run, "a second", steadiness)
            table.add_run(f"the same rows bare, {at_once} at once", bare, "a second", "")
            table.add(f"bare / submit, {at_once} at once", f"{bare.rate / run.rate:.1f} times")
            table.add(f"CPU of the server for one, {at_once} at once", f"{computed / jobs * 1000:.1f} ms")
        await forget_what_follows()
        usual = await stage.serve()
        server.end_by(signal.SIGTERM)
        steadiness = noise()
        run = await send_all(usual.port, cookie, inspections(store, version, 200), 20)
        table.add_run("submit, 20 at once, worker inside", run, "a second", steadiness)
    finally:
        await disconnect()
        stage.house.remove()


def process_of(server: Server) -> int:
    """The id of a server's process."""
    assert server.process is not None
    return server.process.pid


async def forget_what_follows() -> None:
    """Leave the worker nothing to do but what it is measured with."""
    await fetch("UPDATE job SET done_at = now() WHERE done_at IS NULL")
    await fetch("UPDATE event SET position = seq + 1000000000 WHERE position IS NULL")


async def a_store_of(login: str) -> UUID:
    """A store that one of the demo's people walks."""
    rows = await fetch(
        "SELECT store FROM task JOIN person ON person.id = task.person WHERE login = $1 LIMIT 1", login
    )
    store: UUID = rows[0]["store"]
    return store


async def publish_sixty() -> UUID:
    """Publish a checklist of sixty questions."""
    document = {
        "name": {"zh": "六十题", "en": "Sixty questions"},
        "sections": [
            {
                "id": f"s{section}",
                "title": {"zh": "区域", "en": f"Area {section}"},
                "questions": [question(section, number) for number in range(QUESTIONS)],
            }
            for section in range(SECTIONS)
        ],
    }
    return await publish(uuid7(), msgspec.convert(document, ChecklistDocument), None, datetime.now(UTC))


def question(section: int, number: int) -> dict[str, Any]:
    """One question: mostly choices, some readings and texts."""
    text = {"zh": f"冷柜内商品陈列整齐，标签正确 {number}", "en": f"Goods are in order and labelled {number}"}
    asked = {"id": f"q{section}_{number}", "text": text}
    match number:
        case 8:
            return asked | {"kind": "temperature", "limits": {"min": "0", "max": "5"}, "unit": "°C"}
        case 9:
            return asked | {"kind": "text"}
        case _:
            return asked | {"kind": "choice", "options": OPTIONS}


def answers(marker: int) -> list[dict[str, Any]]:
    """Sixty answers; three of them fail, with a note and a photo each."""
    given = []
    for section in range(SECTIONS):
        for number in range(QUESTIONS):
            answer: dict[str, Any] = {"question": f"q{section}_{number}"}
            match number:
                case 8:
                    answer["number"] = "3.5"
                case 9:
                    answer["text"] = "无异常"
                case 0 if section < FAILURES:
                    photo = f"{marker:048x}{section:016x}"
                    answer |= {"option": "poor", "note": "第二层货架积灰，已告知店长", "photos": [photo]}
                case _:
                    answer["option"] = "good"
            given.append(answer)
    return given


def inspections(store: UUID, version: UUID, count: int) -> list[Request]:
    """So many inspections, each another one, as a phone sends them."""
    now = datetime.now(UTC)
    stamps = {"deviceAt": now, "estimatedAt": now}
    position = {"latitudeE7": 312356100, "longitudeE7": 1215049100, "accuracyMetres": 12}
    document = stamps | {
        "store": store, "checklistVersion": version, "startedAt": now - timedelta(minutes=40),
        "checkIn": stamps | {"position": position, "distanceMetres": 2},
    }  # fmt: skip
    requests = []
    for _ in range(count):
        id = uuid7()
        body = msgspec.json.encode(document | {"answers": answers(id.int >> 8)})
        requests.append((f"/api/inspections/{id}", body, "application/json"))
    return requests


async def rows_of_newest() -> Rows:
    """Every row that the newest inspection left, in the order of their references."""
    [newest] = await fetch("SELECT id FROM inspection ORDER BY received_at DESC LIMIT 1")
    found = []
    for table, condition in BARE_TABLES.items():
        rows = await fetch(f"SELECT * FROM {table} WHERE {condition}", newest["id"])
        kept = [{k: v for k, v in row.items() if (table, k) not in NUMBERED_BY_POSTGRES} for row in rows]
        found.append((table, kept))
    return found


async def write_bare(url: str, rows: Rows, jobs: int, at_once: int) -> Run:
    """Write copies of these rows, one transaction for each inspection, with nothing in between."""
    connections = [await asyncpg.connect(url) for _ in range(at_once)]
    copies = [copied(rows) for _ in range(jobs)]

    async def write(worker: int, job: int) -> None:
        connection = connections[worker]
        async with connection.transaction():
            for sql, values in copies[job]:
                await connection.executemany(sql, values)

    try:
        return await share_out(jobs, at_once, write)
    finally:
        await asyncio.gather(*(connection.close() for connection in connections))


def copied(rows: Rows) -> list[tuple[str, list[list[object]]]]:
    """Word the inserts of one more such inspection, under ids of its own."""
    ids = {row["id"]: uuid7() for _, some in rows for row in some if "id" in row}
    statements = []
    for table, some in rows:
        columns = list(some[0])
        places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
        statements.append((sql, [[as_value(row[column], ids) for column in columns] for row in some]))
    return statements


def as_value(value: Any, ids: dict[UUID, UUID]) -> object:
    """A value as asyncpg takes it, of the copy instead of the original."""
    if isinstance(value, UUID):
        return ids.get(value, value)
    return msgspec.json.encode(value).decode() if isinstance(value, dict | list) else value
