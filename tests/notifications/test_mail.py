"""A letter reaches the supplier's mailbox whole, once recognisable, and never only in appearance."""

import socket
from pathlib import Path

import pytest

from backend.config import settings
from backend.notifications.channels.mail import (
    Attachment,
    Later,
    Outcome,
    Refused,
    Sent,
    message_id_of,
    read_smtp_url,
    send_mail,
)
from backend.notifications.channels.mail import (
    MailServer as Server,
)
from tests.doors.certificates import make_certificate
from tests.doors.mail_server import MailServer, mail_server

__all__ = ["mail_server"]

LINES = "sku,名称,packs\nSW-1001,鲜牛奶 1L,2\n".encode()


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(settings(), "smtp_url", url)


async def send(
    to: str = "orders@supplier.example",
    subject: str = "订货单 SW-7",
    name: str = "订货单.csv",
    text: str = "您好",
) -> Outcome:
    return await send_mail(
        to, subject, text, message_id_of("order", "SW-7"), [Attachment(name, "text/csv", LINES)]
    )


@pytest.fixture
def mailbox(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    use(monkeypatch, mail_server.url)
    return mail_server


async def test_a_letter_arrives_with_its_words_and_its_file(mailbox: MailServer) -> None:
    assert await send(text="您好，\n请按附件送货。\n" + "长" * 2000) == Sent()
    [letter] = mailbox.letters
    assert letter.sender == settings().mail_from
    assert letter.recipients == ["orders@supplier.example"]
    assert letter.message["Subject"] == "订货单 SW-7"
    assert letter.message["From"] == settings().mail_from
    assert letter.message["Date"].datetime.tzinfo is not None
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.text.startswith("您好，\n请按附件送货。")
    assert letter.attachment("订货单.csv") == LINES


async def test_a_repeat_is_recognised_by_its_message_id(mailbox: MailServer) -> None:
    mailbox.hang_up_after_data = True
    lost = await send()
    assert isinstance(lost, Later)
    mailbox.hang_up_after_data = False
    assert await send() == Sent()
    first, second = [letter.message["Message-ID"] for letter in mailbox.letters]
    assert first == second == "<order.SW-7@storewalk.example>"


def test_a_message_id_is_a_function_of_the_order_number() -> None:
    assert message_id_of("order", "SW-7") != message_id_of("order", "SW-8")
    odd = message_id_of("order", "订货 7>\r\nBcc: all@chain.example")
    assert odd == message_id_of("order", "订货 7>\r\nBcc: all@chain.example")
    assert odd.isascii()
    assert len(odd.split()) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("550 no such mailbox", Refused), ("450 busy", Later), ("552 full", Refused), ("530 sign in", Later)],
)
async def test_an_answer_to_the_recipient(mailbox: MailServer, answer: str, kind: type[Outcome]) -> None:
    mailbox.refuse_recipient = answer
    outcome = await send()
    assert isinstance(outcome, kind)
    assert answer in outcome.reason
    assert mailbox.letters == []


@pytest.mark.parametrize(("answer", "kind"), [("554 looks like spam", Refused), ("451 try again", Later)])
async def test_an_answer_to_the_letter(mailbox: MailServer, answer: str, kind: type[Outcome]) -> None:
    mailbox.refuse_data = answer
    outcome = await send()
    assert isinstance(outcome, kind)
    assert answer in outcome.reason


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "order\r\nBcc: everybody@chain.example"),
        ("to", "a@supplier.example\r\nBcc: everybody@chain.example"),
        ("to", "a@supplier.example, b@supplier.example"),
        ("to", "a@supplier.example> SIZE=1"),
        ("to", "no address"),
        ("to", ""),
        ("name", "order.csv\r\nX-Injected: yes"),
    ],
)
async def test_nothing_is_smuggled_into_a_header(mailbox: MailServer, field: str, value: str) -> None:
    assert isinstance(await send(**{field: value}), Refused)
    assert mailbox.letters == []


async def test_a_line_with_a_dot_does_not_end_the_letter(mailbox: MailServer) -> None:
    assert await send(text="before\n.\nQUIT\n..after\n") == Sent()
    assert mailbox.letters[0].text.splitlines() == ["before", ".", "QUIT", "..after"]


async def test_without_a_mail_server_nothing_is_called_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "")
    assert await send() == Later("no mail server is set up: SMTP_URL is empty")
    use(monkeypatch, "smtp://me:secret@mail.example:notaport")
    outcome = await send()
    assert isinstance(outcome, Later)
    assert "secret" not in outcome.reason


async def test_a_server_that_is_not_there_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        use(monkeypatch, f"smtp://127.0.0.1:{taken.getsockname()[1]}?tls=none")
        assert isinstance(await send(), Later)


async def test_a_password_goes_only_through_an_encrypted_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path, "127.0.0.1")
    server = MailServer(password=("chain", "p@ss:word"))
    controller = server.start(certificate)
    try:
        address = f"chain:p%40ss%3Aword@127.0.0.1:{server.port}"
        use(monkeypatch, f"smtp://{address}?tls=starttls")
        assert isinstance(await send(), Later)  # a certificate that nobody vouches for
        assert server.signed_in == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert await send() == Sent()
        assert server.signed_in == ["chain"]
        use(monkeypatch, f"smtp://chain:wrong@127.0.0.1:{server.port}")
        assert isinstance(await send(), Later)
    finally:
        controller.stop()
    assert len(server.letters) == 1


async def test_a_server_without_encryption_gets_nothing_unless_told_so(
    mailbox: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, mailbox.url.removesuffix("?tls=none"))
    assert isinstance(await send(), Later)
    assert mailbox.letters == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 587, None, None, "starttls")),
        ("smtps://a:b@mail.example", Server("mail.example", 465, "a", "b", "tls")),
        ("smtp://mail.example:2525?tls=none", Server("mail.example", 2525, None, None, "none")),
        ("smtp://a%40b:c%2Fd@mail.example?tls=tls", Server("mail.example", 465, "a@b", "c/d", "tls")),
    ],
)
def test_smtp_url_is_read(url: str, server: Server) -> None:
    assert read_smtp_url(url) == server


@pytest.mark.parametrize(
    "url", ["http://mail.example", "smtp://", "smtp://mail.example?tls=yes", "mail.example:25"]
)
def test_a_wrong_smtp_url_is_said_to_be_wrong(url: str) -> None:
    with pytest.raises(ValueError):
        read_smtp_url(url)
