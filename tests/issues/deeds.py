"""Deeds about the puddle of Riverside, as phones send them."""

from typing import Any
from uuid import uuid4

import httpx

from tests.issues.test_loop import STAMPS


async def do(client: httpx.AsyncClient, url: str, nouns: str, **body: Any) -> httpx.Response:
    """Do something about an issue under an id of its own."""
    return await client.put(f"{url}/{nouns}/{uuid4()}", json={**STAMPS, **body})


async def done(client: httpx.AsyncClient, url: str, nouns: str, **body: Any) -> dict[str, Any]:
    """Do something that has to succeed, and return the issue."""
    reply = await do(client, url, nouns, **body)
    assert reply.status_code == 201, reply.text
    issue: dict[str, Any] = reply.json()
    return issue


async def decide(client: httpx.AsyncClient, url: str, nouns: str, kind: str, **body: Any) -> httpx.Response:
    """Decide about the newest step of a kind."""
    steps = (await client.get(url)).json()["steps"]
    newest = [step["id"] for step in steps if step["kind"] == kind][-1]
    return await client.put(f"{url}/{nouns}/{newest}/decision", json={**STAMPS, **body})
