"""A fix that stays fixed: probation counts, what comes back is the same issue, many stores one problem."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, LAKESIDE, RIVERSIDE, Cast
from tests.inspections.walk import clean, inspection, publish_patrol, submit
from tests.issues.deeds import done
from tests.issues.test_loop import VERIFIED, fix

POOR = [{"question": "floor_clean", "option": "poor"}, *clean()[1:]]


@pytest.fixture
async def version(cast: Cast) -> UUID:
    """The small checklist, published."""
    return await publish_patrol()


async def walk(client: httpx.AsyncClient, version: UUID, answers: Any, store: UUID = RIVERSIDE) -> None:
    """Hand in one walk, with whatever follows from it."""
    reply = await submit(client, inspection(version, answers, store=str(store)))
    assert reply.status_code == 201, reply.text
    await work_until_quiet()


async def only_issue(client: httpx.AsyncClient) -> dict[str, Any]:
    """The one issue that there is."""
    (card,) = (await client.get("/api/issues")).json()["issues"]
    whole: dict[str, Any] = (await client.get(f"/api/issues/{card['id']}")).json()
    return whole


async def mended(cast: Cast, **verdict: Any) -> None:
    """Zhao fixes the one issue and Wang verifies."""
    wang = await cast.wang()
    issue = await only_issue(wang)
    made = await fix(await cast.zhao(), f"/api/issues/{issue['id']}", round=issue["round"])
    assert (await wang.put(f"{made}/verification", json=VERIFIED | verdict)).status_code == 201


async def test_a_verified_fix_is_on_probation_until_the_question_passed_often_enough(
    cast: Cast, version: UUID
) -> None:
    wang = await cast.wang()
    await walk(wang, version, POOR)
    await mended(cast)
    left = [(await only_issue(wang))["probationLeft"]]
    for _ in range(3):
        await walk(wang, version, clean())
        left.append((await only_issue(wang))["probationLeft"])
    assert left == [2, 1, 0, 0]
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'issue.settled'")) == 1


async def test_what_comes_back_on_probation_is_the_same_issue_with_a_new_deadline_and_counts(
    cast: Cast, version: UUID
) -> None:
    wang = await cast.wang()
    await walk(wang, version, POOR)
    first = await only_issue(wang)
    for times in (1, 2):
        await mended(cast)
        await walk(wang, version, POOR)
        again = await only_issue(wang)
        assert (again["id"], again["recurrence"], again["round"]) == (first["id"], times, times + 1)
        assert again["status"] == "open"
        assert again["dueAt"] > first["dueAt"]
        assert again["steps"][-1]["kind"] == "recurred"


async def test_what_fails_after_its_probation_is_a_new_issue(cast: Cast, version: UUID) -> None:
    wang = await cast.wang()
    await walk(wang, version, POOR)
    await mended(cast)
    for answers in (clean(), clean(), POOR):
        await walk(wang, version, answers)
    cards = (await wang.get("/api/issues")).json()["issues"]
    assert [(card["status"], card["recurrence"]) for card in cards] == [("open", 0), ("closed", 0)]


async def test_a_pass_of_another_question_or_in_another_store_counts_for_nothing(
    cast: Cast, version: UUID
) -> None:
    wang = await cast.wang()
    await walk(wang, version, POOR)
    await mended(cast)
    await walk(wang, version, clean(), HILLTOP)
    await walk(wang, version, [{"question": "floor_clean", "option": "na"}, *clean()[1:]])
    assert (await only_issue(wang))["probationLeft"] == 2


async def test_the_same_walk_sent_twice_recurs_once(cast: Cast, version: UUID) -> None:
    wang, id = await cast.wang(), uuid4()
    await walk(wang, version, POOR)
    await mended(cast)
    body = inspection(version, POOR)
    assert [(await submit(wang, body, id)).status_code for _ in range(2)] == [201, 200]
    await work_until_quiet()
    assert (await only_issue(wang))["recurrence"] == 1


async def fail_in(cast: Cast, version: UUID, *stores: UUID) -> None:
    """The floor is poor in each of these stores."""
    for store in stores:
        await walk(await (cast.song() if store == LAKESIDE else cast.wang()), version, POOR, store)


async def problems(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """The widespread problems as somebody reads them."""
    cards: list[dict[str, Any]] = (await client.get("/api/widespreads")).json()
    return cards


async def test_one_question_in_three_stores_is_one_problem_linked_to_all(cast: Cast, version: UUID) -> None:
    chen = await cast.chen()
    await fail_in(cast, version, RIVERSIDE, RIVERSIDE, HILLTOP)
    assert await problems(chen) == [], "two stores, however often, are no problem of the company"
    await fail_in(cast, version, LAKESIDE, HILLTOP)
    (one,) = await problems(chen)
    assert (one["question"], one["stores"], one["issues"]) == ("floor_clean", 3, 5)
    linked = (await chen.get(f"/api/widespreads/{one['id']}")).json()["issues"]
    assert {card["store"] for card in linked} == {str(RIVERSIDE), str(HILLTOP), str(LAKESIDE)}
    told = await fetch("SELECT 1 FROM notification WHERE kind = 'widespread.opened'")
    assert len(told) == 1, "HQ is told once, whatever joins later"
    (seen,) = await problems(await cast.song())
    assert (seen["stores"], seen["issues"]) == (1, 1), "a supervisor reads the numbers of the own region"


async def test_what_failed_before_the_window_is_not_counted(cast: Cast, version: UUID) -> None:
    await fail_in(cast, version, RIVERSIDE, HILLTOP)
    await fetch("UPDATE issue SET raised_at = raised_at - interval '15 days' WHERE store = $1", HILLTOP)
    await fail_in(cast, version, LAKESIDE)
    assert await problems(await cast.chen()) == []


async def test_a_problem_has_an_owner_closes_with_words_and_opens_anew(cast: Cast, version: UUID) -> None:
    chen = await cast.chen()
    await fail_in(cast, version, RIVERSIDE, HILLTOP, LAKESIDE)
    (one,) = await problems(chen)
    url = f"/api/widespreads/{one['id']}"
    me = (await chen.get("/api/me")).json()["id"]
    assert (await chen.put(url, json={"owner": me, "note": "", "closed": True})).status_code == 422
    closed = await chen.put(url, json={"owner": me, "note": "换了拖把供应商", "closed": True})
    assert (closed.status_code, closed.json()["problem"]["ownerName"]) == (200, "Chen")
    await fail_in(cast, version, RIVERSIDE)
    assert [bool(one["closedAt"]) for one in await problems(chen)] == [False, True]


async def test_a_severe_fix_is_asked_for_its_root_cause_and_the_answer_is_kept(
    cast: Cast, version: UUID
) -> None:
    wang = await cast.wang()
    await walk(wang, version, POOR)
    assert (await wang.get("/api/issue-rules")).json()["rules"]["causeFrom"] == "high"
    await mended(cast, rootCause="training")
    issue = await only_issue(wang)
    assert (issue["severity"], issue["rootCause"]) == ("high", "training")
    await done(wang, f"/api/issues/{issue['id']}", "comments", note="已培训")
    assert (await only_issue(wang))["rootCause"] == "training"
