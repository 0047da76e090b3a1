"""A phone: Chromium with a profile that survives being killed, a camera, a position, and a person's hands."""

import asyncio
import contextlib
import os
import signal
import time
from pathlib import Path
from shutil import which
from typing import Any

from playwright.async_api import BrowserContext, Page, Playwright

ROOT = Path(__file__).parents[2]
LOOKS = ROOT / "test-results" / "looks"
AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
SLOW = float(os.environ.get("SLOW_PHONE", "1"))  # so many times slower than this machine
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome") or "chromium"
PASSWORD = "walk-the-store"
RIVERSIDE = {"latitude": 31.2358, "longitude": 121.5047, "accuracy": 12}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
# What is still fading in has colours that nobody is meant to read.
FIND_VIOLATIONS = """async () => {
  const endless = (one) => one.effect?.getComputedTiming().iterations === Infinity
  await Promise.all(document.getAnimations().map((one) => endless(one) || one.finished.catch(() => null)))
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  const told = (node) => node.html.slice(0, 160) + ' ' + node.failureSummary
  return violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(told).join(' | '))
}"""
PATIENCE = 60_000
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
DESK = {"width": 1366, "height": 900}


class Phone:
    """One browser profile in a folder; closed, killed and opened again at will."""

    def __init__(self, playwright: Playwright, folder: Path, origin: str, **options: Any) -> None:
        self.playwright = playwright
        self.folder = folder
        self.origin = origin
        self.options = options
        self.context: BrowserContext
        self.page: Page

    async def open(self, path: str = "/") -> Page:
        """Start the browser on a page; what an earlier one left in the profile is there."""
        for left in self.folder.glob("Singleton*"):
            left.unlink()
        settings: dict[str, Any] = {
            "viewport": PHONE, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
            "locale": "zh-CN", "timezone_id": "Asia/Shanghai",
            "geolocation": RIVERSIDE, "permissions": ["geolocation", "camera"],
            "reduced_motion": "reduce",  # a colour half-way to another theme is not what axe is to judge
        }  # fmt: skip
        options = settings | self.options
        flags = [*FLAGS, *options.pop("flags", [])]
        self.context = await self.playwright.chromium.launch_persistent_context(
            str(self.folder), executable_path=CHROMIUM, args=flags, timeout=3 * PATIENCE, **options
        )
        self.context.set_default_timeout(PATIENCE)
        if SLOW > 1:
            self.context.on("page", slow_down)
            for page in self.context.pages:
                await slow_down(page)
        self.page = self.context.pages[0] if self.context.pages else await self.context.new_page()
        await self.page.goto(self.origin + path)
        return self.page

    async def go(self, path: str) -> None:
        """Open another page of the app."""
        await self.page.goto(self.origin + path)

    async def sign_in(self, login: str) -> Page:
        """Sign in by hand, and wait until the service worker has taken over."""
        page = await self.open("/sign-in")
        await page.locator("input[autocomplete=username]").fill(login)
        await page.locator("input[type=password]").fill(PASSWORD)
        await page.locator("button[type=submit]").click()
        await page.wait_for_url(lambda address: "/sign-in" not in address)
        # Before it has taken over, nothing that this page fetches later would come without a network.
        await until(page, "navigator.serviceWorker.controller?.state === 'activated'")
        return page

    async def settle(self) -> Page:
        """Close and open once: Chromium writes a cookie to the disk up to 30 seconds after it was set."""
        address = self.page.url.removeprefix(self.origin)
        await self.close()
        return await self.open(address)

    async def kill(self) -> None:
        """kill -9 the browser with all that belongs to it, as a phone without memory does, and see it gone.

        What writes to the disk is a process of its own, and must not still write when the next browser opens.
        """
        family = family_of(self.process())
        for process in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # The other end of the pipe is dead, which is what was wanted.
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.context.close(), 5)
        for _ in range(1500):
            if not family & set(parents_of_all()):
                return
            await asyncio.sleep(0.02)
        raise RuntimeError("A browser outlives its kill")

    async def close(self) -> None:
        """Close the browser in good order, if it is still there."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.context.close(), 60)

    def process(self) -> int:
        """The main process of this very profile: the one that no other started with --type."""
        wanted = f"--user-data-dir={self.folder}".encode()
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if wanted in words and not any(word.startswith(b"--type=") for word in words):
                return int(entry.name)
        raise RuntimeError("This browser is not running")

    async def speak(self, language: str, theme: str = "light") -> None:
        """Switch language and theme, as the settings do, and show the page anew."""
        for key, value in {"storewalk.locale": language, "storewalk.theme": theme}.items():
            await self.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
        await self.page.reload()


def family_of(process: int) -> set[int]:
    """A process and all that descend from it."""
    parents = parents_of_all()
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def parents_of_all() -> dict[int, int]:
    """The parent of every process that runs; what only waits to be taken notice of does not."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
            if state not in "ZX":
                parents[int(entry.parent.name)] = int(parent)
    return parents


async def slow_down(page: Page) -> None:
    """Let a page run as on a phone that is slower than this machine."""
    with contextlib.suppress(Exception):  # closed meanwhile
        protocol = await page.context.new_cdp_session(page)
        await protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})


async def look(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep a picture of the page in test-results/looks."""
    LOOKS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=LOOKS / f"{name}.png", full_page=whole, animations="disabled")


async def assert_accessible(page: Page, name: str = "") -> None:
    """axe finds nothing; it is injected over the debugging protocol, which no CSP forbids."""
    await page.evaluate(AXE.read_text())
    found = await page.evaluate(FIND_VIOLATIONS)
    assert found == [], f"{name or page.url}: " + "\n".join(found)


async def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))


async def held(page: Page, table: str) -> list[dict[str, Any]]:
    """Every row of one table of the phone's own database."""
    table = {"drafts": "heldDrafts", "photos": "heldPhotos"}.get(table, table)
    rows: list[dict[str, Any]] = await page.evaluate(
        """(table) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('storewalk')
          opening.onerror = () => reject(opening.error)
          opening.onsuccess = () => {
            const asking = opening.result.transaction(table).objectStore(table).getAll()
            asking.onsuccess = () => { opening.result.close(); resolve(asking.result.map((row) =>
              JSON.parse(JSON.stringify(row)))) }
          }
        })""",
        table,
    )
    return rows


async def until(page: Page, script: str, argument: Any = None) -> None:
    """Ask the page again and again until it says yes.

    `page.wait_for_function` asks from inside the page, and our CSP forbids that from the second time on.
    """
    end = time.monotonic() + PATIENCE / 1000
    while not await page.evaluate(script, argument):
        assert time.monotonic() < end, f"never true: {script}"
        await asyncio.sleep(0.1)


async def on_disk(page: Page, table: str, words: str) -> None:
    """Wait until the phone's own database holds these words."""
    end = time.monotonic() + PATIENCE / 1000
    while words not in str(await held(page, table)):
        assert time.monotonic() < end, f"{words} never came to {table}"
        await asyncio.sleep(0.05)


async def nothing_waits(page: Page) -> None:
    """Wait until the phone has handed over whatever it wrote down for the server."""
    end = time.monotonic() + PATIENCE / 1000
    while rows := await held(page, "outbox"):
        assert time.monotonic() < end, [(row["url"], row["lastError"]) for row in rows]
        await asyncio.sleep(0.1)
