"""A push service as Firefox speaks to one: a websocket to the browser, an address for whoever pushes.

async with AutoPush() as service:  # dom.push.serverURL = service.websocket
    ... the browser subscribes, our server posts, the browser shows ...
"""

import asyncio
import json
import threading
from base64 import urlsafe_b64encode
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed


class AutoPush:
    """One browser at most; what is posted before it is back waits for it."""

    def __init__(self) -> None:
        self.channels: dict[str, str] = {}
        self.keys: list[str] = []
        self.posted: list[dict[str, str]] = []
        self.acknowledged: list[dict[str, Any]] = []
        self.browser: ServerConnection | None = None

    async def __aenter__(self) -> "AutoPush":
        self.loop = asyncio.get_running_loop()
        self.server: Server = await serve(
            self.talk, "127.0.0.1", 0, subprotocols=["push-notification"], ping_interval=None
        )  # type: ignore[list-item]
        self.websocket = f"ws://127.0.0.1:{next(iter(self.server.sockets)).getsockname()[1]}/"
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.origin = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.server.close()
        await self.server.wait_closed()

    async def talk(self, browser: ServerConnection) -> None:
        """Answer what a browser says, as the service of Mozilla does."""
        self.browser = browser
        with suppress(ConnectionClosed):  # a browser that ends says no goodbye
            async for text in browser:
                await self.answer(browser, json.loads(text))

    async def answer(self, browser: ServerConnection, said: dict[str, Any]) -> None:
        match said.get("messageType"):
            case "hello":
                await self.say(
                    uaid=said.get("uaid") or uuid4().hex, use_webpush=True, status=200, **kind(said)
                )
            case "register":
                path = f"/push/{uuid4().hex}"
                self.channels[path] = said["channelID"]
                self.keys.append(said.get("key", ""))
                reply = {"channelID": said["channelID"], "pushEndpoint": self.origin + path}
                await self.say(status=200, **kind(said), **reply)
            case "unregister":
                await self.say(status=200, channelID=said["channelID"], **kind(said))
            case "ack":
                self.acknowledged += said["updates"]
            case None | "ping":
                await browser.send("{}")

    async def say(self, **message: Any) -> None:
        assert self.browser is not None
        await self.browser.send(json.dumps(message))

    def handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                channel = service.channels.get(self.path)
                if channel:
                    service.posted.append(dict(self.headers))
                    data = urlsafe_b64encode(body).rstrip(b"=").decode()
                    encoding = {"encoding": self.headers["Content-Encoding"]}
                    asyncio.run_coroutine_threadsafe(
                        service.say(
                            messageType="notification", channelID=channel, version=uuid4().hex,
                            data=data, headers=encoding,
                        ),
                        service.loop,
                    ).result(10)  # fmt: skip
                self.send_response(201 if channel else 404)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def kind(said: dict[str, Any]) -> dict[str, Any]:
    return {"messageType": said["messageType"]}
