"""An upload ends in the middle, at either end of the line: nothing stays, and sending it again works."""

import asyncio
import hashlib
import os
import time
from pathlib import Path

import httpx
from PIL import Image

from tests.faults.processes import House, Server, until
from tests.inspections.walk import counted
from tests.photos.pictures import jpeg

PHOTO = jpeg(Image.effect_noise((1600, 1200), 90).convert("RGB"))
NAME = hashlib.sha256(PHOTO).hexdigest()
JPEG = {"content-type": "image/jpeg"}
TWO_DAYS = 2 * 24 * 3600


async def send_half(server: Server, sender: httpx.AsyncClient) -> asyncio.StreamWriter:
    """Promise a whole photo and send the first half of it."""
    cookie = "; ".join(f"{name}={value}" for name, value in sender.cookies.items())
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    head = [
        f"PUT /api/photos/{NAME} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Cookie: {cookie}",
        "Content-Type: image/jpeg", f"Content-Length: {len(PHOTO)}", "", "",
    ]  # fmt: skip
    writer.write("\r\n".join(head).encode() + PHOTO[: len(PHOTO) // 2])
    await writer.drain()
    return writer


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def assert_it_can_be_sent(server: Server, sender: httpx.AsyncClient) -> None:
    for status in (201, 200):
        reply = await sender.put(f"/api/photos/{NAME}", content=PHOTO, headers=JPEG)
        assert reply.status_code == status, reply.text
    copy = await sender.get(f"/api/photos/{NAME}?size=1600")
    assert copy.headers["content-type"] == "image/jpeg"
    assert await counted("photo") == await counted("photo_upload") == 1


async def test_a_server_killed_during_an_upload_keeps_nothing_of_it(house: House) -> None:
    arriving, media = house.folder / "var" / "arriving", house.folder / "media"
    server = await house.server("--no-worker")
    async with server.sign_in("wang") as wang:
        upload = await send_half(server, wang)
        await until(lambda: files(arriving))
        server.kill()
        upload.close()
        assert await counted("photo") == await counted("photo_upload") == 0
        assert files(media) == []
        for left in arriving.glob("*"):
            os.utime(left, (time.time() - TWO_DAYS,) * 2)
        await server.come_up()
        assert files(arriving) == []
        await assert_it_can_be_sent(server, wang)
    assert files(arriving) == []


async def test_a_phone_that_dies_during_an_upload_leaves_nothing(house: House) -> None:
    arriving, media = house.folder / "var" / "arriving", house.folder / "media"
    server = await house.server("--no-worker")
    async with server.sign_in("wang") as wang:
        upload = await send_half(server, wang)
        await until(lambda: files(arriving))
        upload.transport.abort()
        await until(lambda: not list(arriving.glob("*")))
        assert await counted("photo") == await counted("photo_upload") == 0
        assert files(media) == []
        await assert_it_can_be_sent(server, wang)
