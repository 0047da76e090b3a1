"""What tests of people's page begin with."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.cast import RIVERSIDE, Cast

FIRST = "a-long-first-one"


def post(role: str = "staff", *, region: UUID | None = None, store: UUID | None = None) -> dict[str, Any]:
    """A post as it is sent."""
    return {"role": role, "region": region and str(region), "store": store and str(store)}


def somebody(**other: Any) -> dict[str, Any]:
    """Somebody new at Riverside, as an admin sends them."""
    person = {
        "login": "mei", "name": "Mei", "phone": None, "email": None, "locale": "zh", "active": True,
        "posts": [post(store=RIVERSIDE)],
    }  # fmt: skip
    return {"person": person | other, "basedOn": None, "password": FIRST}


def fields(answer: dict[str, Any]) -> dict[str, str]:
    """The code of each field that was refused."""
    return {field["path"]: field["code"] for field in answer["fields"]}


async def put(cast: Cast, url: str, body: dict[str, Any], status: int = 200) -> Any:
    """Send something as the admin."""
    answer = await (await cast.ada()).put(url, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def read(cast: Cast, url: str) -> Any:
    """Read something as the admin."""
    answer = await (await cast.ada()).get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def add(cast: Cast, **other: Any) -> str:
    """Add somebody and return their address."""
    address = f"/api/people/{uuid4()}"
    await put(cast, address, somebody(**other))
    return address


async def change(cast: Cast, address: str, status: int = 200, **other: Any) -> Any:
    """Change somebody from what they are now."""
    held = await read(cast, address)
    body = {"person": held["person"] | other, "basedOn": held["version"]}
    return await put(cast, address, body, status)


async def sign_in(cast: Cast, login: str, password: str = FIRST) -> httpx.Response:
    """Try to sign in on a new device."""
    body = {"login": login, "password": password, "device": "phone"}
    return await (await cast.nobody()).post("/api/sessions", json=body)


async def signed_in(cast: Cast, login: str, password: str = FIRST) -> httpx.AsyncClient:
    """A new device on which somebody has signed in."""
    client = await cast.nobody()
    body = {"login": login, "password": password, "device": "phone"}
    answer = await client.post("/api/sessions", json=body)
    assert answer.status_code == 201, answer.text
    return client
