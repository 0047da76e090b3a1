"""The worker: what follows happens once, whatever dies; what cannot be done is parked where HQ sees it."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import pytest

from backend import courtesy, worker
from backend.database import fetch, transaction, uuid7
from backend.events.log import Happening, record
from backend.events.queue import expand, finish, lease
from backend.problems import Later
from backend.reactions import NAMES, REACTIONS
from tests.cast import RIVERSIDE, Cast


class Trial:
    """A reaction that tests can make fail."""

    def __init__(self) -> None:
        self.runs = 0
        self.error: Exception | None = None

    async def __call__(self, event: Happening) -> None:
        self.runs += 1
        if self.error:
            raise self.error


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A reaction to `trial.happened`."""
    reaction = Trial()
    monkeypatch.setitem(REACTIONS, "trial", reaction)
    monkeypatch.setitem(NAMES, "trial.happened", ["trial"])
    return reaction


async def happen(at: datetime | None = None) -> None:
    """Let the trial happen."""
    async with transaction():
        await record("trial.happened", uuid7(), store=RIVERSIDE, at=at)


async def job() -> dict[str, Any]:
    """The one job there is."""
    [row] = await fetch("SELECT * FROM job")
    return row


async def pass_time() -> None:
    """Let every wait and every lease be over."""
    await fetch(
        "UPDATE job SET due_at = now(), lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE now() END"
    )


async def test_what_follows_from_an_event_happens_once(cast: Cast, trial: Trial) -> None:
    await happen()
    await worker.work_until_quiet()
    await worker.work_until_quiet()
    assert trial.runs == 1
    assert (await job())["done_at"] is not None


async def test_an_event_rolled_back_never_happened(cast: Cast, trial: Trial) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await record("trial.happened", uuid7())
            raise ZeroDivisionError
    await worker.work_until_quiet()
    assert trial.runs == 0


async def test_a_failed_reaction_is_tried_again_later_and_then_parked(cast: Cast, trial: Trial) -> None:
    trial.error = RuntimeError("the printer is on fire")
    await happen()
    for _ in range(12):
        await worker.work_until_quiet()
        await pass_time()
    assert trial.runs == 8
    assert (await job())["parked_at"] is not None
    parked = (await (await cast.chen()).get("/api/parked-jobs")).json()
    assert parked[0]["error"] == "RuntimeError: the printer is on fire"


async def test_hq_has_a_parked_job_tried_again_and_staff_may_not(cast: Cast, trial: Trial) -> None:
    trial.error = RuntimeError("no")
    await happen()
    for _ in range(8):
        await worker.work_until_quiet()
        await pass_time()
    trial.error = None
    url = f"/api/parked-jobs/{(await job())['id']}/retry"
    assert (await (await cast.zhao()).put(url)).status_code == 403
    assert (await (await cast.wang()).get("/api/parked-jobs")).status_code == 403
    assert (await (await cast.chen()).put(url)).status_code == 204
    await worker.work_until_quiet()
    assert (await job())["done_at"] is not None
    assert (await (await cast.chen()).get("/api/parked-jobs")).json() == []


async def test_waiting_for_a_mail_server_goes_on_for_a_day(cast: Cast, trial: Trial) -> None:
    trial.error = Later("the mail server is away", 30)
    await happen()
    for _ in range(12):
        await worker.work_until_quiet()
        await pass_time()
    assert trial.runs == 12
    assert (await job())["parked_at"] is None


async def test_after_a_day_of_waiting_hq_is_shown(cast: Cast, trial: Trial) -> None:
    trial.error = Later("the mail server is away", 30)
    await happen(at=datetime.now(UTC) - timedelta(hours=25))
    await worker.work_until_quiet()
    assert (await job())["parked_at"] is not None


async def test_a_worker_that_dies_is_replaced_when_its_lease_is_over(cast: Cast, trial: Trial) -> None:
    await happen()
    await expand(NAMES)
    dead = await lease()
    assert dead is not None
    assert await lease() is None
    await pass_time()
    await worker.work_until_quiet()
    assert trial.runs == 1


async def test_a_late_worker_does_not_finish_what_another_took_over(cast: Cast, trial: Trial) -> None:
    await happen()
    await expand(NAMES)
    slow = await lease()
    await pass_time()
    fast = await lease()
    assert slow is not None
    assert fast is not None
    await finish(slow)
    assert (await job())["done_at"] is None
    await finish(fast)
    assert (await job())["done_at"] is not None


async def test_five_workers_at_once_do_each_of_fifty_jobs_once(cast: Cast, trial: Trial) -> None:
    for _ in range(50):
        await happen()
    await asyncio.gather(*(worker.work_until_quiet() for _ in range(5)))
    await worker.work_until_quiet()
    assert trial.runs == 50


async def test_events_become_visible_in_an_order_without_gaps(cast: Cast, trial: Trial) -> None:
    for _ in range(20):
        await happen()
    await asyncio.gather(*(expand(NAMES, limit=3) for _ in range(8)))
    await worker.work_until_quiet()
    positions = [row["position"] for row in await fetch("SELECT position FROM event ORDER BY seq")]
    assert positions == list(range(1, 21))


async def test_a_job_is_not_begun_while_somebody_waits_for_an_answer_yet_patience_ends(
    cast: Cast, trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = 2.0  # a busy machine may stand still for a second between two lines of this test
    monkeypatch.setattr(courtesy, "PATIENCE", patience)
    await happen()
    began = monotonic()
    with courtesy.COUNTER.serving():
        working = asyncio.create_task(worker.work_until_quiet())
        await asyncio.sleep(0.05)
        before = trial.runs
        await working
    assert (before, trial.runs) == (0, 1)
    assert monotonic() - began >= patience
    await happen()
    await worker.work_until_quiet()
    assert (trial.runs, courtesy.COUNTER.waiting) == (2, 0)
