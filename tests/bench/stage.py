"""The product as it is run: `storewalk serve` over its own PostgreSQL, with the demo company inside."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import httpx

from backend.embedded import EmbeddedPostgres
from tests.faults.processes import ROOT, House, Server

PASSWORD = "walk-the-store"


class Stage:
    """A folder, the processes over it, and who is signed in."""

    def __init__(self, place: Path) -> None:
        self.place = place
        folders = {"DATA_DIR": str(place / "var"), "MEDIA_DIR": str(place / "media")}
        pages = {"PWA_DIR": os.environ.get("PWA_DIR", str(ROOT / "pwa" / "dist"))}
        self.house = House(place, folders | pages)

    @property
    def database_url(self) -> str:
        """The database of the running server, for whoever measures it bare."""
        return EmbeddedPostgres(self.place / "var" / "postgres").url("storewalk")

    async def load_demo(self) -> None:
        """Load the demo company."""
        await asyncio.to_thread(
            subprocess.run, [sys.executable, "-m", "backend.cli", "demo"], check=True, timeout=120,
            cwd=self.place, env=Server([], self.house.environment, self.place).surroundings(),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    async def serve(self, *words: str) -> Server:
        """Have the product answer."""
        return await self.house.server(*words)

    async def cookie_of(self, server: Server, login: str) -> str:
        """Sign one of the demo's people in."""
        async with httpx.AsyncClient(base_url=server.url, timeout=20) as client:
            person = {"login": login, "password": PASSWORD, "device": "bench"}
            reply = await client.post("/api/sessions", json=person)
            reply.raise_for_status()
            return "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    def remove(self) -> None:
        """End every process, PostgreSQL too."""
        self.house.remove()
        postgres = EmbeddedPostgres(self.place / "var" / "postgres")
        if postgres.place.exists():
            postgres.remove()
