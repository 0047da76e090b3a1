"""A push service on loopback: it checks who sends, opens what was sent, and can be told to misbehave.

phone = push_service.subscribe(application_server_key)
... something pushes to phone.endpoint ...
assert phone.messages[0].json()["notification"]["title"] == "..."
phone.answers = [410]
"""

import json
import os
import ssl
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LARGEST_BODY = 4096


@dataclass(frozen=True)
class Answer:
    """What the service says instead of 201."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    after_seconds: float = 0
    hang_up: bool = False  # takes the message, then closes the connection without a word


@dataclass(frozen=True)
class Message:
    """One message as the browser gets it."""

    body: bytes
    ttl: int
    urgency: str | None
    topic: str | None
    token: str
    claims: dict[str, Any]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Phone:
    """One subscription of one browser."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey
    secret: bytes
    application_server_key: str | None
    messages: list[Message] = field(default_factory=list)
    answers: list[Answer | int] = field(default_factory=list)  # used up one by one; then 201 again
    always: Answer | int | None = None
    requests: int = 0

    @property
    def p256dh(self) -> str:
        return _text(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @property
    def auth(self) -> str:
        return _text(self.secret)

    def next_answer(self) -> Answer:
        answer = self.answers.pop(0) if self.answers else self.always
        if isinstance(answer, int):
            return Answer(answer)
        return answer or Answer()

    def wait_for_messages(self, count: int, seconds: float = 10) -> list[Message]:
        """Block until so many messages are here; inside an event loop call it in a thread."""
        _wait(lambda: len(self.messages) >= count, seconds)
        return self.messages

    def wait_for_requests(self, count: int, seconds: float = 10) -> int:
        """Block until so many requests have come, whatever they are answered."""
        _wait(lambda: self.requests >= count, seconds)
        return self.requests


class PushService:
    """The server; `mistakes` lists every request that a real push service would have turned away."""

    def __init__(self, certificate: Path | None = None, host: str = "127.0.0.1") -> None:
        self.phones: dict[str, Phone] = {}
        self.mistakes: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.origin = f"http://{host}:{self._server.server_port}"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self.origin = self.origin.replace("http://", "https://")
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_port

    def subscribe(self, application_server_key: str | None = None) -> Phone:
        """Make a subscription; with the key it takes messages from that server only."""
        path = f"/push/{_text(os.urandom(12))}"
        key = ec.generate_private_key(ec.SECP256R1())
        phone = Phone(self.origin + path, key, os.urandom(16), application_server_key)
        self.phones[path] = phone
        return phone

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                # Whoever was killed while it spoke has asked for nothing.
                if len(body) == length:
                    service._take(self, body)

            def do_GET(self) -> None:
                service.mistakes.append(f"GET {self.path}: a redirect was followed")
                _reply(self, Answer(405))

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def _take(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        phone = self.phones.get(request.path)
        if phone is None:
            _reply(request, Answer(404))
            return
        phone.requests += 1
        answer = phone.next_answer()
        time.sleep(answer.after_seconds)
        if answer.status < 300:
            try:
                phone.messages.append(self._open(phone, request, body))
            except Exception as mistake:
                self.mistakes.append(f"{type(mistake).__name__}: {mistake}")
                answer = Answer(413 if len(body) > LARGEST_BODY else 400)
        _reply(request, answer)

    def _open(self, phone: Phone, request: BaseHTTPRequestHandler, body: bytes) -> Message:
        if len(body) > LARGEST_BODY:
            raise ValueError(f"{len(body)} bytes")
        if request.headers["Content-Encoding"] != "aes128gcm":
            raise ValueError("the content encoding is not aes128gcm")
        if len(request.headers["Topic"] or "") > 32:
            raise ValueError("a topic has at most 32 characters")
        token, claims = self._check(phone, request.headers["Authorization"] or "")
        opened = http_ece.decrypt(body, private_key=phone.key, auth_secret=phone.secret, version="aes128gcm")
        return Message(
            body=opened,
            ttl=int(request.headers["TTL"]),
            urgency=request.headers["Urgency"],
            topic=request.headers["Topic"],
            token=token,
            claims=claims,
        )

    def _check(self, phone: Phone, authorization: str) -> tuple[str, dict[str, Any]]:
        scheme, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        if scheme != "vapid" or set(parts) != {"t", "k"}:
            raise ValueError(f"no vapid authorization: {authorization!r}")
        if phone.application_server_key not in (None, parts["k"]):
            raise ValueError("signed with another key than the subscription was made for")
        point = urlsafe_b64decode(parts["k"] + "=" * (-len(parts["k"]) % 4))
        claims = jwt.decode(
            parts["t"],
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point),
            algorithms=["ES256"],
            audience=self.origin,
            options={"require": ["aud", "exp", "sub"]},
        )
        if claims["exp"] > time.time() + 24 * 3600:
            raise ValueError("the token lasts longer than 24 hours")
        if not str(claims["sub"]).startswith(("mailto:", "https:")):
            raise ValueError("sub is neither mailto: nor https:")
        return parts["t"], claims


def _reply(request: BaseHTTPRequestHandler, answer: Answer) -> None:
    request.close_connection = answer.hang_up
    if answer.hang_up:
        return
    request.send_response(answer.status)
    for name, value in answer.headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", "0")
    request.end_headers()


def _wait(until: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.02)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """A push service that must not have seen any mistake by the end of the test."""
    service = PushService()
    yield service
    service.stop()
    assert service.mistakes == []
