"""One listening connection per process that wakes whoever waits on a channel, and reconnects by itself."""

import asyncio
import logging
from typing import Any

from backend.database import DB

log = logging.getLogger("storewalk")
RETRY_SECONDS = 1.0


class Listener:
    """Wakes its waiters on every NOTIFY of its channels; a lost connection also wakes them, to look again."""

    def __init__(self, *channels: str) -> None:
        self.channels = channels
        self.waiters: set[asyncio.Event] = set()
        self.turn = 0
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self.task = asyncio.create_task(self.run())

    async def stop(self) -> None:
        """Let go of the connection, before the pool closes."""
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def wait(self, seconds: float, since: int) -> None:
        """Return at the first wake-up after the `turn` read before looking, or when the time is over."""
        if self.turn != since:
            return
        woken = asyncio.Event()
        self.waiters.add(woken)
        try:
            async with asyncio.timeout(seconds):
                await woken.wait()
        except TimeoutError:
            pass
        finally:
            self.waiters.discard(woken)

    def wake(self, *_: Any) -> None:
        """Wake all waiters, and whoever is about to wait."""
        self.turn += 1
        for waiter in self.waiters:
            waiter.set()

    async def run(self) -> None:
        """Stay connected until cancelled."""
        while True:
            try:
                await self.listen_until_lost()
            except OSError as error:
                log.warning("listening connection lost: %s", error)
            self.wake()
            await asyncio.sleep(RETRY_SECONDS)

    async def listen_until_lost(self) -> None:
        """Hold one connection of our own, outside the pool."""
        connection = await DB.get_new_connection()
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            for channel in self.channels:
                await connection.add_listener(channel, self.wake)
            self.wake()
            await lost.wait()
        finally:
            await connection.close(timeout=2)
