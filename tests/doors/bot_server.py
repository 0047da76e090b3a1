"""The bots of WeCom, DingTalk and Feishu on loopback: they check as the platforms do, and can misbehave.

url = bot_server.url("wecom")
... something posts to it ...
assert "整改" in bot_server.read[0].text
bot_server.answers = [Answer(status=500)]
"""

import contextlib
import hashlib
import hmac
import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

TOKEN, SECRET = "0b1c2d3e-right", "SEC-right"


@dataclass(frozen=True)
class Answer:
    """What a bot says instead of what it should."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    after_seconds: float = 0


@dataclass(frozen=True)
class Posted:
    """One message as the group reads it."""

    kind: str
    text: str
    mobiles: list[str]


class BotServer:
    """Three platforms on one port."""

    def __init__(self) -> None:
        self.read: list[Posted] = []
        self.answers: list[Answer] = []
        self.requests = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, kind: str, token: str = TOKEN) -> str:
        """The address as the platform hands it out."""
        return (
            self.origin
            + {
                "wecom": f"/cgi-bin/webhook/send?key={token}",
                "dingtalk": f"/robot/send?access_token={token}",
                "feishu": f"/open-apis/bot/v2/hook/{token}",
            }[kind]
        )

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.requests += 1
                answer = service.answers.pop(0) if service.answers else None
                if answer is None:
                    answer = Answer(body=json.dumps(service._take(self.path, document)).encode())
                time.sleep(answer.after_seconds)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                with contextlib.suppress(
                    BrokenPipeError, ConnectionResetError
                ):  # whoever asked may have left
                    self.wfile.write(answer.body)

            def do_GET(self) -> None:
                raise AssertionError("a redirect was followed")

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def _take(self, path: str, document: dict[str, Any]) -> dict[str, Any]:
        address = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        match address.path.split("/")[1]:
            case "cgi-bin":
                if asked["key"] != TOKEN:
                    return {"errcode": 93000, "errmsg": "invalid webhook url"}
                text = document["text"]
                self.read.append(Posted("wecom", text["content"], text["mentioned_mobile_list"]))
                return {"errcode": 0, "errmsg": "ok"}
            case "robot":
                if asked["access_token"] != TOKEN:
                    return {"errcode": 300005, "errmsg": "token is not exist"}
                if asked.get("sign") != signed_for_dingtalk(asked.get("timestamp", "")):
                    return {"errcode": 310000, "errmsg": "sign not match"}
                at = document["at"]["atMobiles"]
                self.read.append(Posted("dingtalk", document["text"]["content"], at))
                return {"errcode": 0, "errmsg": "ok"}
            case _:
                if not address.path.endswith(f"/{TOKEN}"):
                    return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
                if document.get("sign") != signed_for_feishu(document.get("timestamp", "")):
                    return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
                self.read.append(Posted("feishu", document["content"]["text"], []))
                return {"code": 0, "msg": "success", "data": {}}


def signed_for_dingtalk(at: str) -> str:
    code = hmac.new(SECRET.encode(), f"{at}\n{SECRET}".encode(), digestmod=hashlib.sha256)
    return b64encode(code.digest()).decode()


def signed_for_feishu(at: str) -> str:
    code = hmac.new(f"{at}\n{SECRET}".encode(), digestmod=hashlib.sha256)
    return b64encode(code.digest()).decode()


@pytest.fixture
def bot_server() -> Iterator[BotServer]:
    """Bots that answer as they should until told otherwise."""
    server = BotServer()
    yield server
    server.stop()
