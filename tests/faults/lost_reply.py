"""A wire to PostgreSQL that can be cut at the worst moment: the commit has happened, and nobody is told."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, unquote, urlsplit

COMMITTED = b"C" + struct.pack("!I", 11) + b"COMMIT\0"


class Wire:
    """Passes everything between a server and PostgreSQL, until it holds the word of a commit back."""

    def __init__(self, database_url: str) -> None:
        self.parts = urlsplit(database_url)
        self.hold_next_commit = False
        self.held = asyncio.Event()
        self.ends: set[asyncio.StreamWriter] = set()
        self.port = 0

    @property
    def url(self) -> str:
        """The address of the same database through this wire."""
        who, _, _ = self.parts.netloc.rpartition("@")
        return f"postgresql://{who or 'postgres'}@127.0.0.1:{self.port}{self.parts.path}?sslmode=disable"

    async def reach_postgres(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        query = parse_qs(self.parts.query)
        host = self.parts.hostname or unquote(query.get("host", ["127.0.0.1"])[0])
        port = self.parts.port or int(query.get("port", ["5432"])[0])
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_postgres, to_postgres = await self.reach_postgres()
        self.ends |= {writer, to_postgres}
        try:
            await asyncio.gather(self.pass_on(reader, to_postgres), self.pass_back(from_postgres, writer))
        except OSError:
            to_postgres.close()
            writer.close()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
        writer.close()

    async def pass_back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65536):
            if self.hold_next_commit and COMMITTED in piece:
                self.hold_next_commit = False
                self.held.set()
                continue
            writer.write(piece)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def wire_to(database_url: str) -> AsyncIterator[Wire]:
    """A wire to a database, until the block ends."""
    wire = Wire(database_url)
    server = await asyncio.start_server(wire.talk, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        for end in wire.ends:
            end.transport.abort()
