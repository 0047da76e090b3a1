"""What now, for each of the cast."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.database import fetch, uuid7
from tests.cast import EAST, HILLTOP, LAKESIDE, NORTH, RIVERSIDE, Cast, named
from tests.inspections.walk import assign, failing, inspection, publish_patrol, submit


def this_day() -> date:
    """The day in Shanghai, also when a run goes on over midnight."""
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()


def days(number: int) -> str:
    """A date some days from today, on the calendar of the stores."""
    return (this_day() + timedelta(days=number)).isoformat()


async def today_of(cast: Cast, login: str) -> dict[str, Any]:
    """What one of the cast is told."""
    reply = await (await cast.sign_in(login)).get("/api/today")
    assert reply.status_code == 200, reply.text
    document: dict[str, Any] = reply.json()
    return document


async def test_nothing_to_do_is_an_empty_document(cast: Cast) -> None:
    for login in ("wang", "li", "zhao", "sun", "chen", "ada", "song"):
        today = await today_of(cast, login)
        assert date.fromisoformat(today.pop("on")) - this_day() <= timedelta(days=1)
        assert today == {"visits": [], "expected": [], "toReview": [], "toFix": [], "unread": 0}, login
    assert (await (await cast.nobody()).get("/api/today")).status_code == 401


async def test_a_visit_shows_what_is_needed_to_choose_it(cast: Cast) -> None:
    version, wang = await publish_patrol(), await cast.wang()
    await submit(wang, inspection(version, failing()))
    task = await assign("wang", RIVERSIDE, days(0))
    (visit,) = (await today_of(cast, "wang"))["visits"]
    assert visit.pop("store")["code"] == "R001"
    assert visit.pop("opensAt") < visit.pop("dueAt") < visit.pop("missedAt")
    assert visit == {
        "task": str(task),
        "checklist": str(named("checklist/patrol")),
        "checklistVersion": str(version),
        "checklistName": {"zh": "门店巡检", "en": "Store patrol"},
        "questions": 4,
        "kind": "routine",
        "role": None,
        "dueOn": days(0),
        "done": False,
        "lastShown": "80.00",
        "openIssues": 4,
        "claimedBy": None,
        "claimedAt": None,
    }


async def test_today_has_what_is_due_and_what_is_left_over(cast: Cast) -> None:
    version, wang = await publish_patrol(), await cast.wang()
    for store, due in ((RIVERSIDE, -5), (HILLTOP, -1), (RIVERSIDE, 0), (HILLTOP, 0), (RIVERSIDE, 1)):
        task = await assign("wang", store, days(due))
        if (store, due) in ((RIVERSIDE, -5), (HILLTOP, 0)):
            await submit(wang, inspection(version, store=str(store), task=str(task)))
    visits = (await today_of(cast, "wang"))["visits"]
    assert [(v["store"]["code"], v["dueOn"], v["done"]) for v in visits] == [
        ("R002", days(-1), False),
        ("R001", days(0), False),
        ("R002", days(0), True),
    ]


async def test_a_store_s_own_calendar_says_what_is_due(cast: Cast) -> None:
    await publish_patrol()
    now = datetime.now(UTC)
    zones = {zone: now.astimezone(ZoneInfo(zone)).date() for zone in ("Pacific/Kiritimati", "Etc/GMT+12")}
    for zone, local in zones.items():
        await fetch("DELETE FROM task")
        await fetch("UPDATE store SET time_zone = $1", zone)
        await assign("wang", RIVERSIDE, local.isoformat())
        await assign("wang", RIVERSIDE, (local + timedelta(days=1)).isoformat())
        today = await today_of(cast, "wang")
        assert [visit["dueOn"] for visit in today["visits"]] == [local.isoformat()], zone
        assert today["on"] == local.isoformat()


async def test_tasks_of_others_and_of_stores_that_moved_away_are_not_shown(cast: Cast) -> None:
    await publish_patrol()
    for login, store in (("wang", RIVERSIDE), ("song", LAKESIDE)):
        await assign(login, store, days(0))
    assert [v["store"]["code"] for v in (await today_of(cast, "song"))["visits"]] == ["N001"]
    await fetch("UPDATE store SET region = $2 WHERE id = $1", RIVERSIDE, NORTH)
    assert (await today_of(cast, "wang"))["visits"] == []
    await fetch("UPDATE store SET region = $2, closed = true WHERE id = $1", RIVERSIDE, EAST)
    assert (await today_of(cast, "wang"))["visits"] == []


@pytest.mark.parametrize(
    ("login", "to_review", "to_fix"),
    [
        ("wang", 1, 0),
        ("li", 0, 3),
        ("zhao", 0, 3),
        ("sun", 0, 0),
        ("song", 0, 0),
        ("chen", 0, 0),
        ("ada", 0, 0),
    ],
)
async def test_stores_fix_and_their_supervisor_reviews(
    cast: Cast, login: str, to_review: int, to_fix: int
) -> None:
    await submit(await cast.wang(), inspection(await publish_patrol(), failing()))
    await fetch("UPDATE issue SET status = 'fixed' WHERE question = 'exit_free'")
    today = await today_of(cast, login)
    assert (len(today["toReview"]), len(today["toFix"])) == (to_review, to_fix)


async def test_the_badge_counts_what_is_unread(cast: Cast) -> None:
    await fetch(
        """
        INSERT INTO notification (id, person, kind, params, link, urgent, bundle, created_at)
        VALUES ($1, $2, 'issue.raised', '{}', '/', false, 'x', now())
        """,
        uuid7(),
        named("zhao"),
    )
    assert [(await today_of(cast, login))["unread"] for login in ("zhao", "li")] == [1, 0]
