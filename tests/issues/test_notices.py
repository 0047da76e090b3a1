"""Who hears of an issue: the right people, once, and never about their own deed."""

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.issues.test_loop import REJECTED, VERIFIED, fix, raise_puddle


async def told() -> set[tuple[str, str]]:
    """Who has been told what."""
    await work_until_quiet()
    rows = await fetch("SELECT login, kind FROM notification JOIN person ON person.id = notification.person")
    return {(row["login"], row["kind"]) for row in rows}


async def test_an_issue_raised_by_hand_reaches_the_store_and_not_who_raised_it(cast: Cast) -> None:
    await raise_puddle(await cast.zhao())
    assert await told() == {("li", "issue.raised")}


async def test_a_fix_reaches_who_found_it_and_a_verdict_who_fixed_it(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    fix_url = await fix(zhao, url)
    assert await told() == {("li", "issue.raised"), ("zhao", "issue.raised"), ("wang", "issue.fixed")}
    await wang.put(f"{fix_url}/verification", json=REJECTED)
    assert {("zhao", "issue.rejected"), ("li", "issue.rejected")} <= await told()
    second = await fix(zhao, url, round=2)
    await wang.put(f"{second}/verification", json=VERIFIED)
    assert ("zhao", "issue.verified") in await told()
    assert ("wang", "issue.rejected") not in await told()


async def test_a_fix_of_what_the_store_found_itself_reaches_its_supervisor(cast: Cast) -> None:
    url = await raise_puddle(await cast.li())
    await fix(await cast.zhao(), url)
    assert ("wang", "issue.fixed") in await told()


async def test_an_issue_raised_by_hand_is_pushed_to_the_manager_alone(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    rows = await fetch(
        """
        SELECT login FROM event JOIN person ON person.id = (payload ->> 'to')::uuid
        WHERE event.name = 'notification.written'
        """
    )
    assert [row["login"] for row in rows] == ["li"]


async def test_nobody_elsewhere_hears_of_it(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    assert {login for login, _ in await told()} == {"li", "zhao"}


async def test_a_reaction_that_runs_again_tells_nobody_twice(cast: Cast) -> None:
    await raise_puddle(await cast.wang())
    await work_until_quiet()
    await fetch("UPDATE job SET done_at = NULL, lease_until = NULL, due_at = now()")
    await work_until_quiet()
    rows = await fetch("SELECT person, bundle, count(*) AS times FROM notification GROUP BY 1, 2")
    assert rows
    assert {row["times"] for row in rows} == {1}


async def test_the_inbox_of_zhao_opens_the_very_issue_and_a_stranger_reads_none_of_it(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    await work_until_quiet()
    inbox = (await (await cast.zhao()).get("/api/notifications")).json()
    assert inbox["unread"] == 1
    assert inbox["notifications"][0]["link"] == url.removeprefix("/api")
    assert (await (await cast.sun()).get("/api/notifications")).json()["notifications"] == []
    reading = f"/api/notifications/{inbox['notifications'][0]['id']}/reading"
    stamps = {"deviceAt": "2026-11-22T10:00:00+08:00", "estimatedAt": "2026-11-22T10:00:00+08:00"}
    assert (await (await cast.sun()).put(reading, json=stamps)).status_code == 404
    assert (await (await cast.zhao()).put(reading, json=stamps)).status_code in (200, 201)
