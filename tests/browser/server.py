"""The product as it is run: one process with its own PostgreSQL, which tests stop, kill and start again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import asyncpg

from backend.embedded import EmbeddedPostgres

ROOT = Path(__file__).parents[2]
SERVE = [sys.executable, "-m", "backend.cli", "serve", "--with-demo"]
LONGEST_START, LONGEST_STOP = 600.0, 120.0


class Server:
    """`storewalk serve --with-demo` on a port and in a folder of its own."""

    def __init__(self, folder: Path, *words: str, **environment: str) -> None:
        self.words = words
        self.folder = folder
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers; the first time this includes a month of demo life."""
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [*SERVE, "--port", str(self.port), *self.words],
            cwd=ROOT, env=self.surroundings(), stdout=log, stderr=log,
        )  # fmt: skip
        until = time.monotonic() + LONGEST_START
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.folder / "server.log").read_text()[-4000:])
            time.sleep(0.2)

    def surroundings(self) -> dict[str, str]:
        """The environment, with nothing of this machine's own installation."""
        foreign = ("DATABASE_", "STORAGE_")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        own = {"DATA_DIR": str(self.folder / "var"), "MEDIA_DIR": str(self.folder / "media")}
        return kept | own | {"PUBLIC_URL": self.origin} | self.environment

    def is_running(self) -> bool:
        """Whether nobody stopped it; a busy machine may keep it from answering for a while."""
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether the server and its database are there."""
        try:
            with urlopen(f"{self.origin}/api/health", timeout=10) as reply:
                return bool(reply.status == 200)
        except (URLError, OSError):
            return False

    async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """Ask the server's own database, or change what no page can."""
        connection = await asyncpg.connect(
            EmbeddedPostgres(self.folder / "var" / "postgres").url("storewalk")
        )
        try:
            rows: list[asyncpg.Record] = await connection.fetch(sql, *values)
            return rows
        finally:
            await connection.close()

    def stop(self) -> None:
        """Ctrl-C, which stops PostgreSQL too."""
        self.end_by(signal.SIGINT)

    def kill(self) -> None:
        """kill -9, in the middle of whatever it does."""
        self.end_by(signal.SIGKILL)

    def end_by(self, number: signal.Signals) -> None:
        """Send a signal and wait for the end."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(LONGEST_STOP)
        self.process = None


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
