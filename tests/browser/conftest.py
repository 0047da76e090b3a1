"""One PostgreSQL and one Chromium for all journeys; a company and a server of its own for each."""

import asyncio
import shutil
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.house import ROOT, House
from tests.browser.phone import USUAL, Phone
from tests.conftest import execute, renamed
from tests.doors.push_service import push_service

__all__ = ["push_service"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
GetPhone = Callable[..., Awaitable[Phone]]


@pytest.fixture(scope="session")
def company(server_url: str) -> Iterator[str]:
    """A database with the cast's company in it, to be copied."""
    name = f"storewalk_company_{uuid.uuid4().hex[:8]}"
    asyncio.run(execute(renamed(server_url, "postgres"), f'CREATE DATABASE "{name}"'))
    command = [sys.executable, "-m", "tests.browser.company", renamed(server_url, name)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    yield name
    asyncio.run(execute(renamed(server_url, "postgres"), f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
async def house(server_url: str, company: str, tmp_path: Path) -> AsyncIterator[House]:
    """The product, served, with the cast in it."""
    name = f"storewalk_house_{uuid.uuid4().hex[:8]}"
    maintenance = renamed(server_url, "postgres")
    await execute(maintenance, f'CREATE DATABASE "{name}" TEMPLATE "{company}"')
    house = House(renamed(server_url, name), tmp_path)
    try:
        await asyncio.to_thread(house.start)
        yield house
    finally:
        await asyncio.to_thread(house.stop)
        await execute(maintenance, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, with a camera that shows a test picture."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[GetPhone]:
    """Hands out phones: `zhao = await phone("zhao")` is signed in; without a name nobody is."""
    phones: list[Phone] = []

    async def hand_out(login: str | None = None, **other: object) -> Phone:
        options = {"viewport": USUAL, "has_touch": True, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", **other}
        context = await browser.new_context(**options)  # type: ignore[arg-type]
        await context.grant_permissions(["camera", "notifications"], origin=house.url)
        handed = Phone(house, context, await context.new_page())
        phones.append(handed)
        handed.page.set_default_timeout(15_000)
        if login:
            await handed.sign_in(login)
        return handed

    yield hand_out
    for handed in phones:
        await handed.context.close()
