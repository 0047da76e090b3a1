"""The photos of the demo: every picture drawn, named by its content and taken in like any other."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import NamedTuple

from backend.demo.company import person_id, person_named, store_coded
from backend.demo.photos import Caption, Scene, forget_places, take_photo
from backend.photos.intake import take_in
from backend.wire import Bilingual

# Drawing is work for the processor: more at once would only take more memory.
AT_ONCE = 2
AS_IT_SHOULD_LOOK = Bilingual(zh="标准示范", en="As it should look")


class Exposure(NamedTuple):
    """One photo to take, unlike the others of its scene by its name; without a store it is a reference."""

    name: str
    scene: Scene
    login: str
    store: str | None
    at: datetime
    reading: str | None
    picture: str = ""
    from_file: bool = False


async def take_photos(exposures: Iterable[Exposure]) -> dict[str, str]:
    """Take all photos and return the SHA-256 of each by its name."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def take(exposure: Exposure) -> tuple[str, str]:
        async with limit:
            jpeg = await asyncio.to_thread(expose, exposure)
            sha256 = hashlib.sha256(jpeg).hexdigest()
            await take_in(sha256, person_id(exposure.login), stream(jpeg), "image/jpeg")
            return exposure.name, sha256

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(take(exposure)) for exposure in exposures]
    forget_places()
    return dict(task.result() for task in tasks)


def expose(exposure: Exposure) -> bytes:
    """Draw the picture with its watermark."""
    store = store_coded(exposure.store) if exposure.store else None
    place = store.name if store else AS_IT_SHOULD_LOOK
    zone = store.time_zone if store else "Asia/Shanghai"
    caption = Caption(place, person_named(exposure.login).name, exposure.at, zone)
    return take_photo(
        exposure.scene, exposure.picture or exposure.name, caption, reading=exposure.reading or "3.6"
    )


async def stream(jpeg: bytes) -> AsyncIterator[bytes]:
    """Hand the bytes over as an upload does."""
    yield jpeg
