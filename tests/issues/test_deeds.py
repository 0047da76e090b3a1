"""Every deed besides fixing and verifying: who may, what it makes of the issue, and what it leaves behind."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.database import fetch
from tests.cast import Cast, named
from tests.issues.deeds import decide, do, done
from tests.issues.test_loop import PUDDLE, STAMPS, VERIFIED, fix, raise_puddle


async def test_the_store_acknowledges_with_an_explanation(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    issue = await done(await cast.li(), url, "acknowledgements", note="昨晚停电")
    assert issue["status"] == "acknowledged"
    assert [(step["kind"], step["words"], step["personName"]) for step in issue["steps"]] == [
        ("acknowledged", "昨晚停电", "Li")
    ]
    again = await done(await cast.zhao(), url, "acknowledgements")
    assert [step["tookEffect"] for step in again["steps"]] == [True, False]


async def test_a_dispute_stops_the_clock_and_somebody_other_than_the_finder_decides(cast: Cast) -> None:
    wang, li, chen = await cast.wang(), await cast.li(), await cast.chen()
    url = await raise_puddle(wang)
    before = (await li.get(url)).json()
    assert "dispute" in before["may"]
    issue = await done(li, url, "disputes", reason="这是清洁刚拖过的")
    assert (issue["status"], issue["paused"]) == ("disputed", True)
    assert "decide_dispute" not in (await wang.get(url)).json()["may"]
    assert "decide_dispute" in (await chen.get(url)).json()["may"]
    own = await decide(wang, url, "disputes", "disputed", verdict="upheld", reason="不对")
    assert own.status_code == 403
    await fetch("UPDATE issue SET paused_at = paused_at - interval '5 hours', due_at = due_at")
    reply = await decide(chen, url, "disputes", "disputed", verdict="upheld", reason="照片很清楚")
    upheld = reply.json()
    assert (upheld["status"], upheld["paused"]) == ("open", False)
    gained = datetime.fromisoformat(upheld["dueAt"]) - datetime.fromisoformat(before["dueAt"])
    assert abs(gained - timedelta(hours=5)) < timedelta(minutes=1)


async def test_an_amended_finding_has_another_severity_and_a_deadline_of_its_own(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    await done(await cast.li(), url, "disputes", reason="只有几滴")
    reply = await decide(
        await cast.chen(), url, "disputes", "disputed", verdict="amended", reason="确实很少", severity="low"
    )
    issue = reply.json()
    assert (issue["status"], issue["severity"]) == ("open", "low")
    left = datetime.fromisoformat(issue["dueAt"]) - datetime.now(UTC)
    assert timedelta(hours=167) < left < timedelta(hours=169)
    assert issue["steps"][-1]["details"] == {"severity": "low", "was": "high"}


async def test_who_decides_second_hears_that_somebody_has_decided(cast: Cast) -> None:
    wang, chen = await cast.wang(), await cast.chen()
    url = await raise_puddle(wang)
    await done(await cast.li(), url, "cannot-fixes", reason="没有拖把")
    refused = {"verdict": "refused", "reason": "隔壁有"}
    assert (await decide(wang, url, "cannot-fixes", "cannot_fix", **refused)).status_code == 201
    second = await decide(chen, url, "cannot-fixes", "cannot_fix", **refused)
    assert (second.status_code, second.json()["type"]) == (409, "/problems/out-of-date")


async def test_a_withdrawn_finding_is_over_and_counts_against_nobody_in_the_store(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    await done(await cast.zhao(), url, "disputes", reason="不是我们店")
    await decide(await cast.chen(), url, "disputes", "disputed", verdict="withdrawn", reason="看错了")
    issue = (await (await cast.zhao()).get(url)).json()
    assert (issue["status"], issue["overdue"], issue["may"]) == ("cancelled", False, ["comment"])


async def test_a_dispute_written_in_time_counts_however_late_it_arrives(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    in_time, late = await raise_puddle(wang), await raise_puddle(wang)
    await fetch("UPDATE issue SET reply_by = now() - interval '3 days'")
    four_days_ago = (datetime.now(UTC) - timedelta(days=4)).isoformat()
    stamps = {"deviceAt": four_days_ago, "estimatedAt": four_days_ago}
    assert (await done(li, in_time, "disputes", reason="停电", **stamps))["status"] == "disputed"
    now = datetime.now(UTC).isoformat()
    issue = await done(li, late, "disputes", reason="停电", deviceAt=now, estimatedAt=now)
    assert issue["status"] == "open"
    assert issue["steps"][-1]["tookEffect"] is False
    assert issue["steps"][-1]["details"] == {"late": "true"}


async def test_a_store_that_cannot_fix_it_hands_it_on_by_the_reviewer(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    url = await raise_puddle(wang)
    issue = await done(li, url, "cannot-fixes", reason="要换压缩机", proposedOwner=str(named("chen")))
    assert issue["status"] == "cannot_fix"
    granted = (
        await decide(wang, url, "cannot-fixes", "cannot_fix", verdict="granted", owner=str(named("chen")))
    ).json()
    assert (granted["status"], granted["ownerName"]) == ("open", "Chen")
    chen = await cast.chen()
    assert "fix" in (await chen.get(url)).json()["may"]
    fixed = await chen.put(f"{url}/fixes/{uuid4()}", json={**STAMPS, "round": 1, "note": "已换"})
    assert fixed.json()["status"] == "fixed"
    assert "verify" not in (await chen.get(url)).json()["may"]


async def test_a_refused_cannot_fix_goes_back_to_where_it_was(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    url = await raise_puddle(wang)
    await done(li, url, "acknowledgements")
    await done(li, url, "cannot-fixes", reason="没有拖把")
    reply = await decide(wang, url, "cannot-fixes", "cannot_fix", verdict="refused", reason="隔壁有")
    assert reply.json()["status"] == "acknowledged"


async def test_a_transfer_keeps_the_clock_and_asks_the_new_owner_to_acknowledge(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    url = await raise_puddle(wang)
    before = (await done(li, url, "acknowledgements"))["dueAt"]
    issue = await done(li, url, "transfers", owner=str(named("zhao")), reason="你来")
    assert (issue["status"], issue["ownerName"], issue["dueAt"]) == ("open", "Zhao", before)
    stranger = await do(wang, url, "transfers", owner=str(named("sun")))
    assert (stranger.status_code, stranger.json()["fields"][0]["path"]) == (422, "owner")


async def test_who_found_it_or_hq_takes_an_issue_back_and_a_reviewer_opens_it_again(cast: Cast) -> None:
    wang, li, chen = await cast.wang(), await cast.li(), await cast.chen()
    own, of_wang = await raise_puddle(li), await raise_puddle(wang)
    assert (await do(li, of_wang, "cancellations", reason="不要")).status_code == 403
    assert (await do(wang, own, "cancellations", reason="不要")).status_code == 403
    assert (await done(li, own, "cancellations", reason="写错了"))["status"] == "cancelled"
    assert (await done(chen, of_wang, "cancellations", reason="重复"))["status"] == "cancelled"
    assert (await do(chen, of_wang, "cancellations", reason="再来")).status_code == 409
    assert (await do(li, own, "reopenings", reason="还是要")).status_code == 403
    issue = await done(wang, own, "reopenings", reason="问题还在")
    assert (issue["status"], issue["round"]) == ("open", 2)


async def test_a_comment_changes_nothing_else_and_everybody_in_reach_may_make_one(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    for login in ("wang", "li", "zhao", "chen", "ada"):
        issue = await done(await cast.sign_in(login), url, "comments", note=f"我是{login}")
    assert (issue["status"], len(issue["steps"]), issue["version"]) == ("open", 5, 5)
    assert (await do(await cast.sun(), url, "comments", note="?")).status_code == 404


DEEDS: list[tuple[str, str, dict[str, Any]]] = [
    ("zhao", "acknowledgements", {"note": "知道了"}),
    ("zhao", "comments", {"note": "在修"}),
    ("zhao", "cannot-fixes", {"reason": "不会"}),
    ("zhao", "disputes", {"reason": "不对"}),
    ("wang", "transfers", {"ownerRole": "store_manager"}),
    ("wang", "cancellations", {"reason": "重复"}),
]


@pytest.mark.parametrize(("login", "nouns", "body"), DEEDS)
async def test_every_deed_sent_twice_is_one_and_with_other_content_409(
    cast: Cast, login: str, nouns: str, body: dict[str, Any]
) -> None:
    client = await cast.sign_in(login)
    url = await raise_puddle(await cast.wang())
    deed = f"{url}/{nouns}/{uuid4()}"
    first = await client.put(deed, json={**STAMPS, **body})
    again = await client.put(deed, json={**STAMPS, **body})
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json() == again.json()
    other = await client.put(deed, json={**STAMPS, **body, "basedOn": 7})
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-sent")
    same_id = f"{url}/comments/{deed[-36:]}"
    assert (await (await cast.chen()).put(same_id, json={**STAMPS, "note": "?"})).status_code == 404
    assert len(await fetch("SELECT 1 FROM issue_step")) == 1


@pytest.mark.parametrize(
    ("nouns", "body", "path"),
    [
        ("comments", {"note": " "}, "note"),
        ("cannot-fixes", {"reason": ""}, "reason"),
        ("disputes", {"reason": " "}, "reason"),
        ("disputes", {}, "reason"),
        ("cannot-fixes", {"reason": "x", "proposedOwner": str(named("sun"))}, "proposedOwner"),
        ("acknowledgements", {"basedOn": -1}, "basedOn"),
        ("acknowledgements", {"colour": "red"}, "colour"),
    ],
)
async def test_a_deed_that_lacks_something_names_it_and_leaves_nothing(
    cast: Cast, nouns: str, body: dict[str, Any], path: str
) -> None:
    url = await raise_puddle(await cast.wang())
    reply = await do(await cast.zhao(), url, nouns, **body)
    assert reply.status_code in (400, 422)
    assert reply.json()["fields"][0]["path"] == path
    assert await fetch("SELECT 1 FROM issue_step") == []


async def test_what_the_store_did_offline_is_kept_after_the_issue_is_closed(cast: Cast) -> None:
    wang, li, zhao = await cast.wang(), await cast.li(), await cast.zhao()
    url = await raise_puddle(wang)
    await wang.put(f"{await fix(zhao, url)}/verification", json=VERIFIED)
    for nouns, body in (
        ("acknowledgements", {}),
        ("disputes", {"reason": "晚了三天"}),
        ("cannot-fixes", {"reason": "离线时写的"}),
        ("comments", {"note": "收到"}),
    ):
        issue = await done(li, url, nouns, basedOn=0, **body)
        assert issue["status"] == "closed"
    assert [step["tookEffect"] for step in issue["steps"]] == [True, True, False, False, False, True]


async def test_a_deed_done_after_reach_was_lost_is_not_taken(cast: Cast) -> None:
    url = await raise_puddle(await cast.wang())
    zhao = await cast.zhao()
    await fetch("DELETE FROM post WHERE person = $1", named("zhao"))
    afterwards = {name: datetime.now(UTC).isoformat() for name in STAMPS}
    assert (await do(zhao, url, "acknowledgements", **afterwards)).status_code == 404
    assert await fetch("SELECT 1 FROM issue_step") == []


async def test_a_root_cause_given_at_verification_is_kept(cast: Cast) -> None:
    wang, zhao = await cast.wang(), await cast.zhao()
    url = await raise_puddle(wang)
    verdict = {**VERIFIED, "rootCause": "training"}
    assert (await wang.put(f"{await fix(zhao, url)}/verification", json=verdict)).json()[
        "rootCause"
    ] == "training"


async def test_a_nudge_bundles_per_store_and_leaves_alone_what_was_nudged_a_moment_ago(cast: Cast) -> None:
    wang = await cast.wang()
    issues = [(await raise_puddle(wang)).rsplit("/", 1)[1] for _ in range(3)]
    hilltop = str(uuid4())
    await wang.put(f"/api/issues/{hilltop}", json={**PUDDLE, "store": str(named("hilltop"))})
    nudge = {**STAMPS, "issues": [*issues, hilltop]}
    url = f"/api/issues/nudges/{uuid4()}"
    first = await wang.put(url, json=nudge)
    assert (first.status_code, first.json()) == (201, {"nudged": 4, "stores": 2, "leftAlone": 0})
    assert (await wang.put(url, json=nudge)).json() == first.json()
    events = await fetch("SELECT store, payload FROM event WHERE name = 'issue.nudged'")
    assert sorted(len(event["payload"]["issues"]) for event in events) == [1, 3]
    again = await wang.put(f"/api/issues/nudges/{uuid4()}", json=nudge)
    assert again.json() == {"nudged": 0, "stores": 0, "leftAlone": 4}
    assert (await (await cast.li()).put(f"/api/issues/nudges/{uuid4()}", json=nudge)).status_code == 403
    assert (await (await cast.song()).put(f"/api/issues/nudges/{uuid4()}", json=nudge)).json()["nudged"] == 0
