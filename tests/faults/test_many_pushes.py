"""Workers die at random while hundreds of pushes leave: none is lost, and what repeats can be told apart."""

from collections import Counter
from random import Random

from backend.database import fetch
from backend.notifications.notify import notify
from backend.notifications.words.issues import Kind
from backend.worker import LANES
from tests.cast import named
from tests.doors.push_service import Answer, PushService
from tests.faults.processes import House, let_leases_end, quiet, until, wake_up
from tests.faults.test_killed_worker import subscribe

LINES = 160
KILLS = 3
PARAMS = {"store": "滨江店", "person": "王海", "question": "冷藏柜温度"}


async def test_workers_killed_at_random_lose_no_push(house: House, push_service: PushService) -> None:
    server = await house.server("--no-worker")
    phone = push_service.subscribe()
    # Slow enough that every kill meets pushes that have left and are not yet noted.
    phone.always = Answer(after_seconds=0.05)
    async with server.sign_in("li") as li:
        await subscribe(li, phone)
    for number in range(LINES):
        await notify([named("li")], Kind.issue_fixed, PARAMS, link=f"/issues/{number}", bundle=f"b:{number}")
    chance = Random(7)
    for _ in range(KILLS):
        dying, before = house.worker(), phone.requests
        await wake_up()
        wanted = before + chance.randint(5, 25)
        await until(lambda wanted=wanted: phone.requests >= wanted)
        dying.kill()
        await let_leases_end()
    house.worker()
    await wake_up()
    await until(quiet, 120)

    told = Counter(message.topic for message in phone.messages)
    rows = await fetch("SELECT id FROM notification WHERE person = $1", named("li"))
    lost = {row["id"].hex for row in rows} - set(told)
    again = sum(times - 1 for times in told.values())
    assert len(rows) == LINES
    assert not lost
    # What was on its way when a worker died leaves again, under the same topic and tag: it is shown once.
    assert again <= KILLS * LANES
    assert max(told.values()) <= 1 + KILLS
    outcomes = await fetch("SELECT outcome, count(*) AS lines FROM delivery GROUP BY 1")
    assert outcomes == [{"outcome": "pushed", "lines": LINES}]
    print(f"{LINES} pushes, {KILLS} workers killed: 0 lost, {again} came twice")
