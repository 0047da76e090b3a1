"""Firefox as Debian ships it, driven over WebDriver BiDi: one page, real taps, a push service of ours."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from re import search
from shutil import which
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

FIREFOX = which("firefox-esr") or which("firefox")
QUIET: dict[str, Any] = {
    "remote.active-protocols": 1,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "intl.accept_languages": "zh-CN,zh",
}
PATIENCE = 60.0
ON_PAGE = "[location.href, document.readyState, document.documentElement.outerHTML.slice(0, 4000)]"


def push_preferences(websocket: str) -> dict[str, Any]:
    """What lets Firefox take pushes from a service on loopback and show them without a desktop."""
    return {
        "dom.push.serverURL": websocket,
        "dom.push.testing.allowInsecureServerURL": True,
        "dom.push.connection.enabled": True,
        "permissions.default.desktop-notification": 1,
        "alerts.useSystemBackend": False,
    }


class Firefox:
    """One page of one browser."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.said = 0
        self.context = ""

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and wait for its own answer."""
        self.said += 1
        await self.connection.send(json.dumps({"id": self.said, "method": method, "params": params}))
        async with asyncio.timeout(PATIENCE):
            while True:
                answer: dict[str, Any] = json.loads(await self.connection.recv())
                if answer.get("id") == self.said:
                    assert answer["type"] == "success", answer
                    return dict(answer["result"])

    async def begin(self) -> None:
        """Open the session and find the page."""
        await self.ask("session.new", capabilities={})
        tree = await self.ask("browsingContext.getTree")
        self.context = tree["contexts"][0]["context"]

    async def go(self, url: str) -> None:
        await self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    async def run(self, expression: str) -> Any:
        """Evaluate an expression that comes to JSON, promises included."""
        answer = await self.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    async def until(self, expression: str) -> Any:
        """Evaluate again and again until it comes to something, or say what was there instead."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    if found := await self.run(expression):
                        return found
                    await asyncio.sleep(0.25)
        except TimeoutError:
            raise AssertionError(f"{expression} never came; there was {await self.run(ON_PAGE)}") from None

    async def tap(self, element: str) -> None:
        """Tap what an expression finds, with a pointer: permission is asked from a real tap only."""
        await self.until(f"Boolean({element})")
        place = await self.run(
            f"(() => {{ const one = {element}; one.scrollIntoView({{ block: 'center' }}); "
            "const box = one.getBoundingClientRect(); "
            "return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)] })()"
        )
        actions = [
            {"type": "pointerMove", "x": place[0], "y": place[1]},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        pointer = {"type": "pointer", "id": "finger", "actions": actions}
        await self.ask("input.performActions", context=self.context, actions=[pointer])


@asynccontextmanager
async def open_firefox(folder: Path, preferences: dict[str, Any]) -> AsyncIterator[Firefox]:
    """Start Firefox with a profile of its own; at the end it is gone."""
    profile = folder / "profile"
    profile.mkdir(parents=True)
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in (QUIET | preferences).items()]
    (profile / "user.js").write_text("\n".join(lines))
    assert FIREFOX is not None
    process = await asyncio.create_subprocess_exec(
        FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0",
        "about:blank",
        env=os.environ | {"HOME": str(folder), "MOZ_HEADLESS_WIDTH": "390", "MOZ_HEADLESS_HEIGHT": "844"},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        address = await asyncio.wait_for(listening(process), PATIENCE)
        async with connect(f"{address}/session", max_size=None, ping_interval=None) as connection:
            firefox = Firefox(connection)
            await firefox.begin()
            yield firefox
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 20)


async def listening(process: asyncio.subprocess.Process) -> str:
    """Read where Firefox listens from what it says, and go on reading so that it never waits for us."""
    assert process.stderr is not None
    while line := await process.stderr.readline():
        if found := search(rb"WebDriver BiDi listening on (ws://\S+)", line):
            asyncio.get_running_loop().create_task(drain(process.stderr))
            return found[1].decode()
    raise RuntimeError("Firefox ended before it listened")


async def drain(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass
