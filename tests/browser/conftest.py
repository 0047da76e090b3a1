"""The real server with its demo company, and phones to hold against it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Playwright, async_playwright, expect

from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.doors.mail_server import MailServer
from tests.doors.push_service import push_service

__all__ = ["push_service"]
MakePhone = Callable[..., Awaitable[Phone]]
expect.set_options(timeout=60_000)  # a busy machine is slow and not wrong


@pytest.fixture(scope="session")
def mailbox() -> Iterator[MailServer]:
    """The suppliers' mailbox: a real mail server on loopback."""
    box = MailServer()
    controller = box.start()
    yield box
    controller.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, mailbox: MailServer) -> Iterator[Server]:
    """One server for all journeys; whoever stops it starts it again."""
    running = Server(tmp_path_factory.mktemp("served"), PUSH_ALLOW_LOOPBACK="true", SMTP_URL=mailbox.url)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def quiet_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the tests of the wire: no worker disturbs them, and they disturb no journey."""
    running = Server(tmp_path_factory.mktemp("quiet"), "--no-worker")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    """The driver of the browsers."""
    async with async_playwright() as driver:
        yield driver


@pytest.fixture
async def phones(server: Server, playwright: Playwright, tmp_path: Path) -> AsyncIterator[MakePhone]:
    """Make phones, each signed in as one of the cast: `await phones("wang")`."""
    async with phones_of(server, playwright, tmp_path) as make:
        yield make


@pytest.fixture
async def quiet_phones(
    quiet_server: Server, playwright: Playwright, tmp_path: Path
) -> AsyncIterator[MakePhone]:
    """Make phones that talk to the quiet server."""
    async with phones_of(quiet_server, playwright, tmp_path) as make:
        yield make


@asynccontextmanager
async def phones_of(server: Server, playwright: Playwright, folder: Path) -> AsyncIterator[MakePhone]:
    """Make phones until the block ends; a server that was stopped is there again afterwards."""
    made: list[Phone] = []

    async def make(login: str, **options: Any) -> Phone:
        phone = Phone(playwright, folder / f"{login}-{len(made)}", server.origin, **options)
        made.append(phone)
        await phone.sign_in(login)
        return phone

    try:
        yield make
    finally:
        for phone in made:
            await phone.close()
        if not server.is_running():
            server.start()
