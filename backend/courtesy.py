"""People first: a worker in the server's own process begins no job while somebody waits for an answer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.25  # seconds; a server that is always busy goes on with its jobs all the same
LOOK = 0.01


class Counter:
    """How many people wait for an answer of this process."""

    def __init__(self) -> None:
        self.waiting = 0

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Count somebody until they are answered."""
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def let_people_go_first(self) -> None:
        """Return once nobody waits, or when patience is at its end."""
        left = PATIENCE
        while self.waiting and left > 0:
            await asyncio.sleep(LOOK)
            left -= LOOK


COUNTER = Counter()
