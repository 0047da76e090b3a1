"""Who is answered what about rounds and tasks of Riverside."""

import httpx

from backend.database import uuid7
from tests.cast import RIVERSIDE
from tests.riverside import RIVERSIDE_ONLY, STORE, Attempt, Lines, puts, reads, stamps
from tests.rounds.plans import daily, put_round, tasks_of

PLANNERS_OF_EAST = "401 200 403 403 403 200 200 404"
PLANNERS = "401 200 403 403 403 200 200 200"


async def planned(attempt: Attempt) -> str:
    """A round of East that HQ planned."""
    chen = await attempt.there.cast.chen()
    return str((await put_round(chen, daily()))["id"])


async def read_round(attempt: Attempt) -> httpx.Response:
    """Read a round."""
    return await attempt.client.get(f"/api/rounds/{await planned(attempt)}")


async def end_round(attempt: Attempt) -> httpx.Response:
    """End a round."""
    round = await planned(attempt)
    return await attempt.client.put(f"/api/rounds/{round}/end", json={"version": 1, "alsoOpen": False})


async def read_task(attempt: Attempt) -> httpx.Response:
    """Read a task."""
    (task, *_) = await tasks_of(await planned(attempt))
    return await attempt.client.get(f"/api/tasks/{task['id']}")


async def assign_task(attempt: Attempt) -> httpx.Response:
    """Ask HQ to do a task."""
    (task, *_) = await tasks_of(await planned(attempt))
    body = {"version": 1, "person": None, "role": "hq"}
    return await attempt.client.put(f"/api/tasks/{task['id']}/assignment", json=body)


async def claim_task(attempt: Attempt) -> httpx.Response:
    """Begin a task that any supervisor may do."""
    (task, *_) = await tasks_of(await planned(attempt), f"AND store = '{RIVERSIDE}'")
    return await attempt.client.put(f"/api/tasks/{task['id']}/claims/{uuid7()}", json=stamps())


async def give_up_task(attempt: Attempt) -> httpx.Response:
    """Take back what one has begun, if it could be begun."""
    (task, *_) = await tasks_of(await planned(attempt), f"AND store = '{RIVERSIDE}'")
    address = f"/api/tasks/{task['id']}/claims/{uuid7()}"
    await attempt.client.put(address, json=stamps())
    return await attempt.client.put(f"{address}/giving-up", json=stamps())


async def plan(attempt: Attempt) -> httpx.Response:
    """Plan a round of East."""
    return await attempt.client.put(f"/api/rounds/{uuid7()}", json=daily())


LINES: Lines = {
    "listRounds": (PLANNERS, reads("/api/rounds")),
    "getRound": (PLANNERS_OF_EAST, read_round),
    "planRound": ("401 201 403 403 403 201 403 403", plan),
    "previewRound": (
        "401 200 403 403 403 200 403 403",
        puts("/api/rounds/{fresh}/preview", lambda _: daily()),
    ),
    "endRound": ("401 200 403 403 403 200 403 404", end_round),
    "listTasks": (PLANNERS, reads("/api/tasks")),
    "getTask": (PLANNERS_OF_EAST, read_task),
    "assignTask": ("401 200 403 403 403 200 403 404", assign_task),
    "claimTask": ("401 201 403 403 404 403 403 404", claim_task),
    "giveUpTask": ("401 200 403 403 404 403 403 404", give_up_task),
    "getTaskCalendar": (PLANNERS, reads("/api/task-calendar?since=2026-11-01&until=2026-11-30")),
    "getStoreLog": (RIVERSIDE_ONLY, reads(f"{STORE}/log?since=2026-11-20&until=2026-11-26")),
    "getPlanning": (PLANNERS, reads("/api/planning")),
}
