"""HQ names the owner of a category: found by name, told apart by posts, and only somebody who can come."""

from typing import Any

import httpx
import pytest

from backend.database import fetch
from tests.cast import EAST, NORTH, RIVERSIDE, Cast, named
from tests.inspections.walk import failing, inspection, publish_patrol, submit
from tests.issues.test_maintenance import hire, listed

OWNERS = "/api/issue-rules/owners"


async def found(hq: httpx.AsyncClient, search: str = "") -> dict[str, Any]:
    """Whom a search finds."""
    reply = await hq.get(OWNERS, params={"search": search})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


async def name_owner(hq: httpx.AsyncClient, key: str, **choice: Any) -> httpx.Response:
    """Have HQ say whose a category is."""
    held = (await hq.get("/api/issue-rules")).json()
    for rule in held["rules"]["categories"]:
        rule |= choice if rule["key"] == key else {}
    return await hq.put("/api/issue-rules", json={"basedOn": held["version"], "rules": held["rules"]})


async def test_people_are_found_by_a_part_of_their_name_and_told_apart_by_their_posts(cast: Cast) -> None:
    await hire("qiu")
    await hire("qiuping", NORTH)
    answer = await found(await cast.chen(), " QIU ")
    assert [(one["name"], [post["role"] for post in one["posts"]]) for one in answer["people"]] == [
        ("Qiu", ["maintenance"]), ("Qiuping", ["maintenance"]),
    ]  # fmt: skip
    assert [one["posts"][0]["region"] for one in answer["people"]] == [str(EAST), str(NORTH)]
    assert set(answer["people"][0]) == {"id", "name", "posts", "mayOwn"}, "no login, no phone number"
    assert (answer["more"], answer["named"]) == (False, [])
    for nothing in ("%", "_", "nobody"):
        assert (await found(await cast.chen(), nothing))["people"] == []


async def test_of_very_many_the_first_are_listed_and_said_to_be_only_the_first(cast: Cast) -> None:
    for number in range(30):
        await hire(f"tech{number:02}")
    answer = await found(await cast.ada())
    assert (len(answer["people"]), answer["more"]) == (30, True)
    assert len((await found(await cast.ada(), "tech"))["people"]) == 30
    assert (await found(await cast.ada(), "tech"))["more"] is False


@pytest.mark.parametrize("left", ["UPDATE person SET active = false", "DELETE FROM post"])
async def test_who_has_left_is_not_offered_and_refused_by_name_of_the_field(cast: Cast, left: str) -> None:
    chen = await cast.chen()
    await hire("qiu")
    assert (await name_owner(chen, "equipment", owner=str(named("qiu")))).status_code == 200
    assert [(one["name"], one["mayOwn"]) for one in (await found(chen))["named"]] == [("Qiu", True)]
    await fetch(f"{left} WHERE {'id' if 'person' in left else 'person'} = $1", named("qiu"))
    answer = await found(chen, "qiu")
    assert (answer["people"], [one["mayOwn"] for one in answer["named"]]) == ([], [False])
    held = (await chen.get("/api/issue-rules")).json()["rules"]["categories"]
    place = [one["key"] for one in held].index("equipment")
    reply = await name_owner(chen, "equipment", ownerRole="maintenance")
    (flaw,) = reply.json()["fields"]
    assert reply.status_code == 422
    assert (flaw["path"], flaw["code"]) == (f"rules.categories[{place}].owner", "nobody")
    assert (await name_owner(chen, "equipment", owner=None)).status_code == 200
    assert (await found(chen))["named"] == []


@pytest.mark.parametrize(
    ("asked", "owner", "owned_by"),
    [
        ("maintenance", "qiu", "qiu"),
        ("staff", "qiu", None),
        (None, "qiu", "qiu"),
        ("maintenance", "ma", None),
        ("store_manager", "li", "li"),
        ("store_manager", "wang", None),
    ],
)
async def test_a_question_that_asks_for_a_role_gets_the_owner_of_its_category_who_holds_it_there(
    cast: Cast, asked: str | None, owner: str, owned_by: str | None
) -> None:
    await hire("qiu")
    await hire("ma", NORTH)
    assert (await name_owner(await cast.chen(), "hygiene", owner=str(named(owner)))).status_code == 200
    version, wang = await publish_patrol(), await cast.wang()
    question = (
        "UPDATE checklist_version SET document = jsonb_set(document, $2, to_jsonb($3::text)) WHERE id = $1"
    )
    if asked:
        await fetch(question, version, ["sections", "0", "questions", "0", "raises", "ownerRole"], asked)
    answers = [{"question": "floor_clean", "option": "poor"}, *failing()[1:]]
    assert (await submit(wang, inspection(version, answers))).status_code == 201
    (row,) = await fetch("SELECT owner, owner_role FROM issue WHERE question = 'floor_clean'")
    assert (row["owner"], row["owner_role"]) == (owned_by and named(owned_by), asked)


async def test_a_technician_for_fridges_and_another_for_doors_need_no_role_for_each_trade(cast: Cast) -> None:
    chen, li = await cast.chen(), await cast.li()
    for login in ("qiu", "fan"):
        await hire(login)
    for key, login in (("equipment", "qiu"), ("safety", "fan")):
        choice = {"owner": str(named(login)), "ownerRole": "maintenance"}
        assert (await name_owner(chen, key, **choice)).status_code == 200
    raised = {}
    for number, key in enumerate(("equipment", "safety")):
        url = f"/api/issues/00000000-0000-7000-8000-00000000000{number}"
        body = {
            "deviceAt": "2026-11-22T10:00:00+08:00", "estimatedAt": "2026-11-22T10:00:01+08:00",
            "store": str(RIVERSIDE), "title": key, "severity": "medium", "category": key,
        }  # fmt: skip
        assert (await li.put(url, json=body)).status_code == 201
        raised[key] = url
    assert await listed(await cast.sign_in("qiu")) == {raised["equipment"]}
    assert await listed(await cast.sign_in("fan")) == {raised["safety"]}
