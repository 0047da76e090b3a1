"""Answer 304 when the phone's copy is still true, and pack what has to travel."""

import gzip
import hashlib
from collections.abc import MutableMapping
from typing import Any

from backend.protect import App, Receive, Scope, Send

Message = MutableMapping[str, Any]
WORTH_PACKING = 1000


class Freshness:
    """ASGI middleware around the API: every JSON document gets a strong ETag; streams and photos pass.

    It packs as well, because the tag is taken before packing, and Litestar packs below any middleware.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        held_back: Message | None = None

        async def send_fresh(message: Message) -> None:
            nonlocal held_back
            if message["type"] == "http.response.start" and is_json(message):
                held_back = message
                return
            if held_back is not None:
                if not message.get("more_body"):
                    held_back, message = freshened(scope, held_back, message["body"])
                await send(held_back)
                held_back = None
            await send(message)

        await self.app(scope, receive, send_fresh)


def is_json(start: Message) -> bool:
    """Tell whether a reply is a JSON document."""
    return any(key.lower() == b"content-type" and b"json" in value for key, value in start["headers"])


def freshened(scope: Scope, start: Message, body: bytes) -> tuple[Message, Message]:
    """Return the reply with its tag, packed if the client unpacks, or empty if the client has it already."""
    asked = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
    status, headers = start["status"], [h for h in start["headers"] if h[0].lower() != b"content-length"]
    packs = "gzip" in asked.get("accept-encoding", "") and len(body) >= WORTH_PACKING
    if scope["method"] == "GET" and status == 200:
        digest = hashlib.sha256(body).hexdigest()
        # Packed and plain bytes are different representations, so a strong tag tells them apart.
        headers.append((b"etag", f'"{digest}{"-gzip" if packs else ""}"'.encode()))
        if digest in asked.get("if-none-match", ""):
            status, body, packs = 304, b"", False
    if packs:
        body = gzip.compress(body, 5, mtime=0)
        headers.append((b"content-encoding", b"gzip"))
    if status != 304:
        headers.append((b"content-length", str(len(body)).encode()))
    headers.append((b"vary", b"accept-encoding"))
    reply = {"type": "http.response.start", "status": status, "headers": headers}
    return reply, {"type": "http.response.body", "body": body}
