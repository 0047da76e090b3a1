"""The region tree has one root and no circles; nobody overwrites another, and nothing is lost."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from tests.cast import COMPANY, EAST, NORTH, Cast, named
from tests.company.places import change_region, put_region, region_of, told


async def events(subject: UUID) -> list[tuple[str, UUID]]:
    rows = await fetch("SELECT name, person FROM event WHERE subject = $1 ORDER BY seq", subject)
    return [(row["name"], row["person"]) for row in rows]


async def test_a_region_is_added_renamed_moved_and_removed_and_each_deed_has_its_author(cast: Cast) -> None:
    ada, id = await cast.ada(), uuid4()
    added = await put_region(ada, region_of(), id)
    assert added.status_code == 200, added.text
    assert (await change_region(ada, id, name={"zh": "岭南", "en": "Lingnan"})).json()["name"][
        "en"
    ] == "Lingnan"
    assert (await change_region(ada, id, parent=str(EAST))).json()["parent"] == str(EAST)
    assert [(await ada.delete(f"/api/regions/{id}")).status_code for _ in range(2)] == [204, 204]
    assert await events(id) == [
        (name, named("ada"))
        for name in ("region.added", "region.changed", "region.changed", "region.removed")
    ]


async def test_sent_twice_it_is_kept_once_and_other_content_under_its_id_is_refused(cast: Cast) -> None:
    ada, id = await cast.ada(), uuid4()
    answers = await asyncio.gather(*(put_region(ada, region_of(), id) for _ in range(6)))
    assert {(reply.status_code, reply.text) for reply in answers} == {(200, answers[0].text)}
    assert (await put_region(ada, region_of("other"), id)).status_code == 409
    assert await events(id) == [("region.added", named("ada"))]


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    ada = await cast.ada()
    held = next(one for one in (await ada.get("/api/regions")).json() if one["id"] == str(EAST))
    assert (await change_region(ada, EAST, code="orient")).status_code == 200
    stale = await put_region(ada, region_of("sunrise"), EAST, held["version"])
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/out-of-date")
    assert (await change_region(ada, EAST, code="orient")).json()["code"] == "orient"


async def test_a_name_in_one_language_stands_for_both(cast: Cast) -> None:
    reply = await put_region(await cast.ada(), region_of(name={"zh": " 华南 ", "en": ""}))
    assert reply.json()["name"] == {"zh": "华南", "en": "华南"}


@pytest.mark.parametrize(
    ("region", "field"),
    [
        (region_of(name={"zh": " ", "en": ""}), ("region.name", "required")),
        (region_of(name={"zh": "长" * 81, "en": "long"}), ("region.name", "too_long")),
        (region_of("EAST"), ("region.code", "taken")),
        (region_of("a b"), ("region.code", "code_shape")),
        (region_of("tab\there"), ("region.code", "code_shape")),
        (region_of(parent=named("nowhere")), ("region.parent", "unknown")),
        (region_of(parent=None), ("region.parent", "one_root")),
    ],
)
async def test_what_breaks_a_rule_is_named(cast: Cast, region: Any, field: tuple[str, str]) -> None:
    assert told(await put_region(await cast.ada(), region)) == (422, [field])


async def test_a_region_never_lies_in_itself(cast: Cast) -> None:
    ada, below = await cast.ada(), uuid4()
    assert (await put_region(ada, region_of(parent=EAST), below)).status_code == 200
    for region, parent in ((EAST, EAST), (EAST, below), (COMPANY, NORTH)):
        moved = await change_region(ada, region, parent=str(parent))
        assert told(moved) == (422, [("region.parent", "circle")])
    assert told(await change_region(ada, EAST, parent=None)) == (422, [("region.parent", "one_root")])


async def test_two_who_move_regions_into_each_other_at_once_make_no_circle(cast: Cast) -> None:
    ada = await cast.ada()
    moves = (change_region(ada, EAST, parent=str(NORTH)), change_region(ada, NORTH, parent=str(EAST)))
    assert sorted(reply.status_code for reply in await asyncio.gather(*moves)) == [200, 422]


async def test_two_who_take_one_code_at_once_are_told_apart(cast: Cast) -> None:
    ada = await cast.ada()
    answers = await asyncio.gather(*(put_region(ada, region_of()) for _ in range(5)))
    refused = (422, [("region.code", "taken")])
    assert sorted(reply.status_code for reply in answers) == [200, 422, 422, 422, 422]
    assert {str(told(reply)) for reply in answers if reply.status_code == 422} == {str(refused)}


async def test_the_tree_does_not_grow_without_end(cast: Cast) -> None:
    ada, parent = await cast.ada(), COMPANY
    for level in range(2, 21):
        id = uuid4()
        assert (await put_region(ada, region_of(f"level{level}", parent), id)).status_code == 200
        parent = id
    assert told(await put_region(ada, region_of("deeper", parent))) == (422, [("region.parent", "too_deep")])


async def test_only_an_empty_region_is_removed(cast: Cast) -> None:
    ada, id, below = await cast.ada(), uuid4(), uuid4()
    await put_region(ada, region_of(), id)

    async def why() -> tuple[int, list[tuple[str, str]]]:
        return told(await ada.delete(f"/api/regions/{id}"))

    await put_region(ada, region_of("below", id), below)
    assert await why() == (422, [("region", "has_regions")])
    await ada.delete(f"/api/regions/{below}")
    await fetch(
        "INSERT INTO post (id, person, role, region) VALUES ($1, $2, 'supervisor', $3)",
        uuid4(),
        named("song"),
        id,
    )
    assert await why() == (422, [("region", "has_people")])
    await fetch("DELETE FROM post WHERE region = $1", id)
    day = {"day": "2027-05-01", "name": {"zh": "劳动节", "en": "May Day"}, "region": str(id)}
    await ada.put(f"/api/closed-days/{below}", json=day)
    assert await why() == (422, [("region", "has_rules")])
    await ada.delete(f"/api/closed-days/{below}")
    await fetch("UPDATE store SET region = $1, closed = true WHERE code = 'N001'", id)
    assert await why() == (422, [("region", "has_stores")])
    assert told(await ada.delete(f"/api/regions/{COMPANY}")) == (422, [("region", "root")])
    await fetch("UPDATE store SET region = $1 WHERE code = 'N001'", NORTH)
    assert (await ada.delete(f"/api/regions/{id}")).status_code == 204


async def test_the_list_counts_the_stores_of_each_region(cast: Cast) -> None:
    await fetch("UPDATE store SET closed = true WHERE code = 'R002'")
    lines = {one["code"]: one for one in (await (await cast.chen()).get("/api/regions")).json()}
    assert [
        (lines[code]["stores"], lines[code]["closedStores"]) for code in ("company", "east", "north")
    ] == [(0, 0), (1, 1), (1, 0)]
