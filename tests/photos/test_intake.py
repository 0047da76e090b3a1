"""A photo is taken in once, whole, and only under its own name."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backend.config import Settings
from backend.database import fetch
from backend.photos import intake, store
from backend.photos.access import held
from backend.photos.intake import Arrival, take_in
from backend.photos.store import FolderStore, S3Store
from backend.problems import PhotoKindUnsupported, PhotoNameMismatch, PhotoTooLarge, PhotoUnreadable
from tests.cast import Cast, named
from tests.photos import pictures

LIMIT = 400_000


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = Settings(data_dir=tmp_path / "var", media_dir=tmp_path / "media", photo_limit_bytes=LIMIT)
    kept = FolderStore(here.media_dir)
    monkeypatch.setattr(store, "settings", lambda: here)
    monkeypatch.setattr(intake, "photo_store", lambda: kept)
    return tmp_path


@pytest.fixture
def wang(cast: Cast, folders: Path) -> UUID:
    return named("wang")


@pytest.fixture
def sun(cast: Cast) -> UUID:
    return named("sun")


async def sent(content: bytes, person: UUID, *, name: str | None = None, kind: str = "image/jpeg") -> Arrival:
    return await take_in(name or pictures.name_of(content), person, pictures.in_pieces(content), kind)


def files(folder: Path) -> list[str]:
    """What lies in the store and on the workbench."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() or path.parent.name == "arriving")


def expected(*contents: bytes) -> list[str]:
    names = map(pictures.name_of, contents)
    return sorted(full for name in names for full in (name, f"{name}-320.jpg", f"{name}-1600.jpg"))


async def rows(table: str) -> int:
    return (await fetch(f"SELECT count(*) AS n FROM {table}"))[0]["n"]


async def nothing_is_left(folder: Path) -> None:
    assert files(folder) == []
    assert [await rows(table) for table in ("photo", "photo_upload", "event")] == [0, 0, 0]


async def test_a_photo_arrives(wang: UUID, folders: Path):
    content = pictures.from_phone(6)
    name = pictures.name_of(content)
    arrival = await sent(content, wang)
    assert arrival.is_new
    assert (arrival.photo.sha256, arrival.photo.width, arrival.photo.height) == (name, 800, 600)
    assert files(folders) == expected(content)
    assert await FolderStore(folders / "media").read(name) == content
    [row] = await fetch("SELECT * FROM photo")
    assert row["bytes"] == len(content)
    assert row["claims"] == {"orientation": 6, "gps": True, "taken": "2026:11:20 08:30:00"}
    [event] = await fetch("SELECT name, person, payload FROM event")
    assert event == {"name": "photo.arrived", "person": wang, "payload": {"sha256": name}}


async def test_a_photo_arrives_in_s3(wang: UUID, folders: Path, s3_url: str, monkeypatch: pytest.MonkeyPatch):
    bucket = S3Store.at(s3_url)
    monkeypatch.setattr(intake, "photo_store", lambda: bucket)
    content = pictures.jpeg(pictures.corners(500, 400))
    assert (await sent(content, wang)).is_new
    assert not (await sent(content, wang)).is_new
    assert files(folders) == []
    assert [await bucket.exists(name) for name in expected(content)] == [True, True, True]
    assert await bucket.read(pictures.name_of(content)) == content


async def test_sent_again_it_changes_nothing(wang: UUID, folders: Path, monkeypatch: pytest.MonkeyPatch):
    content = pictures.jpeg()
    first = await sent(content, wang)
    monkeypatch.setattr(intake, "develop", None)
    again = await sent(content, wang)
    assert again == Arrival(first.photo, is_new=False)
    assert files(folders) == expected(content)
    assert [await rows(table) for table in ("photo", "photo_upload", "event")] == [1, 1, 1]


async def test_twenty_at_once_give_one_row(wang: UUID, sun: UUID, folders: Path):
    content = pictures.jpeg()
    arrivals = await asyncio.gather(*(sent(content, person) for person in [wang, sun] * 10))
    assert sum(arrival.is_new for arrival in arrivals) == 1
    assert files(folders) == expected(content)
    assert [await rows(table) for table in ("photo", "photo_upload", "event")] == [1, 2, 2]


async def test_a_name_alone_opens_nothing(wang: UUID, sun: UUID):
    content = pictures.jpeg()
    await sent(content, wang)
    with pytest.raises(PhotoNameMismatch):
        await sent(b"I only know the name", sun, name=pictures.name_of(content))
    assert await rows("photo_upload") == 1
    assert not (await sent(content, sun)).is_new
    assert await rows("photo_upload") == 2


async def test_a_wrong_name_leaves_nothing(wang: UUID, folders: Path):
    with pytest.raises(PhotoNameMismatch) as refusal:
        await sent(pictures.jpeg(), wang, name="0" * 64)
    assert [field.path for field in refusal.value.fields] == ["sha256"]
    await nothing_is_left(folders)


