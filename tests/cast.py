"""The named cast: who they are, where their posts are, and how they sign in."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx

from backend.database import fetch
from backend.people.passwords import HASHER

PASSWORD = "walk-the-store"
HASH = HASHER.hash(PASSWORD)


def named(name: str) -> UUID:
    """The id of anything that the tests know by name."""
    return uuid5(NAMESPACE_URL, f"storewalk-test/{name}")


RIVERSIDE, HILLTOP, LAKESIDE = named("riverside"), named("hilltop"), named("lakeside")
COMPANY, EAST, NORTH = named("company"), named("east"), named("north")
REGIONS = [
    (COMPANY, "company", "全公司", None),
    (EAST, "east", "华东", COMPANY),
    (NORTH, "north", "华北", COMPANY),
]
STORES = [
    (RIVERSIDE, "R001", {"zh": "滨江店", "en": "Riverside"}, EAST),
    (HILLTOP, "R002", {"zh": "山顶店", "en": "Hilltop"}, EAST),
    (LAKESIDE, "N001", {"zh": "湖畔店", "en": "Lakeside"}, NORTH),
]
CAST = {
    "wang": ("supervisor", EAST, None),
    "li": ("store_manager", None, RIVERSIDE),
    "zhao": ("staff", None, RIVERSIDE),
    "sun": ("staff", None, HILLTOP),
    "chen": ("hq", None, None),
    "ada": ("admin", None, None),
    "song": ("supervisor", NORTH, None),
}


async def people_the_company() -> None:
    """Write regions, stores and the cast; Song of the North is the stranger among supervisors."""
    for id, code, name, parent in REGIONS:
        await fetch("INSERT INTO region VALUES ($1, $2, $3, $4)", id, code, {"zh": name, "en": code}, parent)
    for id, code, name, region in STORES:
        await fetch(
            """
            INSERT INTO store
                (id, code, name, region, latitude_e7, longitude_e7, time_zone, attributes, closed)
            VALUES ($1, $2, $3, $4, 312356000, 1215049000, 'Asia/Shanghai', '{}', false)
            """,
            id,
            code,
            name,
            region,
        )
    for login, (role, region, store) in CAST.items():
        await fetch(
            """
            INSERT INTO person (id, login, phone, name, locale, password_hash, active)
            VALUES ($1, $2, $3, $4, 'zh', $5, true)
            """,
            named(login),
            login,
            f"+86 139 {login}",
            login.capitalize(),
            HASH,
        )
        await fetch(
            "INSERT INTO post (id, person, role, region, store) VALUES ($1, $2, $3, $4, $5)",
            named(f"post/{login}"),
            named(login),
            role,
            region,
            store,
        )


@dataclass
class Cast:
    """Signs people in on demand; each is an HTTP client with its own cookies."""

    app: Any
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    async def nobody(self) -> httpx.AsyncClient:
        """A client that is not signed in."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://storewalk.test", timeout=30)
        return await self.stack.enter_async_context(client)

    async def sign_in(self, login: str) -> httpx.AsyncClient:
        """Sign one of the cast in, once."""
        if login not in self.clients:
            client = await self.nobody()
            reply = await client.post(
                "/api/sessions", json={"login": login, "password": PASSWORD, "device": "test"}
            )
            assert reply.status_code == 201, reply.text
            self.clients[login] = client
        return self.clients[login]

    async def wang(self) -> httpx.AsyncClient:
        """Supervisor of East."""
        return await self.sign_in("wang")

    async def li(self) -> httpx.AsyncClient:
        """Manager of Riverside."""
        return await self.sign_in("li")

    async def zhao(self) -> httpx.AsyncClient:
        """Staff of Riverside."""
        return await self.sign_in("zhao")

    async def sun(self) -> httpx.AsyncClient:
        """Staff of Hilltop, who may see nothing of Riverside."""
        return await self.sign_in("sun")

    async def chen(self) -> httpx.AsyncClient:
        """HQ."""
        return await self.sign_in("chen")

    async def ada(self) -> httpx.AsyncClient:
        """Admin."""
        return await self.sign_in("ada")

    async def song(self) -> httpx.AsyncClient:
        """Supervisor of North, where neither Riverside nor Hilltop is."""
        return await self.sign_in("song")


@asynccontextmanager
async def cast_of(app: Any) -> AsyncIterator[Cast]:
    """The cast, until the test ends."""
    cast = Cast(app)
    async with cast.stack:
        yield cast
