"""A stocked shop at the door of every test that asks for it."""

import pytest

from backend.config import settings
from tests.cast import Cast
from tests.doors.mail_server import MailServer, mail_server
from tests.ordering.shop import Clock, stock_the_shop

__all__ = ["mail_server"]


@pytest.fixture
async def shop(cast: Cast) -> Cast:
    """The cast, in a company whose stores have something to order."""
    await stock_the_shop()
    return cast


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Tuesday noon, until the test sets it."""
    return Clock(monkeypatch)


@pytest.fixture
def mailbox(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    """The mail server of the test, where every order of it goes."""
    monkeypatch.setattr(settings(), "smtp_url", mail_server.url)
    return mail_server
