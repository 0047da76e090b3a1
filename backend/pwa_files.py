"""Serve the built PWA: pre-compressed, with ETags, and index.html for every page of the app."""

import hashlib
import mimetypes
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import msgspec

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

IMMUTABLE = "public, max-age=31536000, immutable"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")


class PwaFile(msgspec.Struct, frozen=True):
    """One file in all its encodings."""

    media_type: str
    etag: str
    forms: dict[str, bytes]


class PwaFiles:
    """An ASGI application over the files of one build, read once."""

    def __init__(self, folder: Path) -> None:
        self.files = {f"/{path.relative_to(folder)}": read(path) for path in sources(folder)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"])
        name = path if path in self.files else "/index.html"
        file = self.files.get(name)
        if file is None or (name != path and "." in path.rsplit("/", 1)[-1]):
            return await reply(send, 404, {"content-type": "text/plain"}, b"not found")
        asked = {key.decode(): value.decode("latin-1") for key, value in scope["headers"]}
        encoding, body = choose(file, asked.get("accept-encoding", ""))
        headers = {
            "content-type": file.media_type,
            "etag": f'"{file.etag}"',
            "vary": "accept-encoding",
            "cache-control": IMMUTABLE if name.startswith("/assets/") else "no-cache",
        }
        if file.etag in asked.get("if-none-match", ""):
            return await reply(send, 304, headers, b"")
        if encoding:
            headers["content-encoding"] = encoding
        await reply(send, 200, headers, b"" if scope["method"] == "HEAD" else body)


def sources(folder: Path) -> list[Path]:
    """List the files of a build that are no compressed copy of another."""
    compressed = tuple(suffix for _, suffix in ENCODINGS)
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix not in compressed]


def read(path: Path) -> PwaFile:
    """Read one file and the compressed copies beside it."""
    plain = path.read_bytes()
    forms = {"": plain}
    for encoding, suffix in ENCODINGS:
        copy = path.with_name(path.name + suffix)
        if copy.exists():
            forms[encoding] = copy.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return PwaFile(media_type, hashlib.sha256(plain).hexdigest()[:32], forms)


def choose(file: PwaFile, accepted: str) -> tuple[str, bytes]:
    """Pick the smallest form that the browser accepts."""
    for encoding, _ in ENCODINGS:
        if encoding in accepted and encoding in file.forms:
            return encoding, file.forms[encoding]
    return "", file.forms[""]


async def reply(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    """Send one whole reply."""
    headers["content-length"] = str(len(body))
    encoded = [(key.encode(), value.encode("latin-1")) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
