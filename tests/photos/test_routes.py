"""Who may send and see a photo over HTTP, and what is answered."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from backend.photos import access, intake
from backend.photos.access import use_photos
from backend.photos.store import FolderStore
from tests.cast import CAST, HILLTOP, RIVERSIDE, Cast, named
from tests.photos import pictures

JPEG = {"content-type": "image/jpeg"}

WHO_REACHES_RIVERSIDE = {"ada", "chen", "wang", "li", "zhao"}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderStore:
    folder = FolderStore(tmp_path / "media")
    for place in (intake, access):
        monkeypatch.setattr(place, "photo_store", lambda: folder)
    return folder


@pytest.fixture
def content() -> bytes:
    return pictures.from_phone(6)


async def put(client: httpx.AsyncClient, content: bytes, name: str = "", **headers: str) -> httpx.Response:
    url = f"/api/photos/{name or pictures.name_of(content)}"
    return await client.put(url, content=content, headers=JPEG | headers)


async def show(
    client: httpx.AsyncClient, content: bytes, size: object = 320, **headers: str
) -> httpx.Response:
    url = f"/api/photos/{pictures.name_of(content)}"
    return await client.get(url, params={"size": str(size)}, headers=headers)


@pytest.mark.parametrize("login", list(CAST))
async def test_everybody_may_send_and_sees_their_own(login: str, cast: Cast, content: bytes):
    client = await cast.sign_in(login)
    first, again = await put(client, content), await put(client, content)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {"sha256": pictures.name_of(content), "width": 800, "height": 600} == again.json()
    assert (await show(client, content)).status_code == 200


@pytest.mark.parametrize("login", list(CAST))
async def test_a_photo_used_in_a_store_is_seen_by_who_reaches_it(login: str, cast: Cast, content: bytes):
    sender = "sun" if login == "song" else "song"
    await put(await cast.sign_in(sender), content)
    await use_photos([pictures.name_of(content)], RIVERSIDE, uuid4())
    status = (await show(await cast.sign_in(login), content)).status_code
    assert status == (200 if login in WHO_REACHES_RIVERSIDE else 404)


async def test_a_photo_that_is_not_used_is_only_its_takers(cast: Cast, content: bytes):
    await put(await cast.zhao(), content)
    for other in ("sun", "li", "chen"):
        assert (await show(await cast.sign_in(other), content)).status_code == 404


async def test_a_photo_of_the_company_is_seen_by_everybody(cast: Cast, content: bytes):
    await put(await cast.chen(), content)
    await use_photos([pictures.name_of(content)], None, uuid4())
    assert (await show(await cast.sun(), content)).status_code == 200


async def test_a_use_may_come_before_the_photo(cast: Cast, content: bytes):
    subject = uuid4()
    for _ in range(2):
        await use_photos([pictures.name_of(content)] * 2, RIVERSIDE, subject)
    li = await cast.li()
    assert (await show(li, content)).status_code == 404
    await put(await cast.zhao(), content)
    assert (await show(li, content)).status_code == 200


async def test_naming_a_photo_one_never_had_opens_it_to_nobody(cast: Cast, content: bytes):
    await put(await cast.zhao(), content)
    sun = await cast.sun()
    await use_photos([pictures.name_of(content)], HILLTOP, uuid4(), by=named("sun"))
    assert (await show(sun, content)).status_code == 404
    await put(sun, content)
    assert (await show(sun, content)).status_code == 200


async def test_sending_the_name_without_the_bytes_opens_nothing(cast: Cast, content: bytes):
    await put(await cast.zhao(), content)
    sun = await cast.sun()
    refused = await put(sun, pictures.jpeg(), name=pictures.name_of(content))
    assert refused.status_code == 422
    assert (await show(sun, content)).status_code == 404


async def test_who_is_not_signed_in_is_asked_to(cast: Cast, content: bytes):
    client = await cast.nobody()
    assert (await put(client, content)).status_code == 401
    assert (await show(client, content)).status_code == 401


@pytest.mark.parametrize(("size", "pixels"), [(320, (320, 240)), (1600, (1600, 1200))])
async def test_what_is_shown(cast: Cast, size: int, pixels: tuple[int, int]):
    content = pictures.from_phone(8, 2000, 1500)
    client = await cast.zhao()
    await put(client, content)
    shown = await show(client, content, size)
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["vary"] == "Cookie"
    assert b"SECRET" not in shown.content
    with Image.open(io.BytesIO(shown.content)) as picture:
        assert picture.size == pixels
        assert not picture.getexif()
    assert pictures.seen_corners(shown.content)["top left"] == "top left"


async def test_what_the_phone_has_is_not_sent_again(cast: Cast, content: bytes):
    zhao, sun = await cast.zhao(), await cast.sun()
    await put(zhao, content)
    etag = (await show(zhao, content)).headers["etag"]
    again = await show(zhao, content, **{"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (await show(zhao, content, 1600, **{"if-none-match": etag})).status_code == 200
    assert (await show(sun, content, **{"if-none-match": etag})).status_code == 404


async def test_the_original_is_never_shown(cast: Cast, content: bytes):
    zhao = await cast.zhao()
    await put(zhao, content)
    for size in ("", "0", "original", "640", "-320", "320.jpg"):
        assert (await show(zhao, content, size)).status_code == 400


@pytest.mark.parametrize("name", ["0" * 63, "0" * 65, "A" * 64, "0" * 64 + "%0A", "0" * 63 + "%00", "%2e%2e"])
async def test_a_name_that_is_none(name: str, cast: Cast):
    zhao = await cast.zhao()
    assert (await zhao.get(f"/api/photos/{name}?size=320")).status_code in {400, 404}
    assert (await zhao.put(f"/api/photos/{name}", content=b"x", headers=JPEG)).status_code in {400, 404, 405}


@pytest.mark.parametrize("chunked", [False, True])
async def test_twenty_megabytes_are_too_many(chunked: bool, cast: Cast):
    zhao = await cast.zhao()
    body = b"\xff\xd8\xff" + bytes(20_000_000)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    answer = await zhao.put(f"/api/photos/{'0' * 64}", content=pieces() if chunked else body, headers=JPEG)
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/photo-too-large"


async def test_refusals_say_what_is_wrong(cast: Cast, content: bytes):
    zhao = await cast.zhao()
    wrong_name = await put(zhao, content, name="0" * 64)
    assert (wrong_name.status_code, wrong_name.headers["content-type"]) == (422, "application/problem+json")
    assert wrong_name.json()["type"] == "/problems/photo-name-mismatch"
    assert [field["path"] for field in wrong_name.json()["fields"]] == ["sha256"]
    for body, kind, status, problem in [
        (content[:3000], "image/jpeg", 422, "photo-unreadable"),
        (b"", "image/jpeg", 422, "photo-unreadable"),
        (b"plain text", "image/jpeg", 415, "photo-kind-unsupported"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/jpeg", 415, "photo-kind-unsupported"),
        (content, "image/heic", 415, "photo-kind-unsupported"),
        (content, "text/plain", 415, "photo-kind-unsupported"),
    ]:
        refused = await put(zhao, body, **{"content-type": kind})
        assert (refused.status_code, refused.json()["type"]) == (status, f"/problems/{problem}")


async def test_another_site_cannot_send(cast: Cast, content: bytes):
    refused = await put(await cast.zhao(), content, **{"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403


async def test_twenty_at_once_are_one_photo(cast: Cast, content: bytes):
    zhao, li = await cast.zhao(), await cast.li()
    answers = await asyncio.gather(*(put(client, content) for client in [zhao, li] * 10))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]


async def test_a_photo_whose_file_is_lost_is_not_found(cast: Cast, content: bytes, kept: FolderStore):
    zhao = await cast.zhao()
    await put(zhao, content)
    await kept.delete(f"{pictures.name_of(content)}-320.jpg")
    assert (await show(zhao, content)).status_code == 404
    assert (await put(zhao, content)).status_code == 200
    assert (await show(zhao, content)).status_code == 200
