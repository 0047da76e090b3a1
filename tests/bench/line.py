"""An HTTP client that costs next to nothing, so that what is measured is the server."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.bench.measures import Run

Request = tuple[str, bytes, str]


@dataclass
class Line:
    """One kept connection of one person."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str
    cookie: str

    @classmethod
    async def open(cls, port: int, cookie: str) -> "Line":
        """Connect."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        return cls(reader, writer, f"127.0.0.1:{port}", cookie)

    async def put(self, address: str, body: bytes, kind: str) -> bytes:
        """Send a document and return the reply, which has to be 201."""
        head = f"PUT {address} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {self.cookie}\r\n"
        head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        reply = await self.reader.readuntil(b"\r\n\r\n")
        lines = reply.decode("latin-1").lower().split("\r\n")
        [length] = [int(line.split(":")[1]) for line in lines if line.startswith("content-length:")]
        content = await self.reader.readexactly(length)
        if " 201 " not in lines[0]:
            raise RuntimeError(f"{lines[0]}: {content.decode()[:500]}")
        return content

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def share_out(jobs: int, at_once: int, do: Callable[[int, int], Awaitable[object]]) -> Run:
    """Do so many jobs, so many at once; `do` gets the worker's and the job's number."""
    times: list[float] = []
    waiting = iter(range(jobs))

    async def work(worker: int) -> None:
        for job in waiting:
            begin = time.perf_counter()
            await do(worker, job)
            times.append(time.perf_counter() - begin)

    begin = time.perf_counter()
    await asyncio.gather(*map(work, range(at_once)))
    return Run(times, time.perf_counter() - begin)


async def send_all(port: int, cookie: str, requests: list[Request], at_once: int) -> Run:
    """Send all of these, so many at once, each connection one after the other."""
    lines = [await Line.open(port, cookie) for _ in range(at_once)]
    try:
        return await share_out(len(requests), at_once, lambda line, job: lines[line].put(*requests[job]))
    finally:
        for line in lines:
            line.close()
