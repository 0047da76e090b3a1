"""What there is at Riverside to read and to change, and how one of the cast tries to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import httpx
from PIL import Image

from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast
from tests.inspections.walk import failing, inspection, publish_patrol
from tests.issues.test_loop import raise_puddle
from tests.ordering.shop import order_of_milk, stock_the_shop

EVERYBODY = ("nobody", "wang", "li", "zhao", "sun", "chen", "ada", "song")
ALL_SIGNED_IN = "401 200 200 200 200 200 200 200"
RIVERSIDE_ONLY = "401 200 200 200 404 200 200 404"
OWN_ONLY = "401 404 404 404 404 404 404 404"
STORE = f"/api/stores/{RIVERSIDE}"


@dataclass
class Riverside:
    """What there is at Riverside, by address."""

    cast: Cast
    version: UUID
    picture: bytes
    inspection: str
    issue: str
    order: str
    photo: str

    @property
    def inspection_id(self) -> str:
        """The id at the end of its address."""
        return self.inspection.rsplit("/", 1)[1]


@dataclass
class Attempt:
    """One of the cast, about to do something at Riverside."""

    there: Riverside
    client: httpx.AsyncClient
    login: str


Deed = Callable[[Attempt], Awaitable[httpx.Response]]
Lines = dict[str, tuple[str, Deed]]
"""By operation: what EVERYBODY is answered, in that order, and how it is tried.

403 stands for a deed of others at a thing one sees, 404 for what is out of reach.
"""


def known(there: Riverside) -> dict[str, Any]:
    """What an address may name."""
    return vars(there) | {"inspection_id": there.inspection_id}


def reads(url: str) -> Deed:
    """Read an address; `{issue}` and its like are the addresses of what is there."""

    async def read(attempt: Attempt) -> httpx.Response:
        return await attempt.client.get(url.format_map(known(attempt.there)))

    return read


def puts(url: str, body: Callable[[Riverside], Any] = lambda _: None) -> Deed:
    """Write a document; `{fresh}` is an id that nobody used before."""

    async def put(attempt: Attempt) -> httpx.Response:
        address = url.format_map(known(attempt.there) | {"fresh": uuid4()})
        return await attempt.client.put(address, json=body(attempt.there))

    return put


def deletes(url: str) -> Deed:
    """Delete what is at an address."""

    async def delete(attempt: Attempt) -> httpx.Response:
        return await attempt.client.delete(url.format_map(known(attempt.there) | {"fresh": uuid4()}))

    return delete


async def settle_riverside(cast: Cast) -> Riverside:
    """Make an inspection, an issue, an order and a photo of Riverside."""
    await stock_the_shop()
    version, picture = await publish_patrol(), paint()
    wang, li = await cast.wang(), await cast.li()
    photo = f"/api/photos/{sha256(picture).hexdigest()}"
    await wang.put(photo, content=picture, headers={"content-type": "image/jpeg"})
    answers = failing()
    answers[2]["photos"] = [photo.rsplit("/", 1)[1]]
    walked, ordered = f"/api/inspections/{uuid4()}", f"/api/orders/{uuid4()}"
    assert (await wang.put(walked, json=inspection(version, answers))).status_code == 201
    assert (await li.put(ordered, json=order_of_milk())).status_code == 201
    await work_until_quiet()
    return Riverside(cast, version, picture, walked, await raise_puddle(wang), ordered, photo)


def paint() -> bytes:
    """A small real JPEG."""
    file = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG")
    return file.getvalue()


def stamps() -> dict[str, str]:
    """Both clocks, now."""
    return {"deviceAt": datetime.now(UTC).isoformat(), "estimatedAt": datetime.now(UTC).isoformat()}
