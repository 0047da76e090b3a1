"""While a file is on its way, those who keep such files see how far it is; afterwards nothing of it stays."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.database import DB, fetch, transaction, uuid7, write_aside
from backend.importing import progress
from backend.importing.judging import CHUNK
from backend.importing.progress import Progress, forget_progress, progress_of
from backend.products.importing.kind import PRODUCTS
from tests.cast import Cast
from tests.ordering.conftest import shop

__all__ = ["shop"]
ROWS = 2 * CHUNK + 500
NOTHING = {"stage": None, "done": 0, "total": None}
# Days that are there twice are left out.
OVERWRITE = {"existing": "overwrite", "leaveBadOut": True}
DAY = (datetime.now(UTC) - timedelta(days=3)).date()
FILES = {
    "product": "商品编码,商品名称\n" + "".join(f"P-{number},货品 {number}\n" for number in range(ROWS)),
    "usage": "门店编码,日期,营业额\n"
    + "".join(f"R001,{DAY - timedelta(days=number % 900)},{number}\n" for number in range(ROWS)),
}
CHOICES = {"product": OVERWRITE | {"lookalikes": "create"}, "usage": OVERWRITE}


async def told_until_done(
    client: httpx.AsyncClient, address: str, work: "asyncio.Task[httpx.Response]"
) -> list[tuple[str, int, int | None]]:
    """Ask how far a file is until the work on it is done; return what was told, each once."""
    told: dict[tuple[str, int, int | None], None] = {}
    async with asyncio.timeout(120):
        while not work.done():
            reply = (await client.get(f"{address}/progress")).json()
            if reply["stage"]:
                told[reply["stage"], reply["done"], reply["total"]] = None
            await asyncio.sleep(0.01)
    return list(told)


async def left() -> list[dict[str, Any]]:
    return await fetch("SELECT * FROM import_progress")


@pytest.mark.parametrize("kind", FILES)
async def test_a_large_file_tells_how_far_it_is_until_it_is_in(shop: Cast, kind: str) -> None:
    chen, address = await shop.chen(), f"/api/{kind}-imports/{uuid4()}"
    taking = asyncio.create_task(chen.put(f"{address}?name=x.csv", content=FILES[kind].encode()))
    told = await told_until_done(chen, address, taking)
    assert taking.result().json()["counts"]["rows"] == ROWS, taking.result().text
    shares = [(stage, done) for stage, done, total in told if total == ROWS]
    assert all(0 <= done <= ROWS for _, done in shares)
    assert {done for _, done in shares} & {CHUNK, 2 * CHUNK}
    assert all(total is None and done == 0 for stage, done, total in told if stage in ("reading", "matching"))
    assert (await chen.get(f"{address}/progress")).json() == NOTHING
    assert await left() == []

    applying = asyncio.create_task(chen.put(f"{address}/application", json=CHOICES[kind]))
    told = await told_until_done(chen, address, applying)
    assert applying.result().json()["status"] == "applied", applying.result().text
    assert {stage for stage, _, _ in told} <= {"judging", "matching", "writing"}
    assert any(0 < done <= ROWS == total for _, done, total in told)
    assert await left() == []


async def test_a_refused_file_leaves_nothing(shop: Cast) -> None:
    chen, address = await shop.chen(), f"/api/product-imports/{uuid4()}"
    assert (await chen.put(f"{address}?name=x.xlsx", content=b"PK\x03\x04 broken")).status_code == 422
    assert (await chen.get(f"{address}/progress")).json() == NOTHING
    assert await left() == []


async def test_what_was_told_is_seen_though_the_import_is_not_and_goes_though_it_fails(shop: Cast) -> None:
    chen, file = await shop.chen(), uuid7()
    with pytest.raises(LookupError):
        async with progress_of(PRODUCTS, file) as run, transaction():
            await run.tell("keeping", 5, 9)
            reply = await chen.get(f"/api/product-imports/{file}/progress")
            assert reply.json() == {"stage": "keeping", "done": 5, "total": 9}
            # Another kind of file has other keepers.
            assert (await chen.get(f"/api/usage-imports/{file}/progress")).json() == NOTHING
            raise LookupError
    assert await left() == []


async def test_no_import_stops_because_nobody_can_be_told(
    shop: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(sql: str, *arguments: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(progress, "write_aside", refused)
    chen = await shop.chen()
    small = "商品编码,商品名称\nA-1,苹果\n".encode()
    assert (await chen.put(f"/api/product-imports/{uuid4()}?name=x.csv", content=small)).status_code == 200


async def test_who_writes_aside_gives_up_when_every_connection_is_taken(
    shop: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.database.ASIDE", 0.2)
    assert DB.pool is not None
    taken = [await DB.pool.acquire() for _ in range(DB.pool.get_max_size())]
    try:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(write_aside("SELECT 1"), 30)
        await asyncio.wait_for(Progress(PRODUCTS, uuid7()).tell("reading"), 30)
    finally:
        for connection in taken:
            await DB.pool.release(connection)
    assert await left() == []


async def test_what_a_crash_left_is_swept_and_what_still_runs_stays(shop: Cast) -> None:
    crashed, running = Progress(PRODUCTS, uuid7()), Progress(PRODUCTS, uuid7())
    await crashed.tell("matching")
    await running.tell("judging", 1, 2)
    await fetch("UPDATE import_progress SET at = at - interval '2 hours' WHERE id = $1", crashed.id)
    await forget_progress(datetime.now(UTC))
    assert [row["id"] for row in await left()] == [running.id]
