"""A round makes its tasks: each occurrence once per store, and what follows when the plan is changed."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.database import fetch, uuid7
from backend.inspections.rounds.giving import AHEAD, give_tasks
from backend.inspections.rounds.missed import note_missed
from backend.schedule import run_clock
from tests.cast import EAST, HILLTOP, LAKESIDE, NORTH, RIVERSIDE, Cast, named
from tests.inspections.walk import inspection, publish_patrol, submit
from tests.rounds.plans import daily, put_round, self_check, tasks_of, today


async def plan(cast: Cast, login: str = "chen", **changes: object) -> dict[str, Any]:
    """Publish the checklist and plan a round of East."""
    await publish_patrol()
    return await put_round(await cast.sign_in(login), daily(**changes))


async def test_a_round_makes_the_tasks_of_two_weeks_at_once(cast: Cast) -> None:
    planned = await plan(cast)
    tasks = await tasks_of(planned["id"])
    assert {task["store"] for task in tasks} == {RIVERSIDE, HILLTOP}
    days = sorted({task["due_on"].isoformat() for task in tasks})
    assert days[:2] == [today(), today(1)]
    assert len(tasks) == 2 * len(days)
    assert len(days) in (14, 15)
    assert {(task["role"], task["person"], task["kind"]) for task in tasks} == {
        ("supervisor", None, "routine")
    }


async def test_ten_clocks_at_once_make_every_task_once(cast: Cast) -> None:
    planned = await plan(cast)
    before = len(await tasks_of(planned["id"]))
    later = datetime.now(UTC) + timedelta(days=3)
    await asyncio.gather(*(give_tasks(later) for _ in range(10)))
    after = await tasks_of(planned["id"])
    assert len(after) == before + 2 * 3
    assert len({(task["store"], task["occurrence"]) for task in after}) == len(after)


async def test_a_crash_between_the_rounds_leaves_nothing_half_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = [await plan(cast), await plan(cast, name="第二个")]
    before = await fetch("SELECT count(*) AS tasks FROM task")
    later = datetime.now(UTC) + timedelta(days=2)
    from backend.inspections.rounds import giving

    write, written = giving.write_tasks, []

    async def dies_at_the_second(*args: Any, **more: Any) -> None:
        if written:
            raise RuntimeError("the process died")
        written.append(await write(*args, **more))

    with monkeypatch.context() as broken:
        broken.setattr(giving, "write_tasks", dies_at_the_second)
        assert "give_tasks" not in await run_clock(later)
    assert await fetch("SELECT count(*) AS tasks FROM task") == before
    assert "give_tasks" in await run_clock(later)
    for one in planned:
        tasks = await tasks_of(one["id"])
        assert len({(task["store"], task["occurrence"]) for task in tasks}) == len(tasks)
        assert max(task["opens_at"] for task in tasks) > later + AHEAD - timedelta(days=1)


async def test_a_server_that_slept_for_a_month_makes_what_it_slept_through(cast: Cast) -> None:
    planned = await plan(cast)
    later = datetime.now(UTC) + timedelta(days=30)
    await give_tasks(later)
    await note_missed(later)
    tasks = await tasks_of(planned["id"])
    days = {task["due_on"] for task in tasks if task["missed"]}
    assert max(days) - min(days) == timedelta(days=len(days) - 1)
    assert len(days) >= 28


async def test_a_store_that_joins_is_walked_and_one_that_leaves_is_not(cast: Cast) -> None:
    planned = await plan(cast)
    await fetch("UPDATE store SET region = $2 WHERE id = $1", LAKESIDE, EAST)
    await fetch("UPDATE store SET region = $2 WHERE id = $1", HILLTOP, NORTH)
    now = datetime.now(UTC)
    await give_tasks(now)
    running = await tasks_of(planned["id"], "AND withdrawn_at IS NULL")
    assert {task["store"] for task in running if task["opens_at"] > now} == {RIVERSIDE, LAKESIDE}
    await fetch("UPDATE store SET region = $2 WHERE id = $1", HILLTOP, EAST)
    await give_tasks(now + timedelta(minutes=1))
    running = await tasks_of(planned["id"], "AND withdrawn_at IS NULL")
    assert {task["store"] for task in running} == {RIVERSIDE, LAKESIDE, HILLTOP}


@pytest.mark.parametrize(("also_open", "kinds"), [(False, {"routine"}), (True, {"special"})])
async def test_a_change_counts_from_now_on_or_for_the_open_ones_too(
    cast: Cast, also_open: bool, kinds: set[str]
) -> None:
    planned = await plan(cast)
    change = daily(version=1, kind="special", alsoOpen=also_open)
    again = await put_round(await cast.chen(), change, UUID(planned["id"]))
    assert again["version"] == 2
    tasks = await tasks_of(planned["id"], "AND withdrawn_at IS NULL")
    now = datetime.now(UTC)
    assert {task["kind"] for task in tasks if task["opens_at"] <= now} == kinds
    assert {task["kind"] for task in tasks if task["opens_at"] > now} == {"special"}


async def test_days_that_fall_out_are_withdrawn_and_come_back_with_their_names(cast: Cast) -> None:
    planned, chen = await plan(cast), await cast.chen()
    id = UUID(planned["id"])
    before = {task["id"] for task in await tasks_of(id)}
    await put_round(chen, daily(version=1, rule="FREQ=DAILY;INTERVAL=5"), id)
    left = await tasks_of(id, "AND withdrawn_at IS NULL")
    assert 0 < len(left) < len(before) / 2
    await put_round(chen, daily(version=2), id)
    assert {task["id"] for task in await tasks_of(id, "AND withdrawn_at IS NULL")} == before


async def test_sent_again_it_changes_nothing_and_an_older_version_is_refused(cast: Cast) -> None:
    planned, chen = await plan(cast), await cast.chen()
    address = f"/api/rounds/{planned['id']}"
    assert (await chen.put(address, json=daily())).status_code == 200
    assert (await chen.get(address)).json()["version"] == 1
    assert (await chen.put(address, json=daily(version=1, name="新名字"))).json()["version"] == 2
    stale = await chen.put(address, json=daily(version=1, name="旧页面"))
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/out-of-date")
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'round.planned'")) == 2


async def test_ten_planners_at_once_make_one_round(cast: Cast) -> None:
    await publish_patrol()
    chen, id = await cast.chen(), uuid7()
    replies = await asyncio.gather(*(chen.put(f"/api/rounds/{id}", json=daily()) for _ in range(10)))
    assert sorted({reply.status_code for reply in replies}) == [200, 201]
    tasks = await tasks_of(id)
    assert len({(task["store"], task["occurrence"]) for task in tasks}) == len(tasks)


@pytest.mark.parametrize("also_open", [False, True])
async def test_an_ended_round_asks_for_nothing_more(cast: Cast, also_open: bool) -> None:
    planned, chen = await plan(cast), await cast.chen()
    address = f"/api/rounds/{planned['id']}/end"
    for _ in range(2):
        reply = await chen.put(address, json={"version": 1, "alsoOpen": also_open})
        assert (reply.status_code, reply.json()["endedAt"] is None) == (200, False)
    await give_tasks(datetime.now(UTC) + timedelta(days=2))
    left = await tasks_of(planned["id"], "AND withdrawn_at IS NULL")
    assert len(left) == (0 if also_open else 2)


async def test_what_nobody_came_for_is_counted_once(cast: Cast) -> None:
    planned = await plan(cast)
    later = datetime.now(UTC) + timedelta(days=2, hours=1)
    await asyncio.gather(note_missed(later), note_missed(later))
    missed = await tasks_of(planned["id"], "AND missed")
    events = await fetch("SELECT subject FROM event WHERE name = 'task.missed'")
    assert sorted(row["subject"] for row in events) == sorted(task["id"] for task in missed)
    assert len(missed) >= 2
    out = (await (await cast.chen()).get(f"/api/rounds/{planned['id']}")).json()
    assert out["missed"] == len(missed)


async def shift(hours: int) -> None:
    """Let the open tasks have been due and missed some hours ago."""
    await fetch(
        """
        UPDATE task SET due_at = now() - $1::interval, missed_at = now() - $1::interval + interval '1 hour'
        WHERE opens_at <= now()
        """,
        timedelta(hours=hours),
    )


async def test_a_late_visit_is_marked_and_stays_missed(cast: Cast) -> None:
    planned = await plan(cast)
    version = (await publish_patrol(), await shift(3), await note_missed(datetime.now(UTC)))[0]
    (task,) = [task for task in await tasks_of(planned["id"], "AND missed") if task["store"] == RIVERSIDE]
    reply = await submit(await cast.wang(), inspection(version, task=str(task["id"])))
    assert reply.status_code == 201
    (done,) = await tasks_of(planned["id"], "AND inspection IS NOT NULL")
    assert (done["late"], done["missed"]) == (True, True)


async def test_a_visit_made_in_time_that_arrives_late_was_not_missed(cast: Cast) -> None:
    planned = await plan(cast)
    version = (await publish_patrol(), await shift(3), await note_missed(datetime.now(UTC)))[0]
    (task,) = [task for task in await tasks_of(planned["id"], "AND missed") if task["store"] == RIVERSIDE]
    then = (datetime.now(UTC) - timedelta(hours=5)).isoformat()
    document = inspection(version, task=str(task["id"]), deviceAt=then, estimatedAt=then)
    assert (await submit(await cast.wang(), document)).status_code == 201
    (done,) = await tasks_of(planned["id"], "AND inspection IS NOT NULL")
    assert (done["late"], done["missed"]) == (False, False)


async def test_a_withdrawn_task_that_was_being_walked_is_still_taken_in(cast: Cast) -> None:
    planned, version = await plan(cast), await publish_patrol()
    chen = await cast.chen()
    await chen.put(f"/api/rounds/{planned['id']}/end", json={"version": 1, "alsoOpen": True})
    (task, *_) = [task for task in await tasks_of(planned["id"]) if task["store"] == RIVERSIDE]
    reply = await submit(await cast.wang(), inspection(version, task=str(task["id"])))
    assert reply.status_code == 201


async def test_whoever_of_the_store_submits_first_does_the_task_and_the_other_visit_is_kept(
    cast: Cast,
) -> None:
    version = await publish_patrol()
    planned = await put_round(await cast.chen(), self_check())
    for login in ("li", "zhao"):
        visits = (await (await cast.sign_in(login)).get("/api/today")).json()["visits"]
        assert [(visit["kind"], visit["role"]) for visit in visits] == [("self_check", "store")]
    (task,) = [visit["task"] for visit in visits]
    for login in ("zhao", "li"):
        reply = await submit(await cast.sign_in(login), inspection(version, task=task))
        assert reply.status_code == 201
    rows = await fetch(
        "SELECT inspection.person FROM task JOIN inspection ON inspection.id = task.inspection"
    )
    assert [row["person"] for row in rows] == [named("zhao")]
    assert len(await fetch("SELECT 1 FROM inspection")) == 2
    assert len(await tasks_of(planned["id"], "AND inspection IS NOT NULL")) == 1
    assert (await (await cast.sun()).get("/api/today")).json()["visits"][0]["store"]["code"] == "R002"


async def test_a_visit_that_names_no_task_does_the_one_that_waits(cast: Cast) -> None:
    planned, version = await plan(cast), await publish_patrol()
    await submit(await cast.li(), inspection(version))
    assert not await tasks_of(planned["id"], "AND inspection IS NOT NULL")
    await submit(await cast.wang(), inspection(version))
    (done,) = await tasks_of(planned["id"], "AND inspection IS NOT NULL")
    assert (done["store"], done["due_on"].isoformat()) == (RIVERSIDE, today())


async def test_a_preview_counts_what_is_then_made(cast: Cast) -> None:
    """ "2 stores, 2 tasks on Monday" is what comes of it, day by day and person by person."""
    await publish_patrol()
    chen, id = await cast.chen(), uuid7()
    plan = daily(startsOn=today(1), endsOn=today(9), times=["08:00", "16:00"], dueMinutes=60)
    told = (await chen.put(f"/api/rounds/{id}/preview", json=plan)).json()
    assert await tasks_of(id) == []
    await put_round(chen, plan, id)
    made = await tasks_of(id)
    days = {day["on"]: (day["stores"], day["tasks"]) for day in told["days"]}
    assert (told["stores"], told["tasks"]) == (len({task["store"] for task in made}), len(made)) == (2, 36)
    for day, (stores, tasks) in days.items():
        here = [task for task in made if task["occurrence"].date().isoformat() == day]
        assert (len({task["store"] for task in here}), len(here)) == (stores, tasks) == (2, 4)
    assert [(one["names"], one["tasks"]) for one in told["asked"]] == [(["Wang"], 36)]
