"""A store is kept whole, found again, and told apart from every other."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from tests.cast import EAST, NORTH, RIVERSIDE, Cast, named
from tests.company.places import change_region, change_store, put_region, put_store, region_of, store_of, told


async def events(store: UUID) -> list[tuple[str, UUID, Any]]:
    rows = await fetch(
        "SELECT name, person, payload -> 'changed' AS changed FROM event WHERE subject = $1 AND store = $1"
        " ORDER BY seq",
        store,
    )
    return [(row["name"], row["person"], row["changed"]) for row in rows]


async def test_a_store_is_added_changed_closed_and_reopened_and_each_deed_has_its_author(cast: Cast) -> None:
    ada, id = await cast.ada(), uuid4()
    added = await put_store(ada, store_of(), id)
    assert (added.status_code, added.json()["store"]) == (200, store_of()), added.text
    await change_store(ada, id, name={"zh": "新大街店", "en": "High Street"}, timeZone="Asia/Tokyo")
    closed = (await change_store(ada, id, closed=True)).json()
    assert closed["closedAt"] is not None
    assert (await change_store(ada, id, attributes={})).json()["closedAt"] == closed["closedAt"]
    assert (await change_store(ada, id, closed=False)).json()["closedAt"] is None
    assert [(name, who) for name, who, _ in await events(id)] == [
        (name, named("ada"))
        for name in ("store.added", "store.changed", "store.closed", "store.changed", "store.reopened")
    ]
    assert (await events(id))[1][2] == ["name", "timeZone"]


async def test_sent_twice_it_is_kept_once_and_other_content_under_its_id_is_refused(cast: Cast) -> None:
    ada, id = await cast.ada(), uuid4()
    answers = await asyncio.gather(*(put_store(ada, store_of(), id) for _ in range(6)))
    assert {(reply.status_code, reply.text) for reply in answers} == {(200, answers[0].text)}
    assert (await put_store(ada, store_of("S002"), id)).status_code == 409
    assert [name for name, _, _ in await events(id)] == ["store.added"]


async def test_two_who_take_one_code_at_once_are_told_apart(cast: Cast) -> None:
    ada = await cast.ada()
    answers = await asyncio.gather(*(put_store(ada, store_of()) for _ in range(5)))
    assert sorted(reply.status_code for reply in answers) == [200, 422, 422, 422, 422]
    assert {str(told(reply)[1]) for reply in answers if reply.status_code == 422} == {
        str([("store.code", "taken")])
    }


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    ada = await cast.ada()
    version = (await ada.get(f"/api/stores/{RIVERSIDE}")).json()["version"]
    assert (await change_store(ada, RIVERSIDE, attributes={"fridges": 4})).status_code == 200
    stale = await put_store(ada, store_of("R001"), RIVERSIDE, version)
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/out-of-date")
    assert (await ada.get(f"/api/stores/{RIVERSIDE}")).json()["store"]["attributes"] == {"fridges": 4}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "r001"}, ("store.code", "taken")),
        ({"code": "S 1"}, ("store.code", "code_shape")),
        ({"name": {"zh": "", "en": " "}}, ("store.name", "required")),
        ({"region": str(named("nowhere"))}, ("store.region", "unknown")),
        ({"latitudeE7": None}, ("store.latitudeE7", "both_or_none")),
        ({"longitudeE7": None}, ("store.longitudeE7", "both_or_none")),
        ({"timeZone": "Mars/Olympus"}, ("store.timeZone", "unknown_zone")),
        ({"timeZone": "asia/shanghai"}, ("store.timeZone", "unknown_zone")),
        ({"timeZone": "../etc/passwd"}, ("store.timeZone", "unknown_zone")),
        ({"attributes": {" kind": "x"}}, ("store.attributes. kind", "blanks")),
        ({"attributes": {"kind": "x "}}, ("store.attributes.kind", "blanks")),
    ],
)
async def test_what_breaks_a_rule_is_named(
    cast: Cast, changes: dict[str, Any], field: tuple[str, str]
) -> None:
    assert told(await put_store(await cast.ada(), store_of(**changes))) == (422, [field])
    assert len(await fetch("SELECT FROM store")) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"latitudeE7": 900_000_001},
        {"longitudeE7": -1_800_000_001},
        {"latitudeE7": 31.2},
        {"attributes": {"fridges": 2.5}},
        {"attributes": {"fridges": None}},
        {"attributes": {"fridges": 10**10}},
        {"attributes": {f"a{number}": 1 for number in range(61)}},
        {"closed": 1},
        {"code": ""},
        {"code": "x" * 41},
        {"unknown": True},
    ],
)
async def test_what_is_no_store_is_not_read(cast: Cast, changes: dict[str, Any]) -> None:
    assert (await put_store(await cast.ada(), store_of(**changes))).status_code == 400


async def test_a_store_may_have_no_position_and_lie_on_the_edge_of_the_world(cast: Cast) -> None:
    ada = await cast.ada()
    nowhere = store_of(latitudeE7=None, longitudeE7=None, attributes={"true": True, "one": 1, "word": "是"})
    assert (await put_store(ada, nowhere)).json()["store"] == nowhere
    edge = store_of("S002", latitudeE7=-900_000_000, longitudeE7=1_800_000_000, timeZone="Pacific/Auckland")
    assert (await put_store(ada, edge)).json()["store"] == edge


async def test_stores_are_found_by_code_name_region_and_whether_they_are_closed(cast: Cast) -> None:
    ada, below = await cast.ada(), uuid4()
    await put_region(ada, region_of(parent=EAST), below)
    await put_store(ada, store_of("S001", below, name={"zh": "百分之%店", "en": "Per_cent"}))
    await change_store(ada, RIVERSIDE, closed=True)

    async def found(**query: object) -> list[str]:
        reply = await ada.get("/api/company/stores", params={key: str(value) for key, value in query.items()})
        return [one["code"] for one in reply.json()["stores"]]

    assert await found() == ["N001", "R002", "S001"]
    assert await found(which="all") == ["N001", "R001", "R002", "S001"]
    assert await found(which="closed") == ["R001"]
    assert await found(region=EAST) == ["R002", "S001"]
    assert await found(region=below) == ["S001"]
    assert await found(search="r00", which="all") == ["R001", "R002"]
    assert await found(search="湖畔") == ["N001"]
    assert await found(search="HILLTOP") == ["R002"]
    assert await found(search="%") == ["S001"]
    assert await found(search="_") == ["S001"]
    assert await found(after="R002") == ["S001"]
    assert (await ada.get("/api/company/stores?which=some")).status_code == 400


async def test_the_list_comes_a_page_at_a_time(cast: Cast) -> None:
    await fetch(
        """
        INSERT INTO store (id, code, name, region, time_zone, attributes, closed)
        SELECT gen_random_uuid(), 'P' || lpad(n::text, 4, '0'), '{"zh": "店", "en": "Store"}', $1,
            'Asia/Shanghai', '{}', false FROM generate_series(1, 230) AS n
        """,
        NORTH,
    )
    chen, codes, after = await cast.chen(), list[str](), ""
    for _ in range(3):
        page = (await chen.get("/api/company/stores", params={"after": after})).json()
        codes += [one["code"] for one in page["stores"]]
        after = page["next"]
    assert after is None
    assert codes == sorted(set(codes))
    assert len(codes) == 233


async def test_renaming_a_region_changes_what_its_stores_say(cast: Cast) -> None:
    await change_region(await cast.ada(), EAST, name={"zh": "东部", "en": "The East"})
    cards = (await (await cast.wang()).get("/api/stores")).json()
    assert {card["regionName"]["en"] for card in cards} == {"The East"}
