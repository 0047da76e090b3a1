"""A bad wire between phone and server: on loopback, with faults by a seed and a book of what arrived."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

FAULTS = ("refused", "cut", "failed_before", "failed_after", "lost_reply", "slow")
BROKEN = b'{"type": "/problems/server", "title": "Broken", "status": 500, "fields": []}'
FAILED = (
    b"HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/problem+json\r\n"
    b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(BROKEN), BROKEN)
)


@dataclass
class BadWire:
    """Passes requests on, one connection each; a write meets a fault with the given chance."""

    server_port: int
    seed: int
    chance: float = 0.0
    is_down: bool = False
    delay: float = 0.4
    port: int = 0
    met: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    """By address: how often the phone was told that its write is in."""

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    @property
    def origin(self) -> str:
        """What the phone believes to be the server."""
        return f"http://localhost:{self.port}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one request and close, in whatever way the dice say."""
        with contextlib.suppress(OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            await self.serve(reader, writer)
        writer.transport.abort() if self.is_down else writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ")
        length = next((int(line[15:]) for line in lines if line.lower().startswith("content-length:")), 0)
        if self.is_down:
            return
        fault = self.fault_for(method)
        if fault == "refused":
            return writer.transport.abort()
        if fault == "failed_before":
            await reader.readexactly(length)
            return writer.write(FAILED)
        if fault == "slow":
            await asyncio.sleep(self.delay)
        sent = "\r\n".join(self.kept(lines)).encode("latin-1")
        from_server, to_server = await asyncio.open_connection("localhost", self.server_port)
        try:
            if fault == "cut":
                to_server.write(sent + await reader.readexactly(length // 2))
                await to_server.drain()
                return writer.transport.abort()
            to_server.write(sent + await reader.readexactly(length))
            await to_server.drain()
            await self.answer(fault, method, path, from_server, writer)
        finally:
            to_server.close()

    async def answer(
        self,
        fault: str | None,
        method: str,
        path: str,
        from_server: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Pass the reply back, unless it is to be lost or to become a failure after the commit."""
        if fault in ("failed_after", "lost_reply"):
            await from_server.read()
            return writer.write(FAILED) if fault == "failed_after" else writer.transport.abort()
        first = True
        while piece := await from_server.read(65536):
            if first and method == "PUT" and piece[9:11] == b"20":
                self.delivered[path] += 1
            first = False
            writer.write(piece)
            await writer.drain()

    def fault_for(self, method: str) -> str | None:
        """Throw the dice for a write; reads are left alone, so that the pages open."""
        if method != "PUT" or self.dice.random() >= self.chance:
            return None
        fault = self.dice.choice(FAULTS)
        self.met[fault] += 1
        return fault

    def kept(self, lines: list[str]) -> list[str]:
        """One request per connection: its end is then the end of the reply."""
        others = [line for line in lines[1:-2] if not line.lower().startswith("connection:")]
        return [lines[0], *others, "Connection: close", "", ""]


@asynccontextmanager
async def bad_wire(server_port: int, seed: int) -> AsyncIterator[BadWire]:
    """A wire to a server, until the block ends."""
    wire = BadWire(server_port, seed)
    listener = await asyncio.start_server(wire.talk, "localhost", 0, limit=2**20)
    wire.port = listener.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        listener.close()
