"""An e-mail on its way to anybody, through the company's own SMTP server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256
from re import fullmatch
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from backend.config import settings
from backend.notifications.channels.outcome import Later, Outcome, Refused, Sent

STEP_TIME = 20.0  # seconds for each step of the talk with the server
ONE_ADDRESS = r"[^\s@<>()\[\]\\,:;\"]+@[A-Za-z0-9.-]+"
OURS_TO_MEND = (454, 530, 534, 535, 538)  # sign-in and encryption, whatever letter it was

Encryption = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media_type: str  # "text/csv"
    content: bytes


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in."""

    host: str
    port: int
    username: str | None
    password: str | None = field(repr=False)
    encryption: Encryption


async def send_mail(
    to: str, subject: str, text: str, message_id: str, attachments: Sequence[Attachment] = ()
) -> Outcome:
    """Hand one letter to the SMTP server; what goes wrong out there is the outcome, nothing is raised.

    Where the connection breaks the letter may have left: a repeat carries the same Message-ID.
    """
    url = settings().smtp_url
    if not url:
        return Later("no mail server is set up: SMTP_URL is empty")
    try:
        server = read_smtp_url(url)
    except ValueError:
        return Later("SMTP_URL is not of the form smtp://person:password@host:port?tls=starttls")
    try:
        letter = write_letter(to, subject, text, message_id, attachments)
    except (ValueError, MessageError) as error:
        return Refused(f"this letter cannot be written: {error}")
    return await hand_in(letter, server)


def message_id_of(kind: str, name: str) -> str:
    """Derive the one Message-ID of a thing, by which a mailbox recognises a repeat."""
    domain = settings().mail_from.rpartition("@")[2] or "storewalk.invalid"
    plain = name if fullmatch(r"[A-Za-z0-9-]{1,60}", name) else sha256(name.encode()).hexdigest()[:32]
    return f"<{kind}.{plain}@{domain}>"


def read_smtp_url(url: str) -> MailServer:
    """Read `smtp://person:password@host:port?tls=starttls|tls|none`; encrypted unless it says none."""
    parts = urlsplit(url)
    usual = "tls" if parts.scheme == "smtps" else "starttls"
    tls = parse_qs(parts.query).get("tls", [usual])[-1]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SMTP_URL")
    encryption, port = _encryption(tls)
    return MailServer(
        host=parts.hostname,
        port=parts.port or port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        encryption=encryption,
    )


def _encryption(tls: str) -> tuple[Encryption, int]:
    if tls == "starttls":
        return "starttls", 587
    if tls == "tls":
        return "tls", 465
    if tls == "none":
        return "none", 25
    raise ValueError("tls")


def write_letter(
    to: str, subject: str, text: str, message_id: str, attachments: Sequence[Attachment]
) -> EmailMessage:
    """Write the letter; a line break or a second address smuggled into a header raises ValueError."""
    if not fullmatch(ONE_ADDRESS, to):
        raise ValueError(f"{to!r} is not one e-mail address")
    letter = EmailMessage()
    letter["From"] = Address(addr_spec=settings().mail_from)
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = subject
    letter["Date"] = datetime.now(UTC)
    letter["Message-ID"] = message_id
    letter["Auto-Submitted"] = "auto-generated"  # keeps out-of-office answers away
    letter.set_content(text)
    for attachment in attachments:
        if not attachment.name.isprintable():
            raise ValueError("the name of an attachment holds a control character")
        kind, _, subkind = attachment.media_type.partition("/")
        letter.add_attachment(attachment.content, kind, subkind, filename=attachment.name)
    return letter


async def hand_in(letter: EmailMessage, server: MailServer) -> Outcome:
    """Talk to the server and read its answer."""
    try:
        await aiosmtplib.send(
            letter,
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.encryption == "tls",
            start_tls=server.encryption == "starttls",
            timeout=STEP_TIME,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        return outcome_of(error.recipients[0].code, error.recipients[0].message)
    except aiosmtplib.SMTPDataError as error:
        return outcome_of(error.code, error.message)
    except aiosmtplib.SMTPNotSupported as error:
        return Refused(error.message)
    except (aiosmtplib.SMTPException, OSError) as error:
        # Whatever fails before the recipient is named is about the servers, not about this letter.
        return Later(f"{type(error).__name__}: {error}")
    return Sent()


def outcome_of(code: int, message: str) -> Outcome:
    """Read an answer to the recipient or to the letter itself."""
    reason = f"the mail server answered {code} {message}"
    if code >= 500 and code not in OURS_TO_MEND:
        return Refused(reason)
    return Later(reason)