async def test_too_large_stops_reading(wang: UUID, folders: Path):
    pieces = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal pieces
        while True:
            pieces += 1
            yield b"\xff" * 64_000

    with pytest.raises(PhotoTooLarge):
        await take_in("0" * 64, wang, endless(), "image/jpeg")
    assert pieces == LIMIT // 64_000 + 1
    await nothing_is_left(folders)


async def test_too_large_holds_for_who_is_believed(wang: UUID):
    content = pictures.jpeg()
    await sent(content, wang)
    with pytest.raises(PhotoTooLarge):
        await sent(content + b"x" * LIMIT, wang, name=pictures.name_of(content))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PhotoUnreadable),
        (b"<script>alert(1)</script>", PhotoKindUnsupported),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", PhotoKindUnsupported),
        (pictures.jpeg()[:2000], PhotoUnreadable),
    ],
)
async def test_what_is_no_photo_leaves_nothing(
    content: bytes, refusal: type[Exception], wang: UUID, folders: Path
):
    with pytest.raises(refusal):
        await sent(content, wang)
    await nothing_is_left(folders)


@pytest.mark.parametrize("kind", ["image/heic", "image/svg+xml", "text/html", "application/json", ""])
async def test_other_kinds_are_not_even_read(kind: str, wang: UUID):
    content = pictures.jpeg()
    stream = pictures.in_pieces(content)
    with pytest.raises(PhotoKindUnsupported):
        await take_in(pictures.name_of(content), wang, stream, kind)
    assert await anext(stream) == content[:64_000]


@pytest.mark.parametrize("delay", [0.0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08])
async def test_cancelled_at_any_moment_it_is_there_or_not(delay: float, wang: UUID, folders: Path):
    content = pictures.jpeg(pictures.corners(2400, 1800))
    upload = asyncio.create_task(sent(content, wang))
    await asyncio.sleep(delay)
    upload.cancel()
    await asyncio.gather(upload, return_exceptions=True)
    if await rows("photo"):
        assert files(folders) == expected(content)
    else:
        await nothing_is_left(folders)
    assert (await sent(content, wang)).photo.width == 2400
    assert files(folders) == expected(content)


async def test_a_phone_that_hangs_up_leaves_nothing(wang: UUID, folders: Path):
    async def broken_off() -> AsyncIterator[bytes]:
        yield pictures.jpeg()[:1000]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await take_in("0" * 64, wang, broken_off(), "image/jpeg")
    await nothing_is_left(folders)


async def test_a_database_that_fails_leaves_nothing(
    wang: UUID, folders: Path, monkeypatch: pytest.MonkeyPatch
):
    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the database said no")

    monkeypatch.setattr(intake, "record", fails)
    with pytest.raises(RuntimeError, match="said no"):
        await sent(pictures.jpeg(), wang)
    await nothing_is_left(folders)


async def test_a_failure_takes_nothing_from_a_success(
    wang: UUID, sun: UUID, folders: Path, monkeypatch: pytest.MonkeyPatch
):
    content, failed, real = pictures.jpeg(), asyncio.Event(), intake.write_row

    class ClearsSlowly(FolderStore):
        async def delete(self, name: str) -> None:
            await asyncio.sleep(0.1)
            await super().delete(name)

    async def fails_once(*arguments: Any) -> bool:
        if failed.is_set():
            return await real(*arguments)
        failed.set()
        raise RuntimeError("the database said no")

    async def sent_while_the_first_clears_up() -> Arrival:
        await failed.wait()
        return await sent(content, sun)

    slow = ClearsSlowly(folders / "media")
    monkeypatch.setattr(intake, "photo_store", lambda: slow)
    monkeypatch.setattr(intake, "write_row", fails_once)
    first, second = await asyncio.gather(
        sent(content, wang), sent_while_the_first_clears_up(), return_exceptions=True
    )
    assert isinstance(first, RuntimeError)
    assert second.is_new
    assert files(folders) == expected(content)


async def test_lost_files_are_put_back_by_sending_again(wang: UUID, folders: Path):
    content = pictures.jpeg()
    await sent(content, wang)
    await FolderStore(folders / "media").delete(f"{pictures.name_of(content)}-320.jpg")
    assert not (await sent(content, wang)).is_new
    assert files(folders) == expected(content)


async def test_the_server_knows_what_it_holds(wang: UUID):
    contents = [pictures.jpeg(pictures.corners(width)) for width in (100, 120, 140)]
    names = [pictures.name_of(content) for content in contents]
    for content in contents[:2]:
        await sent(content, wang)
    assert await held(names, wang) == set(names[:2])
    assert await held([], wang) == set()
    assert await held([*names, *(f"{n:064x}" for n in range(2500))], wang) == set(names[:2])


async def test_what_somebody_else_sent_is_not_held_from_me(wang: UUID, sun: UUID):
    content = pictures.jpeg()
    await sent(content, wang)
    assert await held([pictures.name_of(content)], sun) == set()
