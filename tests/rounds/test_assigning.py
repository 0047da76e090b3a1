"""Two planners at one task: the later one on an old page is told, and nothing is overwritten silently."""

import asyncio
from typing import Any

from tests.cast import RIVERSIDE, Cast, named
from tests.inspections.walk import inspection, publish_patrol, submit
from tests.rounds.plans import daily, put_round, tasks_of


async def planned(cast: Cast) -> dict[str, Any]:
    """A task of Riverside that any supervisor may do."""
    await publish_patrol()
    round = (await put_round(await cast.chen(), daily()))["id"]
    return (await tasks_of(round, f"AND store = '{RIVERSIDE}'"))[0]


def asked(version: int, login: str | None = None, role: str | None = None) -> dict[str, Any]:
    return {"version": version, "person": str(named(login)) if login else None, "role": role}


async def test_an_assignment_from_an_old_page_is_out_of_date(cast: Cast) -> None:
    task = await planned(cast)
    address = f"/api/tasks/{task['id']}/assignment"
    chen, wang = await cast.chen(), await cast.wang()
    first = await chen.put(address, json=asked(1, "wang"))
    assert (first.status_code, first.json()["version"]) == (200, 2)
    stale = await wang.put(address, json=asked(1, role="hq"))
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/out-of-date")
    assert (await chen.get(f"/api/tasks/{task['id']}")).json()["personName"] == "Wang"
    assert (await wang.put(address, json=asked(1, "wang"))).json()["version"] == 2, "the same changes nothing"


async def test_of_two_at_once_one_is_told(cast: Cast) -> None:
    task = await planned(cast)
    address = f"/api/tasks/{task['id']}/assignment"
    chen, wang = await cast.chen(), await cast.wang()
    replies = await asyncio.gather(
        chen.put(address, json=asked(1, "wang")), wang.put(address, json=asked(1, role="hq"))
    )
    assert sorted(reply.status_code for reply in replies) == [200, 409]


async def test_what_is_done_is_given_to_nobody(cast: Cast) -> None:
    task = await planned(cast)
    reply = await submit(await cast.wang(), inspection(await publish_patrol(), task=str(task["id"])))
    assert reply.status_code == 201
    given = await (await cast.chen()).put(f"/api/tasks/{task['id']}/assignment", json=asked(1, "wang"))
    assert given.status_code == 409
