"""From a failed answer to the push that leaves, and many pushes at once, with the worker on this machine."""

import asyncio
import os
import time

import asyncpg
import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.database import connect, disconnect, uuid7
from backend.notifications.vapid import to_base64url
from tests.bench.measures import Run, Table, noise, percentile
from tests.bench.stage import Stage
from tests.bench.submitting import a_store_of, inspections, publish_sixty

SUBSCRIBERS = 1_000
INSPECTIONS = 40
PUSHES = int(os.environ.get("BENCH_PUSHES", "10000"))
SLOWEST = 40  # pushes a second; a slower machine tells how far it came
ENOUGH = 60.0 + PUSHES / SLOWEST
PATIENCE = 10.0


class QuickPushService:
    """Takes every message and notes when it came; what is in it is for the tests."""

    def __init__(self) -> None:
        self.came: list[tuple[float, str]] = []

    async def start(self) -> None:
        self.server = await asyncio.start_server(self.take, "127.0.0.1", 0)
        self.origin = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            lines = head.lower().split("\r\n")
            await reader.readexactly(
                next(int(line[15:]) for line in lines if line.startswith("content-length"))
            )
        except (asyncio.IncompleteReadError, ConnectionError):  # its sender was killed
            return writer.close()
        topic = next(line[6:].strip() for line in head.split("\r\n") if line.lower().startswith("topic"))
        self.came.append((time.perf_counter(), topic))
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async def wait_for(self, count: int, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while len(self.came) < count and time.perf_counter() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.002)


async def measure_pushing(stage: Stage, table: Table) -> None:
    """Serve with the worker inside, as one machine does."""
    service = QuickPushService()
    await service.start()
    stage.house.environment["PUSH_ALLOW_LOOPBACK"] = "true"
    server = await stage.serve()
    try:
        connection = await asyncpg.connect(stage.database_url)
        people = await subscribe_many(connection, service.origin)
        steadiness = noise()
        cookie = await stage.cookie_of(server, "wang")
        async with httpx.AsyncClient(base_url=server.url, headers={"cookie": cookie}, timeout=20) as wang:
            times = await submit_many(wang, stage.database_url, connection, service)
        label = f"failed answer to push leaving, {SUBSCRIBERS} subscribers"
        table.add_run(
            f"{label}, p95 {percentile(times, 95) * 1000:.0f} ms",
            Run(times, sum(times)),
            "a second",
            steadiness,
        )
        await push_many(connection, people, service, table)
        await connection.close()
    finally:
        stage.house.remove()
        service.server.close()


async def subscribe_many(connection: asyncpg.Connection, origin: str) -> list[object]:
    """Give a thousand people, and everybody of the demo, a phone."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    p256dh = to_base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    await connection.execute(
        """
        INSERT INTO person (id, login, name, locale, password_hash, active)
        SELECT gen_random_uuid(), 'bench-' || n, 'Bench', 'zh', '', true FROM generate_series(1, $1) AS n
        ON CONFLICT (login) DO NOTHING
        """,
        SUBSCRIBERS,
    )
    await connection.execute("DELETE FROM push_subscription")  # of the measure before: its service is gone
    await connection.execute(
        """
        INSERT INTO push_subscription (id, person, endpoint, p256dh, auth, created_at)
        SELECT gen_random_uuid(), id, $1 || '/' || id, $2, $3, now() FROM person
        """,
        origin,
        p256dh,
        to_base64url(os.urandom(16)),
    )
    return [row["id"] for row in await connection.fetch("SELECT id FROM person WHERE login LIKE 'bench-%'")]


async def submit_many(
    wang: httpx.AsyncClient, url: str, connection: asyncpg.Connection, service: QuickPushService
) -> list[float]:
    """Hand in one inspection with failed answers after the other and wait for the push of each."""
    await connect(url, pool_size=2)
    try:
        requests = inspections(await a_store_of("wang"), await publish_sixty(), INSPECTIONS)
    finally:
        await disconnect()
    times = []
    for address, body, kind in requests:
        begin = time.perf_counter()
        reply = await wang.put(address, content=body, headers={"content-type": kind})
        reply.raise_for_status()
        id = address.rsplit("/", 1)[1]
        times.append(await moment_of(f"inspection:{id}", connection, service) - begin)
    return times


async def moment_of(bundle: str, connection: asyncpg.Connection, service: QuickPushService) -> float:
    """Return when the first push of a bundle came; other pushes of the demo are not counted."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        rows = await connection.fetch("SELECT id FROM notification WHERE bundle = $1", bundle)
        topics = {row["id"].hex for row in rows}
        if came := [at for at, topic in service.came if topic in topics]:
            return min(came)
        await asyncio.sleep(0.02)
    raise TimeoutError(f"{bundle} was not pushed within {PATIENCE:.0f} s")


async def push_many(
    connection: asyncpg.Connection, people: list[object], service: QuickPushService, table: Table
) -> None:
    """Write lines for everybody and see how fast they leave."""
    steadiness = noise()
    service.came.clear()
    begin = time.perf_counter()
    await write_lines(connection, people)
    await service.wait_for(PUSHES, ENOUGH)
    seconds = service.came[-1][0] - begin
    lost = PUSHES - len({topic for _, topic in service.came})
    result = f"{len(service.came) / seconds:.0f} a second, {len(service.came)} came, {lost} not yet"
    table.add(f"{PUSHES} notifications to the push service", result, noise=steadiness)


async def write_lines(connection: asyncpg.Connection, people: list[object]) -> set[str]:
    """Write one line after the other for everybody, and return the topics under which they will leave."""
    params = msgspec.json.encode({"store": "滨江店", "person": "王海", "question": "冷藏柜温度"}).decode()
    lines = [(uuid7(), people[n % len(people)]) for n in range(PUSHES)]
    async with connection.transaction():
        await connection.executemany(
            """
            INSERT INTO notification
                (id, person, kind, params, link, thread, urgent, push, bundle, created_at, told_at)
            VALUES ($1, $2, 'issue.fixed', $3, '/issues/1', '/issues/1', false, true, $4, now(), now())
            """,
            [(line, person, params, f"bench:{line}") for line, person in lines],
        )
        await connection.executemany(
            "INSERT INTO event (name, subject, payload, at) VALUES ('notification.written', $1, '{}', now())",
            [(line,) for line, _ in lines],
        )
    await connection.execute("SELECT pg_notify('storewalk_work', '')")
    return {line.hex for line, _ in lines}
