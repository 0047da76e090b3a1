"""How long a long draft takes to be looked through, and 10,000 inspections to be scored with another."""

import asyncio
import time
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.questions import flaws_of
from backend.database import connect, disconnect, fetch, uuid7
from tests.bench.line import send_all
from tests.bench.measures import Table, noise, percentile
from tests.bench.stage import Stage
from tests.bench.submitting import a_store_of, inspections, publish_sixty

QUESTIONS, LOOKS, LOOK_TARGET_SECONDS = 485, 10, 1
INSPECTIONS, REPLAY_TARGET_SECONDS = 10_000, 30
WORDS = {"zh": "字", "en": "words"}
COPY = """
    INSERT INTO inspection SELECT copied.* FROM inspection AS original, generate_series(1, $2) AS number,
        jsonb_populate_record(original, jsonb_build_object('id', md5(number::text)::uuid)) AS copied
    WHERE original.id = $1
"""


async def measure_writing(stage: Stage, table: Table) -> None:
    """Look through a draft as each autosave does, then replay a draft at the running product."""
    document, steadiness, times = msgspec.convert(long_draft(), ChecklistDocument), noise(), []
    for _ in range(LOOKS):
        begin = time.perf_counter()
        found = list(flaws_of(document))
        times.append(time.perf_counter() - begin)
    assert found == []
    result = f"fastest {min(times) * 1000:.0f} ms of at most {LOOK_TARGET_SECONDS * 1000}"
    p50, p99 = (f"{percentile(times, share) * 1000:.0f} ms" for share in (50, 99))
    table.add(f"looking through {QUESTIONS} questions with conditions", result, p50, p99, steadiness)
    await measure_replay(stage, table)


async def measure_replay(stage: Stage, table: Table) -> None:
    """Score many inspections of sixty answers with a draft, and follow how far it is."""
    server = await stage.serve()
    await connect(stage.database_url, pool_size=2)
    try:
        checklist = await fill(server.port, await stage.cookie_of(server, "wang"))
        cookie, steadiness = await stage.cookie_of(server, "chen"), noise()
        async with httpx.AsyncClient(base_url=server.url, headers={"cookie": cookie}, timeout=60) as chen:
            begin = time.perf_counter()
            seen = await follow(chen, await ask(chen, checklist))
            seconds = time.perf_counter() - begin
        result = f"{seconds:.1f} s of at most {REPLAY_TARGET_SECONDS}, {len(seen)} steps of progress seen"
        table.add(f"replay of {seen[-1]} inspections", result, noise=steadiness)
    finally:
        await disconnect()
        stage.house.remove()


def long_draft() -> dict[str, Any]:
    """A form such as the largest of the XLSForms: most questions hang on two that came before."""
    asked: list[dict[str, Any]] = []
    for number in range(QUESTIONS):
        question: dict[str, Any] = {"kind": "yes_no", "id": f"q{number}", "text": WORDS}
        if number % 3 == 1:
            options = [{"id": f"o{n}", "label": WORDS, "points": n + 1} for n in range(8)]
            question |= {"kind": "choice", "options": options}
        if number >= 9:
            first, second = number // 9 * 3, number - 3 - number % 3
            parts = [
                {"when": "option_is", "question": f"q{first}", "options": ["yes"]},
                {"when": "option_is_not", "question": f"q{second}", "options": ["no"]},
            ]
            question["shownIf"] = {"when": "all", "of": parts[: 1 + number % 2]}
        asked.append(question)
    return {"name": WORDS, "sections": [{"id": "s", "title": WORDS, "questions": asked}]}


async def fill(port: int, cookie: str) -> UUID:
    """Hand one inspection in and copy it, until there are enough; return its checklist."""
    store, version = await a_store_of("wang"), await publish_sixty()
    [request] = inspections(store, version, 1)
    await send_all(port, cookie, [request], 1)
    await fetch(COPY, UUID(request[0].rpartition("/")[2]), INSPECTIONS - 1)
    [row] = await fetch("SELECT checklist FROM checklist_version WHERE id = $1", version)
    checklist: UUID = row["checklist"]
    return checklist


async def ask(chen: httpx.AsyncClient, checklist: UUID) -> str:
    """Begin a draft in which one question counts five times, and ask for its replay."""
    rows = await fetch("SELECT id, document FROM checklist_version WHERE checklist = $1", checklist)
    document = rows[0]["document"]
    document["sections"][0]["questions"][0]["weight"] = 5
    draft = {"saveId": str(uuid4()), "revision": 0, "basedOn": str(rows[0]["id"]), "document": document}
    saved = await chen.put(f"/api/checklists/{checklist}/draft", json=draft)
    saved.raise_for_status()
    span = {"since": "2020-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"}
    url = f"/api/checklists/{checklist}/replays/{uuid7()}"
    (await chen.put(url, json={"revision": saved.json()["revision"], **span})).raise_for_status()
    return url


async def follow(chen: httpx.AsyncClient, url: str) -> list[int]:
    """Return how far the replay was, whenever it had come further, until it is through."""
    seen = [0]
    while True:
        replay = (await chen.get(url)).json()
        if replay["done"] > seen[-1]:
            seen.append(replay["done"])
        if replay["status"] == "done":
            return seen
        await asyncio.sleep(0.2)
