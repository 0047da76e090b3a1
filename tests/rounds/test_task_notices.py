"""Who hears of a task that is given away or missed, and what a store reads of visits to come."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.inspections.rounds.missed import note_missed
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast, named
from tests.inspections.walk import publish_patrol
from tests.rounds.plans import daily, put_round, self_check, surprise, tasks_of


async def planned(cast: Cast, plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Plan as HQ does; return the tasks of Riverside."""
    await publish_patrol()
    round = (await put_round(await cast.chen(), plan))["id"]
    return await tasks_of(round, f"AND store = '{RIVERSIDE}'")


async def lines(kind: str) -> set[tuple[UUID, bool]]:
    """Who was told something of a kind, and whether by push."""
    rows = await fetch("SELECT person, push FROM notification WHERE kind = $1", kind)
    return {(row["person"], row["push"]) for row in rows}


async def give(cast: Cast, task: dict[str, Any], version: int, **to: object) -> None:
    body = {"version": version, "person": None, "role": None} | to
    reply = await (await cast.chen()).put(f"/api/tasks/{task['id']}/assignment", json=body)
    assert reply.status_code == 200, reply.text
    await work_until_quiet()


async def miss(task: dict[str, Any]) -> None:
    """Let the time of a task run out, and the clock and the worker find it so."""
    ended = task["opens_at"] + timedelta(seconds=1)
    await fetch("UPDATE task SET due_at = $2, missed_at = $2 WHERE id = $1", task["id"], ended)
    await note_missed(datetime.now(UTC))
    await work_until_quiet()


async def test_who_is_asked_by_name_is_pushed_and_who_was_before_reads_it(cast: Cast) -> None:
    (task, *_) = await planned(cast, daily())
    await give(cast, task, 1, person=str(named("wang")))
    assert await lines("task.assigned") == {(named("wang"), True)}
    await give(cast, task, 2, role="hq")
    assert (named("wang"), False) in await lines("task.taken_back")
    assert await lines("task.assigned") == {(named("wang"), True)}, "nobody is told of their own deed"
    (told,) = await fetch("SELECT params FROM notification WHERE kind = 'task.assigned'")
    assert told["params"]["store"]["en"] == "Riverside"
    assert told["params"]["checklist"]["zh"] == "门店巡检"


async def test_a_missed_task_is_read_by_who_was_asked_and_by_the_supervisor(cast: Cast) -> None:
    await miss((await planned(cast, self_check()))[0])
    assert {person for person, _ in await lines("task.missed")} >= {named("li"), named("zhao"), named("wang")}
    assert not any(push for _, push in await lines("task.missed"))


async def test_no_store_hears_of_a_surprise_that_is_given_away_or_missed(cast: Cast) -> None:
    await miss((await planned(cast, surprise()))[0])
    told = {person for person, _ in await lines("task.missed")}
    assert named("wang") in told
    assert told.isdisjoint({named("li"), named("zhao"), named("sun")})
    assert not await fetch("SELECT 1 FROM notification WHERE store IS NOT NULL"), "no chat group reads it"


async def expected_of(cast: Cast, login: str) -> list[dict[str, Any]]:
    today = (await (await cast.sign_in(login)).get("/api/today")).json()
    expected: list[dict[str, Any]] = today["expected"]
    return expected


async def test_a_store_reads_who_comes_this_week_and_others_do_not(cast: Cast) -> None:
    tasks = await planned(cast, daily(person=str(named("wang")), role=None))
    for login in ("li", "zhao"):
        seen = await expected_of(cast, login)
        assert 7 <= len(seen) <= 8
        assert seen[0]["task"] == str(tasks[0]["id"])
        assert {one["byName"] for one in seen} == {"Wang"}
        assert {one["storeName"]["en"] for one in seen} == {"Riverside"}
    assert {one["storeName"]["en"] for one in await expected_of(cast, "sun")} == {"Hilltop"}
    for login in ("wang", "chen", "ada", "song"):
        assert await expected_of(cast, login) == []


async def test_an_unannounced_visit_and_the_stores_own_are_not_expected(cast: Cast) -> None:
    await planned(cast, surprise())
    await planned(cast, daily(announced=False))
    await planned(cast, self_check())
    for login in ("li", "zhao", "sun"):
        assert await expected_of(cast, login) == []


async def test_a_visit_that_is_hidden_afterwards_disappears(cast: Cast) -> None:
    await publish_patrol()
    chen = await cast.chen()
    round = (await put_round(chen, daily()))["id"]
    assert await expected_of(cast, "li")
    await put_round(chen, daily(version=1, announced=False, alsoOpen=True), UUID(round))
    assert await expected_of(cast, "li") == []
