"""Work that would block the event loop, done in threads that a cancelled request still waits for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run blocking work beside the event loop."""
    return await finished(asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs)))


async def in_pool(pool: Executor, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run blocking work in a pool of its own, whose size limits how much of it happens at once."""
    loop = asyncio.get_running_loop()
    return await finished(asyncio.ensure_future(loop.run_in_executor(pool, lambda: work(*args, **kwargs))))


async def finished(running: "asyncio.Future[R]") -> R:
    """Wait for a thread; when cancelled, let it finish first.

    A thread cannot be stopped: whoever cleans up its files must not do so under its hands.
    """
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise
