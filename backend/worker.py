"""Look at the clock and take jobs, several at a time: expand events, lease, run, finish or put off."""

import asyncio
import logging
from time import monotonic

import asyncpg

from backend.courtesy import COUNTER
from backend.events.listen import Listener
from backend.events.queue import Leased, expand, finish, lease, next_due, retry, wait_for
from backend.problems import Later
from backend.reactions import NAMES, REACTIONS
from backend.schedule import run_clock

log = logging.getLogger("storewalk.worker")
IDLE_SECONDS = 5.0
LANES = 8  # jobs mostly wait for others: push services, mail servers, disks
TURNS = 25  # jobs per lane before new events are looked for again


async def work(listener: Listener) -> None:
    """Work until cancelled; NOTIFY wakes the worker, the clock does so too."""
    looked = float("-inf")
    while True:
        turn = listener.turn
        try:
            if monotonic() - looked >= IDLE_SECONDS:
                looked = monotonic()
                await run_clock()
            await work_until_quiet(LANES)
            wait = await next_due()
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("the database does not answer, trying again: %s", error)
            wait = 1.0
        await listener.wait(IDLE_SECONDS if wait is None else max(0.05, min(wait, IDLE_SECONDS)), turn)


async def work_until_quiet(lanes: int = 1) -> int:
    """Do every job that is due now, so many at a time, and return how many there were."""
    done = 0
    while True:
        expanded = await expand(NAMES)
        fresh = await work_in_lanes(lanes)
        done += fresh
        if not expanded and not fresh:
            return done


async def work_in_lanes(lanes: int) -> int:
    """Let so many lanes work; one alone stays in this task, and so in the transaction of whoever called."""
    if lanes == 1:
        return await work_in_lane()
    return sum(await asyncio.gather(*(work_in_lane() for _ in range(lanes))))


async def work_in_lane() -> int:
    """Do one job after the other until none is due or new events may be waiting."""
    for done in range(TURNS):
        await COUNTER.let_people_go_first()
        job = await lease()
        if job is None:
            return done
        await do(job)
    return TURNS


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
