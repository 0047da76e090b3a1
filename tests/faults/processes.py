"""`storewalk` as it is run, in processes that tests start, stop and kill."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.database import fetch
from tests.cast import PASSWORD

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Program:
    """One process of the product; whatever it says is in its log."""

    words: list[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def surroundings(self) -> dict[str, str]:
        """The environment, with nothing of this machine's own installation."""
        ours = ("DATABASE_", "STORAGE_", "SMTP_")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        return kept | self.environment | {"PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", *self.words],
                # Not the root of the repository, where somebody's .env may name another database.
                cwd=self.log.parent,
                env=self.surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def end_by(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; return the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end_by(signal.SIGKILL)

    def remove(self) -> None:
        """Whatever happened, leave no process behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@dataclass
class Server(Program):
    """`storewalk serve` on a port of its own."""

    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def come_up(self) -> "Server":
        """Start, and return when it answers."""
        self.start()
        await until(self.answers)
        return self

    async def answers(self) -> bool:
        """Whether the server and its database are there."""
        assert self.process is not None
        if self.process.poll() is not None:
            pytest.fail(self.log.read_text()[-4000:])
        try:
            async with httpx.AsyncClient(base_url=self.url, timeout=5) as client:
                return (await client.get("/api/health")).status_code == 200
        except httpx.TransportError:
            return False

    @asynccontextmanager
    async def sign_in(self, login: str, password: str = PASSWORD) -> AsyncIterator[httpx.AsyncClient]:
        """One of the cast, at this server."""
        async with httpx.AsyncClient(base_url=self.url, timeout=PATIENCE) as client:
            person = {"login": login, "password": password, "device": "test"}
            reply = await client.post("/api/sessions", json=person)
            assert reply.status_code == 201, reply.text
            yield client


@dataclass
class House:
    """One installation: a database, a folder, and any number of processes over both."""

    folder: Path
    environment: dict[str, str]
    programs: list[Program] = field(default_factory=list)

    async def server(self, *words: str, **environment: str) -> Server:
        """Have a web server answer."""
        server = Server([], self.environment | environment, self.folder / f"server-{len(self.programs)}.log")
        server.words = ["serve", "--port", str(server.port), *words]
        self.programs.append(server)
        return await server.come_up()

    def worker(self, **environment: str) -> Program:
        """Start a worker without a web server."""
        log = self.folder / f"worker-{len(self.programs)}.log"
        worker = Program(["worker"], self.environment | environment, log)
        self.programs.append(worker)
        worker.start()
        return worker

    def remove(self) -> None:
        """Leave no process behind."""
        for program in self.programs:
            program.remove()


async def until(true: Callable[[], Awaitable[Any] | Any], seconds: float = PATIENCE) -> Any:
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return found
        if time.monotonic() > end:
            pytest.fail(f"it never became true: {true}")
        await asyncio.sleep(0.03)


async def let_leases_end() -> None:
    """Pass the minute that a lease lasts."""
    await fetch("UPDATE job SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL")


async def wake_up() -> None:
    """Let every wait of a job be over, and tell the workers."""
    await fetch("UPDATE job SET due_at = now() WHERE done_at IS NULL")
    await fetch("SELECT pg_notify('storewalk_work', '')")


async def quiet() -> bool:
    """Whether every event is expanded and every job done."""
    [left] = await fetch(
        """
        SELECT (SELECT count(*) FROM event WHERE position IS NULL)
            + (SELECT count(*) FROM job WHERE done_at IS NULL) AS left
        """
    )
    return left["left"] == 0
