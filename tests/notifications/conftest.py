"""The push service and the mailbox, at the door of every test of this folder."""

import pytest

from backend.config import settings
from tests.doors.bot_server import bot_server
from tests.doors.mail_server import MailServer, mail_server
from tests.doors.push_service import push_service

__all__ = ["bot_server", "mail_server", "push_service"]


@pytest.fixture
def mailbox(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    """The mail server of the test, where every letter of it goes."""
    monkeypatch.setattr(settings(), "smtp_url", mail_server.url)
    return mail_server
