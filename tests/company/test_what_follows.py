"""What is changed about stores and regions holds everywhere at once, and nothing that people did is lost."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.database import fetch
from backend.events.live import follow
from backend.people.hearing import hearing_of
from backend.people.shared.routes import COOKIE
from backend.people.sign_in import person_of
from backend.worker import work_until_quiet
from tests.cast import EAST, NORTH, RIVERSIDE, Cast, named
from tests.company.places import change_region, change_store, put_region, put_store, region_of, store_of
from tests.inspections.walk import inspection, publish_patrol
from tests.issues.test_loop import MOPPED, PUDDLE, raise_puddle
from tests.ordering.shop import stock_the_shop
from tests.rounds.plans import daily, put_round, tasks_of
from tests.test_live import hear


async def codes(client: httpx.AsyncClient) -> list[str]:
    """The stores that somebody reaches."""
    listed = [one["code"] for one in (await client.get("/api/stores")).json()]
    assert [one["code"] for one in (await client.get("/api/me")).json()["stores"]] == listed
    return listed


async def walk(client: httpx.AsyncClient, store: UUID, begun: timedelta = timedelta()) -> httpx.Response:
    """Hand a visit in that began so long ago."""
    body: dict[str, Any] = inspection(await publish_patrol(), store=str(store))
    body["checkIn"]["estimatedAt"] = (datetime.now(UTC) + begun).isoformat()
    return await client.put(f"/api/inspections/{uuid4()}", json=body)


async def test_a_new_store_is_walked_ordered_for_and_planned_at_once(cast: Cast) -> None:
    ada, wang, id = await cast.ada(), await cast.wang(), uuid4()
    await stock_the_shop()
    await publish_patrol()
    planned = await put_round(wang, daily())
    assert (await put_store(ada, store_of(), id)).status_code == 200
    await work_until_quiet()
    assert await codes(wang) == ["R001", "R002", "S001"]
    assert await codes(await cast.song()) == ["N001"]
    assert {task["store"] for task in await tasks_of(planned["id"])} >= {id}
    assert (await wang.get(f"/api/stores/{id}/visit")).status_code == 200
    assert (await walk(wang, id)).status_code == 201
    await fetch("UPDATE post SET store = $1 WHERE person = $2", id, named("zhao"))
    sheets = await (await cast.zhao()).get(f"/api/stores/{id}/order-sheets")
    assert sheets.status_code == 200
    assert sheets.json()


async def test_a_store_that_moves_changes_hands_at_once_and_keeps_what_was_begun_before(cast: Cast) -> None:
    ada, wang, song = await cast.ada(), await cast.wang(), await cast.song()
    assert (await change_store(ada, RIVERSIDE, region=str(NORTH))).status_code == 200
    assert (await codes(wang), await codes(song)) == (["R002"], ["N001", "R001"])
    begun = await walk(wang, RIVERSIDE, timedelta(hours=-2))
    assert (begun.status_code, [mark["kind"] for mark in begun.json()["marks"]]) == (201, ["after_move"])
    assert (await walk(wang, RIVERSIDE, timedelta(minutes=5))).status_code == 404
    assert (await walk(song, RIVERSIDE)).status_code == 201


async def test_a_region_that_moves_takes_its_stores_along(cast: Cast) -> None:
    ada, below = await cast.ada(), uuid4()
    await put_region(ada, region_of(parent=EAST), below)
    await change_store(ada, RIVERSIDE, region=str(below))
    assert "R001" in await codes(await cast.wang())
    assert (await change_region(ada, below, parent=str(NORTH))).status_code == 200
    assert (await codes(await cast.wang()), await codes(await cast.song())) == (["R002"], ["N001", "R001"])


async def test_a_closed_store_leaves_every_list_and_gives_its_tasks_back_until_it_reopens(cast: Cast) -> None:
    ada, wang = await cast.ada(), await cast.wang()
    await publish_patrol()
    planned = (await put_round(wang, daily()))["id"]
    await work_until_quiet()

    async def waiting() -> set[UUID]:
        return {
            task["store"] for task in await tasks_of(planned, "AND withdrawn_at IS NULL AND opens_at > now()")
        }

    assert RIVERSIDE in await waiting()
    await change_store(ada, RIVERSIDE, closed=True)
    await work_until_quiet()
    assert (await codes(wang), await codes(await cast.zhao())) == (["R002"], [])
    assert RIVERSIDE not in await waiting()
    assert str(RIVERSIDE) not in (await wang.get("/api/today")).text
    await change_store(ada, RIVERSIDE, closed=False)
    await work_until_quiet()
    assert await codes(wang) == ["R001", "R002"]
    assert RIVERSIDE in await waiting()


async def test_what_was_done_offline_before_a_store_closed_is_taken_in(cast: Cast) -> None:
    ada, wang, sun = await cast.ada(), await cast.wang(), await cast.sun()
    puddle = await raise_puddle(wang)
    await change_store(ada, RIVERSIDE, closed=True)
    before = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    late = await walk(wang, RIVERSIDE, timedelta(hours=-1))
    assert (late.status_code, late.json()["marks"]) == (201, [])
    raised = await wang.put(f"/api/issues/{uuid4()}", json={**PUDDLE, "estimatedAt": before})
    assert raised.status_code == 201, raised.text
    assert (await (await cast.zhao()).put(f"{puddle}/fixes/{uuid4()}", json=MOPPED)).status_code == 201
    assert (await walk(wang, RIVERSIDE, timedelta(minutes=5))).status_code == 404
    assert (await walk(wang, RIVERSIDE, timedelta(days=-31))).status_code == 404
    assert (await walk(sun, RIVERSIDE, timedelta(hours=-1))).status_code == 404
    after = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    assert (
        await wang.put(f"/api/issues/{uuid4()}", json={**PUDDLE, "estimatedAt": after})
    ).status_code == 404


async def test_what_is_unfinished_is_counted_before_a_store_is_closed(cast: Cast) -> None:
    ada, wang = await cast.ada(), await cast.wang()
    await publish_patrol()
    await put_round(wang, daily())
    await raise_puddle(wang)
    url = f"/api/stores/{RIVERSIDE}/unfinished"
    counted = (await ada.get(url)).json()
    assert counted["tasks"] > 1
    assert {**counted, "tasks": 1} == {"issues": 1, "tasks": 1, "orders": 0, "transfers": 0, "people": 2}
    await change_store(ada, RIVERSIDE, closed=True)
    await work_until_quiet()
    assert (await ada.get(url)).json()["issues"] == 1
    assert (await ada.get(f"/api/stores/{named('nowhere')}/unfinished")).status_code == 404


@pytest.mark.parametrize(
    ("login", "then"), [("wang", ["region.changed"]), ("song", ["store.changed", "region.changed"])]
)
async def test_who_gains_and_who_loses_a_store_hears_of_it_and_then_of_what_is_theirs(
    cast: Cast, login: str, then: list[str]
) -> None:
    ada, client = await cast.ada(), await cast.sign_in(login)
    person = await person_of(client.cookies.get(COOKIE))
    feed = follow(await hearing_of(person), None, partial(hearing_of, person))
    await anext(feed)
    await change_store(ada, RIVERSIDE, region=str(NORTH))
    await work_until_quiet()
    assert await hear(feed, 1) == ["store.changed"]
    await change_store(ada, RIVERSIDE, attributes={"fridges": 1})
    await change_region(ada, EAST, name={"zh": "东部", "en": "The East"})
    await work_until_quiet()
    assert await hear(feed, len(then)) == then
