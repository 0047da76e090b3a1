"""Scenes that journeys begin with, set at the API as the people themselves would."""

import asyncio
import hashlib
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image, ImageDraw

from tests.browser.phone import PASSWORD
from tests.browser.server import Server


@contextmanager
def at_the_api(server: Server, login: str) -> Iterator[httpx.Client]:
    """One of the cast without a phone, to set a scene or to look at what came of it."""
    body = {"login": login, "password": PASSWORD, "device": "test"}
    with httpx.Client(base_url=server.origin, timeout=60) as client:
        reply = client.post("/api/sessions", json=body)
        assert reply.status_code == 201, reply.text
        yield client


def read(server: Server, login: str, path: str) -> Any:
    """What one of the cast reads at an address of the API."""
    with at_the_api(server, login) as client:
        reply = client.get(path)
        assert reply.status_code == 200, reply.text
        return reply.json()


async def read_until(
    server: Server, login: str, path: str, holds: Callable[[Any], object], seconds: float = 60
) -> Any:
    """Read an address of the API again and again until the answer is as it is to become."""
    until = time.monotonic() + seconds
    while not holds(found := await asyncio.to_thread(read, server, login, path)):
        assert time.monotonic() < until, found
        await asyncio.sleep(0.25)
    return found


def own_store(client: httpx.Client) -> str:
    """The store somebody works in, or the first of those they look after."""
    return str(client.get("/api/me").json()["stores"][0]["id"])


def stamps() -> dict[str, str]:
    """Both clocks, right to the second."""
    now = datetime.now(UTC).isoformat()
    return {"deviceAt": now, "estimatedAt": now}


def picture(colour: str, words: str) -> bytes:
    """A photo that a person can tell from another; its words in Latin letters, for want of another font."""
    image = Image.new("RGB", (1200, 900), colour)
    draw = ImageDraw.Draw(image)
    for step in range(0, 1200, 60):
        draw.line((step, 0, 1200 - step, 900), fill="#ffffff", width=2)
    draw.rectangle((380, 380, 820, 520), fill="#ffffff")
    draw.text((420, 420), words, fill="#10302c", font_size=56)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def send_photo(client: httpx.Client, photo: bytes) -> str:
    """Upload a photo and return its name."""
    name = hashlib.sha256(photo).hexdigest()
    reply = client.put(f"/api/photos/{name}", content=photo, headers={"content-type": "image/jpeg"})
    assert reply.status_code in (200, 201), reply.text
    return name


def raise_issue(client: httpx.Client, store: str, title: str, **other: Any) -> str:
    """Raise an issue and return its id."""
    id = str(uuid4())
    body = {**stamps(), "store": store, "title": title, "severity": "high", **other}
    reply = client.put(f"/api/issues/{id}", json=body)
    assert reply.status_code == 201, reply.text
    return id


def send_fix(client: httpx.Client, issue: str, round: int = 1, **other: Any) -> str:
    """Fix an issue and return the fix's id."""
    id = str(uuid4())
    body = {**stamps(), "round": round, "note": "已拖干", **other}
    reply = client.put(f"/api/issues/{issue}/fixes/{id}", json=body)
    assert reply.status_code == 201, reply.text
    return id
