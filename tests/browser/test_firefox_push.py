"""The real thing: Firefox subscribes at a push service, our server encrypts, Firefox shows it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.browser.firefox import FIREFOX, Firefox, open_firefox, push_preferences
from tests.browser.phone import PASSWORD
from tests.browser.scenes import at_the_api, own_store, raise_issue, read
from tests.browser.server import Server
from tests.doors.autopush import AutoPush

pytestmark = pytest.mark.skipif(FIREFOX is None, reason="NO FIREFOX HERE: .ci/firefox could not install it")

BUTTON = "[...document.querySelectorAll('button')].find((one) => one.textContent.includes('{}'))"
SHOWN = """navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) =>
  all.map(({ title, body, tag, data }) => ({ title, body, tag, data })))"""


async def sign_in(firefox: Firefox, origin: str, login: str) -> None:
    await firefox.go(f"{origin}/sign-in")
    body = f"{{ login: '{login}', password: '{PASSWORD}' }}"
    fill = """((words) => { for (const [kind, word] of Object.entries(words)) {
      const name = kind === 'login' ? 'input[autocomplete=username]' : 'input[type=password]'
      const field = document.querySelector(name)
      field.value = word; field.dispatchEvent(new Event('input', { bubbles: true })) } return true })"""
    await firefox.until("Boolean(document.querySelector('input[type=password]'))")
    await firefox.run(f"{fill}({body})")
    await firefox.tap("document.querySelector('button[type=submit]')")
    await firefox.until("!location.pathname.includes('sign-in')")
    await firefox.until("navigator.serviceWorker.ready.then(() => true)")


async def test_firefox_shows_what_our_server_encrypted_and_proves_it(server: Server, tmp_path: Path) -> None:
    async with AutoPush() as service, open_firefox(tmp_path, push_preferences(service.websocket)) as firefox:
        await sign_in(firefox, server.origin, "li")
        await firefox.go(f"{server.origin}/me")
        await firefox.tap(BUTTON.format("开启推送"))
        await firefox.until(f"Boolean({BUTTON.format('关闭推送')})")
        assert len(service.channels) == 1
        # Firefox itself hands our public key to the service, which may then refuse everybody else.
        key = read(server, "li", "/api/push-key")["key"]
        assert [one.rstrip("=") for one in service.keys] == [key]

        with at_the_api(server, "li") as li, at_the_api(server, "wang") as wang:
            issue = raise_issue(wang, own_store(li), "后门闭门器失灵")
        of_this = f"all.filter((one) => one.data.target === '/issues/{issue}')"
        [one] = await firefox.until(
            f"({SHOWN}).then((all) => {of_this}).then((all) => all.length ? all : null)"
        )
        assert "新的整改单" in one["title"]
        assert "后门闭门器失灵" in one["body"]
        log = await proved(server, one["tag"])
        for _ in range(100):
            if len(service.acknowledged) == len(service.posted):
                break
            await asyncio.sleep(0.1)
        assert [update["code"] for update in service.acknowledged] == [100] * len(service.posted)
        assert all(posted["Authorization"].startswith("vapid t=") for posted in service.posted)

        assert log["state"] == "shown"
        assert [delivery["outcome"] for delivery in log["deliveries"]] == ["pushed"]


async def proved(server: Server, notification: str) -> dict[str, Any]:
    """Wait until the service worker has told the server that it showed a notification."""
    for _ in range(240):
        log: dict[str, Any] = await asyncio.to_thread(
            read, server, "li", f"/api/notifications/{notification}/deliveries"
        )
        if log["state"] == "shown":
            break
        await asyncio.sleep(0.25)
    return log
