"""Look at the clock and take one job at a time: expand events, lease, run the reaction, finish or put off."""

import logging
from time import monotonic

import asyncpg

from backend.events.listen import Listener
from backend.events.queue import Leased, expand, finish, lease, next_due, retry, wait_for
from backend.problems import Later
from backend.reactions import NAMES, REACTIONS
from backend.schedule import run_clock

log = logging.getLogger("storewalk.worker")
IDLE_SECONDS = 5.0


async def work(listener: Listener) -> None:
    """Work until cancelled; NOTIFY wakes the worker, the clock does so too."""
    looked = float("-inf")
    while True:
        turn = listener.turn
        try:
            if monotonic() - looked >= IDLE_SECONDS:
                looked = monotonic()
                await run_clock()
            await work_until_quiet()
            wait = await next_due()
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("the database does not answer, trying again: %s", error)
            wait = 1.0
        await listener.wait(IDLE_SECONDS if wait is None else max(0.05, min(wait, IDLE_SECONDS)), turn)


async def work_until_quiet() -> int:
    """Do every job that is due now, and return how many there were."""
    done = 0
    while True:
        expanded = await expand(NAMES)
        job = await lease()
        if job is not None:
            await do(job)
            done += 1
        elif not expanded:
            return done


async def do(job: Leased) -> None:
    """Run one reaction; what it raises becomes the job's error and its next try."""
    try:
        await REACTIONS[job.reaction](job.event)
    except Later as later:
        await wait_for(job, str(later), later.seconds)
    except Exception as error:
        log.exception("reaction %s to %s failed", job.reaction, job.event.name)
        await retry(job, f"{type(error).__name__}: {error}")
    else:
        await finish(job)
