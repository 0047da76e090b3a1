"""A supplier's own system on loopback: it verifies signatures, packs every order once, and can misbehave.

system.secret = "whsec_..."
... something is posted to system.url ...
assert system.packed == ["O-000001"]
system.answers = [Answer(status=503)]
"""

import hashlib
import hmac
import json
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.doors.bot_server import Answer

SECRET = "whsec_c3RvcmV3YWxrLXRlc3Qtc2VjcmV0LW9mLTMyYg=="


class SupplierSystem:
    """What stands behind a webhook; without a secret of its own it takes unsigned posts."""

    def __init__(self) -> None:
        self.secret = ""
        self.answers: list[Answer] = []
        self.posts: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.packed: list[str] = []
        self.cancelled: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/orders"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Close the door."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Read a post as the supplier does, and return the status that it answers."""
        document = json.loads(body)
        self.posts.append((headers, document))
        if self.answers:
            return self.answers[0].status
        if self.secret and not self._is_signed(headers, body):
            return 401
        if document["type"] == "order" and headers["idempotency-key"] not in self.packed:
            self.packed.append(headers["idempotency-key"])
        if document["type"] == "cancellation":
            self.cancelled.append(document["number"])
        return 200

    def _is_signed(self, headers: dict[str, str], body: bytes) -> bool:
        if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
            return False
        said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        code = hmac.new(b64decode(self.secret.removeprefix("whsec_")), said, hashlib.sha256).digest()
        return headers.get("webhook-signature") == f"v1,{b64encode(code).decode()}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        system = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = system.take({name.lower(): value for name, value in self.headers.items()}, body)
                answer = system.answers.pop(0) if system.answers else Answer(status=status)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                raise AssertionError("a redirect was followed")

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def supplier_system() -> Iterator[SupplierSystem]:
    """A system that answers as it should until told otherwise."""
    system = SupplierSystem()
    yield system
    system.stop()
