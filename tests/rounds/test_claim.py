"""A task for several people: who starts first has it, both may do it, and one of the two counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from backend.database import fetch, uuid7
from tests.cast import RIVERSIDE, Cast
from tests.inspections.walk import inspection, publish_patrol, submit
from tests.riverside import stamps
from tests.rounds.plans import daily, put_round, self_check, surprise, tasks_of


async def task_for(cast: Cast, plan: dict[str, Any]) -> dict[str, Any]:
    """The task of Riverside that opened today."""
    await publish_patrol()
    planned = await put_round(await cast.chen(), plan)
    return (await tasks_of(planned["id"], f"AND store = '{RIVERSIDE}'"))[0]


async def claim(
    client: httpx.AsyncClient, task: dict[str, Any], ago: int = 0, id: object = None
) -> httpx.Response:
    """Begin a task some minutes ago, by the clocks of the phone."""
    at = (datetime.now(UTC) - timedelta(minutes=ago)).isoformat()
    body = {"deviceAt": at, "estimatedAt": at}
    return await client.put(f"/api/tasks/{task['id']}/claims/{id or uuid7()}", json=body)


async def visit_of(client: httpx.AsyncClient) -> dict[str, Any]:
    (visit,) = (await client.get("/api/today")).json()["visits"]
    assert isinstance(visit, dict)
    return visit


async def test_the_others_see_who_began_and_one_oneself_does_not(cast: Cast) -> None:
    li, zhao = await cast.li(), await cast.zhao()
    task = await task_for(cast, self_check())
    assert (await visit_of(zhao))["claimedBy"] is None
    reply = await claim(li, task)
    assert (reply.status_code, reply.json()["isFirst"], reply.json()["done"]) == (201, True, False)
    assert (await visit_of(zhao))["claimedBy"] == "Li"
    assert (await visit_of(li))["claimedBy"] is None


async def test_who_started_first_has_it_however_late_the_phone_says_so(cast: Cast) -> None:
    li, zhao = await cast.li(), await cast.zhao()
    task = await task_for(cast, self_check())
    assert (await claim(li, task, ago=5)).json()["isFirst"]
    offline = (await claim(zhao, task, ago=12)).json()
    assert (offline["isFirst"], offline["first"]) == (True, "Zhao")
    assert not (await claim(li, task, ago=4)).json()["isFirst"]


async def test_a_claim_sent_twice_is_one_and_another_under_its_id_is_refused(cast: Cast) -> None:
    li, zhao, id = await cast.li(), await cast.zhao(), uuid7()
    task = await task_for(cast, self_check())
    at = datetime.now(UTC).isoformat()
    address, body = f"/api/tasks/{task['id']}/claims/{id}", {"deviceAt": at, "estimatedAt": at}
    assert [(await li.put(address, json=body)).status_code for _ in range(2)] == [201, 200]
    assert (await zhao.put(address, json=body)).status_code == 409
    assert len(await fetch("SELECT 1 FROM task_claim")) == 1


async def test_both_inspections_are_kept_one_counts_and_the_other_says_so(cast: Cast) -> None:
    li, zhao = await cast.li(), await cast.zhao()
    task = await task_for(cast, self_check())
    version = await publish_patrol()
    for client in (li, zhao):
        await claim(client, task)
    first, second = uuid7(), uuid7()
    one = await submit(li, inspection(version, task=str(task["id"])), first)
    other = await submit(zhao, inspection(version, task=str(task["id"])), second)
    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["marks"] == []
    (mark,) = other.json()["marks"]
    assert (mark["kind"], mark["byName"]) == ("task_was_done", "Li")
    assert (await fetch("SELECT inspection FROM task WHERE id = $1", task["id"]))[0]["inspection"] == first
    assert len((await li.get("/api/inspections")).json()["inspections"]) == 2
    assert (await claim(zhao, task)).json()["done"]
    again = await submit(zhao, inspection(version, task=str(task["id"])), first)
    assert again.status_code == 409


async def test_what_was_begun_yesterday_keeps_nobody_away(cast: Cast) -> None:
    li, zhao = await cast.li(), await cast.zhao()
    task = await task_for(cast, self_check())
    await claim(li, task, ago=21 * 60)
    assert (await visit_of(zhao))["claimedBy"] is None


async def test_a_task_handed_to_somebody_else_may_still_be_begun_by_a_phone_that_did_not_know(
    cast: Cast,
) -> None:
    wang, chen = await cast.wang(), await cast.chen()
    task = await task_for(cast, daily())
    body = {"version": 1, "person": None, "role": "hq"}
    assert (await chen.put(f"/api/tasks/{task['id']}/assignment", json=body)).status_code == 200
    assert (await claim(wang, task)).status_code == 201


async def test_a_surprise_is_there_for_no_store(cast: Cast) -> None:
    task = await task_for(cast, surprise())
    for login in ("li", "zhao", "sun"):
        assert (await claim(await cast.sign_in(login), task)).status_code == 404
    assert (await claim(await cast.wang(), task)).status_code == 201
    assert (await claim(await cast.wang(), {"id": uuid7()})).status_code == 404


async def test_who_drops_the_visit_keeps_nobody_away(cast: Cast) -> None:
    li, zhao, id = await cast.li(), await cast.zhao(), uuid7()
    task = await task_for(cast, self_check())
    await claim(li, task, ago=5, id=id)
    assert (await visit_of(zhao))["claimedBy"] == "Li"
    address, body = f"/api/tasks/{task['id']}/claims/{id}/giving-up", stamps()
    assert (await zhao.put(address, json=body)).status_code == 404
    assert [(await li.put(address, json=body)).status_code for _ in range(2)] == [200, 200]
    assert (await visit_of(zhao))["claimedBy"] is None
    assert (await claim(zhao, task)).json()["isFirst"]
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'task.given_up'")) == 1
