"""One contract, two stores: what holds for the folder holds for S3."""

import asyncio
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError

from backend.photos import store as stores
from backend.photos.store import FolderStore, PhotoStore, S3Store, copy_atomically
from tests.photos.pictures import name_of


@pytest.fixture
def content() -> bytes:
    return os.urandom(300_000)


@pytest.fixture
def file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other"
    path.write_bytes(b"something else")
    return path


async def test_what_was_put_is_read(store: PhotoStore, file: Path, content: bytes):
    name = name_of(content)
    assert not await store.exists(name)
    await store.put_file(name, file)
    assert await store.exists(name)
    assert await store.read(name) == content


async def test_original_and_copies_lie_side_by_side(store: PhotoStore, file: Path, content: bytes):
    name = name_of(content)
    await store.put_file(f"{name}-320.jpg", file)
    assert not await store.exists(name)
    assert not await store.exists(f"{name}-1600.jpg")
    assert await store.read(f"{name}-320.jpg") == content


async def test_nothing_is_ever_overwritten(store: PhotoStore, file: Path, other: Path, content: bytes):
    name = name_of(content)
    await store.put_file(name, file)
    await store.put_file(name, other)
    assert await store.read(name) == content


async def test_what_is_missing_is_not_found(store: PhotoStore, content: bytes):
    with pytest.raises(FileNotFoundError):
        await store.read(name_of(content))
    await store.delete(name_of(content))


async def test_what_was_deleted_is_gone(store: PhotoStore, file: Path, content: bytes):
    name = name_of(content)
    await store.put_file(name, file)
    await store.delete(name)
    assert not await store.exists(name)


async def test_an_empty_file_is_kept_too(store: PhotoStore, tmp_path: Path):
    (tmp_path / "empty").touch()
    await store.put_file(name_of(b""), tmp_path / "empty")
    assert await store.read(name_of(b"")) == b""
    await store.delete(name_of(b""))


async def test_twenty_at_once(store: PhotoStore, file: Path, content: bytes):
    await asyncio.gather(*(store.put_file(name_of(content), file) for _ in range(20)))
    assert await store.read(name_of(content)) == content


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", "a" * 64 + "/x"]
)
async def test_no_name_leads_elsewhere(store: PhotoStore, name: str, file: Path):
    for deed in (store.put_file(name, file), store.read(name), store.exists(name), store.delete(name)):
        with pytest.raises(ValueError, match="not the name of a photo"):
            await deed


async def test_folders_by_the_first_letters(tmp_path: Path, file: Path, content: bytes):
    name = name_of(content)
    await FolderStore(tmp_path / "media").put_file(name, file)
    kept = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert kept == [tmp_path / "media" / name[:2] / name[2:4] / name]


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        copy_atomically(file, tmp_path / "media" / "target")
    assert list((tmp_path / "media").iterdir()) == []


async def test_s3_refuses_a_wrong_secret(s3_url: str, content: bytes, file: Path):
    wrong = S3Store.at(s3_url.replace(quote("a secret", safe=""), "guess"))
    with pytest.raises(ClientError):
        await wrong.put_file(name_of(content), file)
    with pytest.raises(ClientError):
        await wrong.exists(name_of(content))


async def test_s3_that_is_down_is_an_error_and_not_a_missing_photo(
    content: bytes, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        stores, "client_settings", lambda addressing: stores.Config(retries={"total_max_attempts": 1})
    )
    down = S3Store.at("s3://key:secret@127.0.0.1:9/photos?tls=0")
    with pytest.raises(Exception, match="Could not connect"):
        await down.exists(name_of(content))


def test_a_bucket_at_aws_asks_the_usual_places(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "from-the-environment")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    aws = S3Store.at("s3://our-photos?region=eu-central-1")
    assert aws.bucket == "our-photos"
    assert aws.client.meta.endpoint_url == "https://s3.eu-central-1.amazonaws.com"
    assert aws.client.meta.region_name == "eu-central-1"


@pytest.mark.parametrize("url", ["", "http://127.0.0.1/photos", "s3://", "s3://host/one/two", "photos"])
def test_an_address_that_is_none(url: str):
    with pytest.raises(ValueError, match="STORAGE_URL"):
        S3Store.at(url)
