"""Scenes that journeys begin with, set at the API as the people themselves would."""

import hashlib
import io
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image, ImageDraw

from tests.cast import RIVERSIDE


def stamps() -> dict[str, str]:
    """Both clocks, right to the second."""
    now = datetime.now(UTC).isoformat()
    return {"deviceAt": now, "estimatedAt": now}


def picture(colour: str, words: str) -> bytes:
    """A photo that a person can tell from another."""
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


def raise_issue(client: httpx.Client, title: str = "冷柜前地面有积水", **other: Any) -> str:
    """Raise an issue in Riverside and return its id."""
    id = str(uuid4())
    body = {**stamps(), "store": str(RIVERSIDE), "title": title, "severity": "high", **other}
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
