"""The ladder of a deadline: every rung exactly once, none while a dispute is open, all in working hours."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backend.database import fetch
from backend.schedule import run_clock
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast
from tests.issues.deeds import decide, done
from tests.issues.test_loop import VERIFIED, fix, raise_puddle

LADDER = ("issue.unacknowledged", "issue.due_soon", "issue.due", "issue.overdue")


async def rungs() -> list[tuple[str, Any]]:
    """What has been told of ladders so far."""
    rows = await fetch("SELECT name, payload FROM event WHERE name = ANY($1) ORDER BY seq", list(LADDER))
    return [(row["name"].removeprefix("issue."), row["payload"].get("rung")) for row in rows]


async def test_each_rung_is_told_once_however_often_the_clock_looks(cast: Cast) -> None:
    await raise_puddle(await cast.wang())  # high: 24 hours, to be acknowledged within 4
    now = datetime.now(UTC)
    for hours in (1, 5, 9, 19, 25, 30, 49, 60, 97, 193, 400):
        await run_clock(now + timedelta(hours=hours))
        await run_clock(now + timedelta(hours=hours, seconds=61))
    assert await rungs() == [
        ("unacknowledged", 1),
        ("unacknowledged", 2),
        ("due_soon", None),
        ("due", None),
        ("overdue", 1),
        ("overdue", 3),
        ("overdue", 7),
    ]


async def test_after_a_night_without_a_server_only_the_highest_rung_is_told(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await run_clock(datetime.now(UTC) + timedelta(days=5))
    assert await rungs() == [("unacknowledged", 2), ("overdue", 3)]
    await run_clock(datetime.now(UTC) + timedelta(days=5, hours=1))
    assert len(await rungs()) == 2


async def test_nothing_is_told_of_what_is_fixed_cancelled_or_being_disputed(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    await fix(li, await raise_puddle(wang))
    await done(wang, await raise_puddle(wang), "cancellations", reason="重复")
    await done(li, await raise_puddle(wang), "disputes", reason="不对")
    await run_clock(datetime.now(UTC) + timedelta(days=9))
    assert await rungs() == []


async def test_a_store_that_closed_for_good_is_left_in_peace(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    before = await fetch("SELECT count(*) FROM notification")
    await fetch("UPDATE store SET closed = true WHERE id = $1", RIVERSIDE)
    await run_clock(datetime.now(UTC) + timedelta(days=9))
    await work_until_quiet()
    assert ("overdue", 7) in await rungs()
    assert await fetch("SELECT count(*) FROM notification") == before


async def test_a_decided_dispute_goes_on_with_the_time_that_was_left(cast: Cast) -> None:
    wang, li, chen = await cast.wang(), await cast.li(), await cast.chen()
    url = await raise_puddle(wang)
    await done(li, url, "acknowledgements")
    await done(li, url, "disputes", reason="不对")
    await fetch(
        """
        UPDATE issue SET paused_at = paused_at - interval '2 days', due_at = due_at - interval '2 days',
            warn_at = warn_at - interval '2 days'
        """
    )
    await decide(chen, url, "disputes", "disputed", verdict="upheld", reason="对的")
    await run_clock(datetime.now(UTC) + timedelta(hours=17))
    assert await rungs() == []
    await run_clock(datetime.now(UTC) + timedelta(hours=19))
    assert await rungs() == [("due_soon", None)]


async def test_a_rejected_fix_keeps_its_deadline_and_a_reopened_issue_has_a_new_one(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    url = await raise_puddle(wang)
    await done(li, url, "acknowledgements")
    await run_clock(datetime.now(UTC) + timedelta(hours=25))
    fixed = await fix(li, url)
    await wang.put(f"{fixed}/verification", json=VERIFIED)
    before = (await wang.get(url)).json()["dueAt"]
    after = (await done(wang, url, "reopenings", reason="又漏了"))["dueAt"]
    assert after > before
    await run_clock(datetime.now(UTC) + timedelta(hours=26))
    assert [rung for rung, _ in await rungs()].count("due") == 2


async def test_a_deadline_runs_in_the_working_hours_of_the_store(cast: Cast) -> None:
    chen = await cast.chen()
    weekdays = [[{"opens": 540, "closes": 1020}]] * 7  # eight hours a day
    await chen.put(f"/api/stores/{RIVERSIDE}/hours", json={"week": weekdays})
    issue = (await chen.get(await raise_puddle(await cast.wang()))).json()
    given = datetime.fromisoformat(issue["dueAt"]) - datetime.fromisoformat(issue["raisedAt"])
    assert timedelta(days=2, hours=8) <= given <= timedelta(days=3)


async def test_a_rung_reached_while_the_store_is_closed_is_told_when_it_opens(cast: Cast) -> None:
    chen, now = await cast.chen(), datetime.now(UTC)
    there = now + timedelta(hours=8)
    minute = there.hour * 60 + there.minute
    opens = minute + 60 if minute < 1300 else 60  # an hour from now, or an hour after midnight
    week = [[{"opens": opens, "closes": opens + 60}]] * 7
    url = await raise_puddle(await cast.wang())
    await fetch(
        "UPDATE issue SET due_at = now() - interval '1 minute', look_at = now(), status = 'acknowledged'"
    )
    assert (await chen.put(f"/api/stores/{RIVERSIDE}/hours", json={"week": week})).status_code == 200
    await run_clock(now + timedelta(seconds=1))
    await work_until_quiet()
    rows = await fetch(
        "SELECT held_until FROM notification WHERE link = $1 AND kind = 'issue.due'",
        f"/issues/{url.rsplit('/', 1)[1]}",
    )
    assert rows
    for row in rows:
        held = row["held_until"] + timedelta(hours=8)
        assert held.hour * 60 + held.minute == opens
        assert timedelta(0) < row["held_until"] - now <= timedelta(days=1)


async def test_a_rung_reached_while_the_store_is_open_is_told_at_once(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await fetch(
        "UPDATE issue SET due_at = now() - interval '1 minute', look_at = now(), status = 'acknowledged'"
    )
    await run_clock(datetime.now(UTC) + timedelta(seconds=1))
    await work_until_quiet()
    rows = await fetch("SELECT held_until FROM notification WHERE kind = 'issue.due'")
    assert rows
    assert {row["held_until"] for row in rows} == {None}
