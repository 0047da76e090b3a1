"""An SMTP server on loopback that keeps every letter, and can be told to refuse or to hang up.

... something sends through mail_server.url ...
assert mail_server.letters[0].attachment("order.csv").startswith("sku,")
mail_server.refuse_data = "451 try again"
"""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Letter:
    """One letter as the mailbox gets it."""

    sender: str
    recipients: list[str]
    message: EmailMessage

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return "" if body is None else str(body.get_content())

    def attachment(self, name: str) -> bytes:
        for part in self.message.iter_attachments():
            if part.get_filename() == name and isinstance(part, EmailMessage):
                payload = part.get_payload(decode=True)
                assert isinstance(payload, bytes)
                return payload
        raise KeyError(name)


@dataclass
class MailServer:
    """What the server has taken and how it answers."""

    letters: list[Letter] = field(default_factory=list)
    refuse_recipient: str | None = None  # "550 no such mailbox"
    refuse_data: str | None = None  # "451 try again"
    hang_up_after_data: bool = False  # keeps the letter, then closes without an answer
    password: tuple[str, str] | None = None
    signed_in: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse_data:
            return self.refuse_data
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(Letter(envelope.mail_from or "", list(envelope.rcpt_tos), message))
        if self.hang_up_after_data and server.transport is not None:
            server.transport.abort()
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        name = data.login.decode()
        passed = (name, data.password.decode()) == self.password
        if passed:
            self.signed_in.append(name)
        return AuthResult(success=passed, handled=False)

    def start(self, certificate: Path | None = None) -> Controller:
        """Listen on a free port; with a certificate STARTTLS is demanded."""
        context = None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
        controller = FreePortController(
            self,
            hostname="127.0.0.1",
            port=0,
            tls_context=context,
            require_starttls=context is not None,
            authenticator=self.authenticate,
            auth_require_tls=context is not None,
            auth_required=self.password is not None,
        )
        controller.start()
        self.port = controller.port
        return controller


class FreePortController(Controller):
    """Takes any free port: the original looks for its own greeting at port 0."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that asks for no password; point SMTP_URL at its `url`."""
    server = MailServer()
    controller = server.start()
    yield server
    controller.stop()
