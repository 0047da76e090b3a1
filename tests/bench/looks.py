"""Finding a picture again among a million looks, in a scratch database with the product's own indexes."""

import asyncio
import random
import time
from collections.abc import Iterator
from uuid import UUID, uuid4

import asyncpg

from backend.database import connect, disconnect, fetch
from backend.photos.likeness import FIND, find_near
from backend.photos.look import SAME, bands_of, near_bands, signed
from backend.upgrade import upgrade
from tests.bench.measures import Run, Table, noise, percentile
from tests.bench.stage import Stage
from tests.conftest import execute, renamed

PHOTOS = 1_000_000
LOOKUPS = 500
PLANTED = 250
SCRATCH = "storewalk_looks"
BANDS = [f"photo_band_{number}" for number in (1, 2, 3, 4)]


async def measure_looks(stage: Stage, table: Table) -> None:
    """Fill the table, look up new pictures and copies in turn, and read the plan."""
    await stage.serve("--no-worker")
    url = renamed(stage.database_url, SCRATCH)
    try:
        await execute(stage.database_url, f"CREATE DATABASE {SCRATCH}")
        await connect(url, pool_size=2)
        try:
            await upgrade()
            looks = await fill(url)
            await look_up(looks, table)
        finally:
            await disconnect()
    finally:
        stage.house.remove()


async def fill(url: str) -> list[int]:
    """Write a million photos, and for some of them who showed them; return the looks of those."""
    chance = random.Random(1)
    looks = [signed(chance.getrandbits(64)) for _ in range(PHOTOS)]
    definitions = {row["indexname"]: row["indexdef"] for row in await fetch("SELECT * FROM pg_indexes")}
    for name in BANDS:
        await fetch(f"DROP INDEX {name}")
    connection = await asyncpg.connect(url)
    columns = ["sha256", "width", "height", "bytes", "claims", "look", *(f"band_{n}" for n in (1, 2, 3, 4))]
    rows = await asyncio.to_thread(lambda: list(photo_rows(looks)))
    await connection.copy_records_to_table("photo", records=rows, columns=columns)
    await connection.close()
    for name in BANDS:
        await fetch(definitions[name])
    await show(looks[:PLANTED])
    await fetch("VACUUM (ANALYZE) photo")
    return looks


def photo_rows(looks: list[int]) -> Iterator[tuple[object, ...]]:
    """The rows as COPY takes them."""
    for number, look in enumerate(looks):
        yield (f"{number:064x}", 1600, 1200, 400_000, "{}", look, *bands_of(look))


async def show(looks: list[int]) -> None:
    """Have somebody show the first photos as evidence, in some store."""
    region, store, person = uuid4(), uuid4(), uuid4()
    await fetch("INSERT INTO region VALUES ($1, 'all', '{}', NULL)", region)
    await fetch(
        "INSERT INTO store (id, code, name, region, time_zone, attributes, closed)"
        " VALUES ($1, 'one', '{}', $2, 'UTC', '{}', false)", store, region,
    )  # fmt: skip
    await fetch(
        "INSERT INTO person (id, login, name, locale, password_hash, active)"
        " VALUES ($1, 'one', 'one', 'zh', '', true)", person,
    )  # fmt: skip
    names = [f"{number:064x}" for number in range(len(looks))]
    await fetch(
        "INSERT INTO photo_upload (id, photo, person) SELECT gen_random_uuid(), name, $2"
        " FROM unnest($1::text[]) AS name", names, person,
    )  # fmt: skip
    await fetch(
        "INSERT INTO photo_use (id, sha256, store, subject, person, evidence, question, shown_at)"
        " SELECT gen_random_uuid(), name, $2, gen_random_uuid(), $3, 'inspection', 'floor', now()"
        " FROM unnest($1::text[]) AS name", names, store, person,
    )  # fmt: skip


async def look_up(looks: list[int], table: Table) -> None:
    """Half of the lookups are copies of a shown photo with up to six bits changed, half are new pictures."""
    chance, found, times = random.Random(2), 0, []
    steadiness, begun = noise(), time.perf_counter()
    for number in range(LOOKUPS):
        is_copy = number % 2 == 0
        look = changed(looks[number // 2], chance) if is_copy else signed(chance.getrandbits(64))
        start = time.perf_counter()
        rows = await find_near({"look": look, "subject": UUID(int=0)})
        times.append(time.perf_counter() - start)
        found += is_copy and any(row["sha256"] == f"{number // 2:064x}" for row in rows)
    assert found == PLANTED, f"only {found} of {PLANTED} copies were found"
    run = Run(times, time.perf_counter() - begun)
    label = f"likeness among {PHOTOS:,} looks, p95 {percentile(times, 95) * 1000:.1f} ms"
    table.add_run(label, run, "a second", steadiness)
    table.add("  its plan", await plan(looks[0]))


def changed(look: int, chance: random.Random) -> int:
    """The look of a copy: up to six bits differ."""
    bits = chance.sample(range(64), chance.randrange(SAME + 1))
    return signed((look & 2**64 - 1) ^ sum(1 << bit for bit in bits))


async def plan(look: int) -> str:
    """What PostgreSQL walks through for one lookup: the four bands and nothing whole."""
    rows = await fetch(f"EXPLAIN (ANALYZE, BUFFERS) {FIND}", look, *near_bands(look), UUID(int=0))
    lines = [str(row["QUERY PLAN"]).strip() for row in rows]
    assert not [line for line in lines if "Seq Scan on photo " in line], "\n".join(lines)
    walks = sum("Index Only Scan using photo_band_" in line for line in lines)
    return f"{walks} index-only walks; {lines[-1].lower()}"
