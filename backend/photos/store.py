"""Where photos are kept: a folder or S3 behind one contract. Nothing else in the product touches either."""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import boto3  # type: ignore[import-untyped]
from botocore.client import Config  # type: ignore[import-untyped]
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from backend.config import settings
from backend.photos.threads import in_thread
from backend.problems import PhotoTooLarge

NAME = re.compile(r"[0-9a-f]{64}(-\d{1,5}\.jpg)?")
WRITE_AT_ONCE = 1 << 20
LONG_DEAD = 24 * 3600


class PhotoStore(Protocol):
    """Keeps content under a name that is derived from it, so that nothing is ever overwritten."""

    async def put_file(self, name: str, path: Path) -> None:
        """Keep a copy of this file, whole or not at all; a name that is already kept stays as it is."""

    async def read(self, name: str) -> bytes:
        """Return the whole content; `FileNotFoundError` when it is not kept."""

    async def exists(self, name: str) -> bool:
        """Tell whether the name is kept."""

    async def delete(self, name: str) -> None:
        """Forget the name; one that is not kept is no error."""


@lru_cache
def photo_store() -> PhotoStore:
    """Return the store this installation is set up with."""
    url = settings().storage_url
    return S3Store.at(url) if url else FolderStore(settings().media_dir)


class FolderStore:
    """Photos in a local folder: `media/ab/cd/abcd…`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def put_file(self, name: str, path: Path) -> None:
        await in_thread(copy_atomically, path, self._place(name))

    async def read(self, name: str) -> bytes:
        return await in_thread(self._place(name).read_bytes)

    async def exists(self, name: str) -> bool:
        return await in_thread(self._place(name).is_file)

    async def delete(self, name: str) -> None:
        await in_thread(self._place(name).unlink, missing_ok=True)

    def _place(self, name: str) -> Path:
        name = checked(name)
        return self.folder / name[:2] / name[2:4] / name


def copy_atomically(source: Path, target: Path) -> None:
    """Copy so that a crash at any moment leaves either nothing or the whole file under the name."""
    if target.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=target.parent, prefix=".half-")
    try:
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy, WRITE_AT_ONCE)
            copy.flush()
            os.fsync(copy.fileno())
        Path(half).replace(target)
        sync_folder(target.parent)
    finally:
        Path(half).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut; a system that cannot open folders has no such call."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class S3Store:
    """Photos in a bucket of any S3."""

    def __init__(self, client: Any, bucket: str) -> None:
        self.client = client
        self.bucket = bucket

    @classmethod
    def at(cls, url: str) -> "S3Store":
        """Open the bucket that a `STORAGE_URL` names; the bucket must be there already.

        `s3://KEY:SECRET@HOST[:PORT]/BUCKET[?region=REGION][&tls=0]` is any S3 server; key and secret
        percent-encoded, `tls=0` for plain http. `s3://BUCKET[?region=REGION]` is a bucket at AWS. Without a
        key the usual places are asked: environment, profile, role of the machine.
        """
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        server = parts.netloc.rpartition("@")[2]
        bucket = parts.path.strip("/")
        if parts.scheme != "s3" or not server or "/" in bucket:
            raise ValueError("STORAGE_URL must look like s3://key:secret@host:port/bucket or s3://bucket")
        scheme = "http" if query.get("tls") == ["0"] else "https"
        client = boto3.client(
            "s3",
            endpoint_url=f"{scheme}://{server}" if bucket else None,
            region_name=query.get("region", ["us-east-1" if bucket else None])[0],
            aws_access_key_id=unquote(parts.username) if parts.username else None,
            aws_secret_access_key=unquote(parts.password) if parts.password else None,
            config=client_settings("path" if bucket else "auto"),
        )
        return cls(client, bucket or server)

    async def put_file(self, name: str, path: Path) -> None:
        if not await self.exists(name):
            await in_thread(self._upload, checked(name), path)

    async def read(self, name: str) -> bytes:
        return await in_thread(self._download, checked(name))

    async def exists(self, name: str) -> bool:
        return await in_thread(self._is_kept, checked(name))

    async def delete(self, name: str) -> None:
        await in_thread(self.client.delete_object, Bucket=self.bucket, Key=checked(name))

    def _upload(self, name: str, path: Path) -> None:
        kind = "image/jpeg" if name.endswith(".jpg") else "application/octet-stream"
        with path.open("rb") as body:
            self.client.put_object(Bucket=self.bucket, Key=name, Body=body, ContentType=kind)

    def _download(self, name: str) -> bytes:
        try:
            content: bytes = self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read()
        except ClientError as error:
            raise FileNotFoundError(name) if is_missing(error) else error from error
        return content

    def _is_kept(self, name: str) -> bool:
        try:
            self.client.head_object(Bucket=self.bucket, Key=name)
        except ClientError as error:
            if is_missing(error):
                return False
            raise
        return True


def client_settings(addressing: str) -> Config:
    """Return how to speak to S3; checksums only where asked for, since servers other than AWS refuse them."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": addressing},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=5,
        read_timeout=30,
        retries={"mode": "standard", "max_attempts": 4},
        max_pool_connections=32,
    )


def is_missing(error: ClientError) -> bool:
    """Tell "no such object" from every other refusal; a missing bucket is a mistake in the settings."""
    return error.response["Error"]["Code"] in {"404", "NoSuchKey", "NotFound"}


def checked(name: str) -> str:
    """Let only names through that cannot lead anywhere else."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a photo: {name!r}")
    return name


@asynccontextmanager
async def open_store() -> AsyncIterator[None]:
    """Find out at the start whether the settings can work, and clear away what a killed process left."""
    photo_store()
    for folder in (settings().data_dir / "arriving").glob("*"):
        if time.time() - folder.stat().st_mtime > LONG_DEAD:
            shutil.rmtree(folder, ignore_errors=True)
    yield


@asynccontextmanager
async def workbench() -> AsyncIterator[Path]:
    """Give a private folder for work in progress and clear it away whatever happens."""
    folder = new_folder(settings().data_dir / "arriving")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_folder(parent: Path) -> Path:
    """Make a folder nobody else works in."""
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=parent))


async def write_down(stream: AsyncIterator[bytes], path: Path) -> str:
    """Write an upload to a file, never holding more than a little of it, and return its SHA-256."""
    digest, waiting = hashlib.sha256(), bytearray()
    with await in_thread(path.open, "wb") as file:
        async for chunk in within_limit(stream):
            waiting += chunk
            if len(waiting) >= WRITE_AT_ONCE:
                await in_thread(append, file, digest, waiting)
                waiting = bytearray()
        await in_thread(append, file, digest, waiting)
    return digest.hexdigest()


def append(file: BinaryIO, digest: "hashlib._Hash", content: bytearray) -> None:
    """Hash and write one piece."""
    digest.update(content)
    file.write(content)


async def within_limit(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Pass an upload on as long as it is no larger than a photo may be, whatever its headers promised."""
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if size > settings().photo_limit_bytes:
            raise PhotoTooLarge()
        yield chunk
