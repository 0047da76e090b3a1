"""Headers on every reply, and no write that another site made the browser send."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from backend.problems import CrossSite

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    # Reading codes needs WebAssembly; it is compiled from our own file only.
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; "
    "style-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
ENCODED = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
READS = {"GET", "HEAD", "OPTIONS"}


class Protect:
    """ASGI middleware around the whole product, the API and the pages alike."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_protected(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                present = {key.lower() for key, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in ENCODED if h[0] not in present)]
                if scope["path"].startswith("/api/") and b"cache-control" not in present:
                    message["headers"].append((b"cache-control", b"private, no-cache"))
            await send(message)

        if scope["method"] not in READS and is_cross_site(scope):
            return await refuse(send_protected)
        await self.app(scope, receive, send_protected)


def is_cross_site(scope: Scope) -> bool:
    """Tell whether a browser says that another site started this request."""
    headers = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


async def refuse(send: Send) -> None:
    """Answer a cross-site write before anything reads it."""
    problem = CrossSite().document()
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(problem)})
