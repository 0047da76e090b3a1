"""A tick of the clock is a row: whoever writes it first does the work, in the same transaction."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from backend.database import fetch, transaction

log = logging.getLogger("storewalk.clock")
KEPT = timedelta(days=7)


async def claim_tick(name: str, at: datetime, do: Callable[[], Awaitable[object]]) -> bool:
    """Do a deed once for this tick; one that fails leaves no tick behind and is tried again."""
    if await fetch("SELECT 1 FROM tick WHERE name = $1 AND at = $2", name, at):
        return False
    try:
        async with transaction():
            rows = await fetch(
                "INSERT INTO tick (name, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id", name, at
            )
            if rows:
                await do()
            return bool(rows)
    except Exception:
        log.exception("%s at %s failed and is tried again", name, at.isoformat())
        return False


def floor_to(moment: datetime, every: timedelta) -> datetime:
    """Return the newest tick of a clock that ticks every so often since 1970."""
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


async def forget_ticks(now: datetime) -> None:
    """Remove ticks that nobody will claim again."""
    await fetch("DELETE FROM tick WHERE at < $1", now - KEPT)
