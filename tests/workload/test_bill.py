"""Whoever sends work to many stores sees what it costs them, to the minute that the stores' phones show."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.inspections.walk import publish_patrol
from tests.issues.test_loop import PUDDLE, STAMPS
from tests.rounds.plans import put_round, self_check, surprise, tasks_of, today


async def raise_many(client: httpx.AsyncClient, store: UUID, count: int, **more: Any) -> list[str]:
    """Raise issues of a store and return their ids."""
    ids = [str(uuid4()) for _ in range(count)]
    for id in ids:
        body = {**PUDDLE, "store": str(store), "estimatedAt": datetime.now(UTC).isoformat(), **more}
        assert (await client.put(f"/api/issues/{id}", json=body)).status_code == 201
    return ids


async def bill(client: httpx.AsyncClient, issues: list[str]) -> dict[str, Any]:
    """Ask for the bill of a nudge."""
    reply = await client.put("/api/bills/issues", json={"issues": issues})
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


async def test_a_nudge_says_stores_issues_minutes_and_who_has_too_much_already(cast: Cast) -> None:
    wang = await cast.wang()
    five = await raise_many(wang, RIVERSIDE, 5)
    two = await raise_many(wang, HILLTOP, 2)
    await fetch("UPDATE issue SET due_at = now()")
    found = await bill(wang, [*five, *two])
    assert (found["stores"], found["items"], found["minutes"]) == (2, 7, 105)
    assert (found["shiftMinutes"], found["overAlready"]) == (60, 1)
    assert [(one["id"], one["before"], one["after"]) for one in found["over"]] == [(str(RIVERSIDE), 75, 75)]


async def test_a_nudge_about_later_work_weighs_on_this_shift(cast: Cast) -> None:
    wang = await cast.wang()
    five = await raise_many(wang, RIVERSIDE, 5)
    await fetch("UPDATE issue SET due_at = now() + interval '9 days'")
    (over,) = (await bill(wang, five))["over"]
    assert (over["before"], over["after"]) == (0, 75)


async def test_the_bill_is_that_of_what_would_really_be_sent(cast: Cast) -> None:
    wang, song = await cast.wang(), await cast.song()
    ids = await raise_many(wang, RIVERSIDE, 2)
    hidden = await raise_many(wang, RIVERSIDE, 1, category="complaint")
    assert (await bill(song, ids))["items"] == 0  # out of reach
    assert (await bill(wang, [*ids, *hidden]))["items"] == 3
    nudge = await wang.put(f"/api/issues/nudges/{uuid4()}", json={**STAMPS, "issues": ids})
    assert nudge.status_code == 201
    assert (await bill(wang, [*ids, *hidden]))["items"] == 1  # who was nudged a moment ago is left alone
    assert await fetch("SELECT count(*) AS n FROM nudge") == [{"n": 1}]


async def test_a_round_of_self_checks_is_billed_to_each_store_before_it_is_planned(cast: Cast) -> None:
    await publish_patrol()
    wang, chen = await cast.wang(), await cast.chen()
    await raise_many(wang, RIVERSIDE, 4)
    await fetch("UPDATE issue SET due_at = now()")
    plan = self_check(times=["00:00"], dueMinutes=1439)
    reply = await chen.put(f"/api/bills/rounds/{uuid4()}", json=plan)
    assert reply.status_code == 200, reply.text
    found = reply.json()
    assert found["byStores"] is True
    assert (found["stores"], found["items"]) == (2, 2)
    assert found["minutes"] == 2 * 5  # three questions are reckoned at five minutes
    assert [(one["id"], one["before"], one["after"]) for one in found["over"]] == [(str(RIVERSIDE), 60, 65)]
    assert found["overAlready"] == 0
    assert await fetch("SELECT 1 FROM task WHERE role = 'store'") == []


async def test_changing_a_round_does_not_count_its_own_tasks_twice(cast: Cast) -> None:
    await publish_patrol()
    chen = await cast.chen()
    plan = self_check(dueMinutes=1439)
    round = await put_round(chen, plan)
    assert await tasks_of(round["id"])
    await set_budget(chen, 5)
    found = (await chen.put(f"/api/bills/rounds/{round['id']}", json={**plan, "version": 1})).json()
    assert found["over"] == []
    other = (await chen.put(f"/api/bills/rounds/{uuid4()}", json=plan)).json()
    assert [one["after"] for one in other["over"]] == [10, 10]


async def test_a_walk_by_supervisors_costs_the_stores_people_nothing(cast: Cast) -> None:
    await publish_patrol()
    await raise_many(await cast.wang(), RIVERSIDE, 9)
    await fetch("UPDATE issue SET due_at = now()")
    found = (await (await cast.chen()).put(f"/api/bills/rounds/{uuid4()}", json=surprise())).json()
    assert (found["byStores"], found["stores"], found["over"]) == (False, 2, [])


async def test_a_round_of_later_days_is_weighed_against_that_day(cast: Cast) -> None:
    await publish_patrol()
    await raise_many(await cast.wang(), RIVERSIDE, 9)
    await fetch("UPDATE issue SET due_at = now()")
    plan = self_check(startsOn=today(20))
    found = (await (await cast.chen()).put(f"/api/bills/rounds/{uuid4()}", json=plan)).json()
    assert (found["on"], found["over"]) == (today(20), [])


async def set_budget(client: httpx.AsyncClient, minutes: int) -> None:
    """Choose how much a shift can take."""
    held = (await client.get("/api/workload-rules")).json()
    body = {"basedOn": held["version"], "rules": {**held["rules"], "shiftMinutes": minutes}}
    assert (await client.put("/api/workload-rules", json=body)).status_code == 200


async def test_the_budget_is_the_companys_and_a_stale_choice_is_refused(cast: Cast) -> None:
    chen, ada = await cast.chen(), await cast.ada()
    held = (await chen.get("/api/workload-rules")).json()
    await set_budget(ada, 45)
    body = {"basedOn": held["version"], "rules": held["rules"]}
    reply = await chen.put("/api/workload-rules", json=body)
    assert (reply.status_code, reply.json()["type"]) == (409, "/problems/out-of-date")
    bad = {"basedOn": 1, "rules": {**held["rules"], "shiftMinutes": 0}}
    assert (await chen.put("/api/workload-rules", json=bad)).status_code == 400
