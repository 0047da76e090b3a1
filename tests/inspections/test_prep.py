"""What a supervisor reads before walking in."""

from typing import Any
from uuid import uuid4

import httpx

from backend.database import fetch
from tests.cast import RIVERSIDE, Cast, named
from tests.inspections.walk import CHECKLIST, clean, failing, inspection, publish_patrol, submit
from tests.issues.deeds import done
from tests.issues.test_loop import PUDDLE

SHEET = f"/api/stores/{RIVERSIDE}/visit"


async def walk_well(client: httpx.AsyncClient) -> None:
    """Walk Riverside with a score that asks for nothing but routine."""
    assert (await submit(client, inspection(await publish_patrol(), clean()))).status_code == 201
    await fetch("UPDATE inspection SET adjusted_e6 = 950000, verdict = 'pass'")


async def raise_overdue(client: httpx.AsyncClient, title: str, category: str) -> str:
    """Raise an issue in Riverside that is overdue by a day, and return its address."""
    url = f"/api/issues/{uuid4()}"
    reply = await client.put(url, json={**PUDDLE, "title": title, "category": category})
    assert reply.status_code == 201, reply.text
    await fetch("UPDATE issue SET due_at = now() - interval '1 day' WHERE id = $1::uuid", url[-36:])
    return url


async def sheet_of(cast: Cast, login: str = "wang") -> dict[str, Any]:
    """The prep sheet of Riverside as one of the cast reads it."""
    reply = await (await cast.sign_in(login)).get(SHEET)
    assert reply.status_code == 200, reply.text
    sheet: dict[str, Any] = reply.json()
    return sheet


async def test_a_store_nobody_walked_is_to_be_walked_today(cast: Cast) -> None:
    await publish_patrol()
    sheet = await sheet_of(cast)
    assert sheet["nextVisit"]["reason"] == "never"
    assert sheet["efforts"] == [{"checklist": str(CHECKLIST), "minutes": 5, "measured": False}]


async def test_what_failed_in_the_last_two_walks_stands_first(cast: Cast) -> None:
    version, wang = await publish_patrol(), await cast.wang()
    early = [answer for answer in failing() if answer["question"] != "exit_free"]
    early.append({"question": "exit_free", "option": "yes"})
    for answers in (early, early, failing(), [*clean()[:1], *failing()[2:]]):
        assert (await submit(wang, inspection(version, answers))).status_code == 201
    findings = (await sheet_of(cast))["repeatFindings"]
    found = {one["question"]: (one["times"], one["inARow"]) for one in findings}
    assert found == {"exit_free": (2, True), "fridge_temperature": (4, True), "shelf_faults": (3, False)}
    assert [one["question"] for one in findings] == [
        "fridge_temperature",
        "exit_free",
        "shelf_faults",
    ]


async def test_the_next_walk_is_advised_to_those_who_plan_it_alone(cast: Cast) -> None:
    await submit(await cast.wang(), inspection(await publish_patrol(), failing()))
    advised = (await sheet_of(cast))["nextVisit"]
    assert (advised["reason"], advised["days"], advised["shown"]) == ("failed", 0, "80.00")
    assert (await sheet_of(cast, "chen"))["nextVisit"] == advised
    for login in ("li", "zhao"):
        assert (await sheet_of(cast, login))["nextVisit"] is None


async def test_only_what_everybody_in_reach_may_see_brings_the_next_walk_forward(cast: Cast) -> None:
    wang = await cast.wang()
    await walk_well(wang)
    for title, category in (("店长克扣加班费", "complaint"), ("地面有积水", "hygiene")):
        await raise_overdue(wang, title, category)
        advised = (await sheet_of(cast))["nextVisit"]
        expected = ("routine", 0) if category == "complaint" else ("overdue_issues", 1)
        assert (advised["reason"], advised["issues"]) == expected, category


async def test_an_issue_that_was_acknowledged_is_overdue_like_any_other(cast: Cast) -> None:
    wang, li = await cast.wang(), await cast.li()
    await walk_well(wang)
    await done(li, await raise_overdue(wang, "地面有积水", "hygiene"), "acknowledgements")
    advised = (await sheet_of(cast))["nextVisit"]
    assert (advised["reason"], advised["issues"]) == ("overdue_issues", 1)


async def test_what_the_store_does_itself_is_no_walk_of_the_supervisor(cast: Cast) -> None:
    await submit(await cast.zhao(), inspection(await publish_patrol()))
    assert (await sheet_of(cast))["nextVisit"]["reason"] == "never"


async def test_three_walks_measure_how_long_one_takes(cast: Cast) -> None:
    version, wang = await publish_patrol(), await cast.wang()
    for _ in range(3):
        await submit(wang, inspection(version))
    (effort,) = (await sheet_of(cast))["efforts"]
    assert (effort["minutes"], effort["measured"]) == (37, True)
    assert await fetch("SELECT 1 FROM inspection WHERE person = $1", named("wang"))


async def test_questions_on_probation_are_marked_for_the_walker_and_for_the_store_itself(cast: Cast) -> None:
    version, wang = await publish_patrol(), await cast.wang()
    poor = [{"question": "floor_clean", "option": "poor"}, *clean()[1:]]
    assert (await submit(wang, inspection(version, poor))).status_code == 201
    await fetch("UPDATE issue SET status = 'closed', probation_left = 2")
    for login in ("wang", "li", "zhao"):
        sheet = await sheet_of(cast, login)
        assert sheet["watched"] == ["floor_clean"], login
        assert [one["title"]["en"] for one in sheet["onProbation"]] == ["The floor is clean"]
    for _ in range(2):
        assert (await submit(wang, inspection(version, clean()))).status_code == 201
    assert (await sheet_of(cast, "li"))["watched"] == []
