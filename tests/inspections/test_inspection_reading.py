"""Reading inspections, and what to know before a visit."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from backend.database import fetch, uuid7
from tests.cast import HILLTOP, LAKESIDE, RIVERSIDE, Cast, named
from tests.inspections.walk import clean, failing, inspection, photo, publish_patrol, submit

WHO_REACHES_RIVERSIDE = {"ada", "chen", "wang", "li", "zhao"}
EVERYBODY = ("wang", "li", "zhao", "sun", "chen", "ada", "song")


async def walk(cast: Cast, store: UUID, *, days_ago: int = 0, failed: bool = False) -> UUID:
    """Chen walks a store; the server received it some days ago."""
    id = uuid7()
    document = inspection(await publish_patrol(), failing() if failed else clean(), store=str(store))
    assert (await submit(await cast.chen(), document, id)).status_code == 201
    at = datetime.now(UTC) - timedelta(days=days_ago)
    await fetch("UPDATE inspection SET received_at = $2 WHERE id = $1", id, at)
    await fetch("UPDATE issue SET raised_at = $2 WHERE inspection = $1", id, at)
    return id


async def test_an_inspection_is_read_whole(cast: Cast) -> None:
    id, wang = uuid7(), await cast.wang()
    document = inspection(await publish_patrol(), failing(), note="雨天")
    receipt = (await submit(wang, document, id)).json()
    read = (await wang.get(f"/api/inspections/{id}")).json()
    assert (read["storeName"]["zh"], read["checklistName"]["zh"], read["personName"]) == (
        "滨江店",
        "门店巡检",
        "Wang",
    )
    assert (read["shown"], read["verdict"], read["failed"], read["photosMissing"]) == ("80.00", "fail", 4, 2)
    assert read["version"]["document"]["sections"][0]["questions"][0]["kind"] == "choice"
    assert [answer["question"] for answer in read["answers"]] == [a["question"] for a in document["answers"]]
    assert (read["checkIn"]["position"], read["note"]) == (document["checkIn"]["position"], "雨天")
    assert (read["manifest"], read["held"], read["receipt"]) == ([photo(1), photo(2)], [], receipt)
    assert read["issues"] == receipt["issues"]
    assert read["score"] == receipt["score"]


async def test_an_inspection_is_read_by_whoever_reaches_its_store(cast: Cast) -> None:
    id = await walk(cast, RIVERSIDE)
    for person in EVERYBODY:
        reply = await (await cast.sign_in(person)).get(f"/api/inspections/{id}")
        assert reply.status_code == (200 if person in WHO_REACHES_RIVERSIDE else 404), person
    assert (await (await cast.nobody()).get(f"/api/inspections/{id}")).status_code == 401
    assert (await (await cast.chen()).get(f"/api/inspections/{uuid7()}")).status_code == 404


async def test_each_lists_what_they_reach(cast: Cast) -> None:
    ids = {store: str(await walk(cast, store)) for store in (RIVERSIDE, HILLTOP, LAKESIDE)}
    reach = {
        "wang": [HILLTOP, RIVERSIDE],
        "li": [RIVERSIDE],
        "zhao": [RIVERSIDE],
        "sun": [HILLTOP],
        "song": [LAKESIDE],
        "chen": [LAKESIDE, HILLTOP, RIVERSIDE],
        "ada": [LAKESIDE, HILLTOP, RIVERSIDE],
    }
    for person, stores in reach.items():
        page = (await (await cast.sign_in(person)).get("/api/inspections")).json()
        assert [card["id"] for card in page["inspections"]] == [ids[store] for store in stores], person
        assert page["next"] is None
    assert (await (await cast.nobody()).get("/api/inspections")).status_code == 401


async def test_one_store_is_listed_only_within_reach(cast: Cast) -> None:
    riverside = str(await walk(cast, RIVERSIDE))
    await walk(cast, HILLTOP)
    page = (await (await cast.wang()).get(f"/api/inspections?store={RIVERSIDE}")).json()
    assert [card["id"] for card in page["inspections"]] == [riverside]
    assert (await (await cast.sun()).get(f"/api/inspections?store={RIVERSIDE}")).status_code == 404


@pytest.mark.parametrize("person", ["wang", "chen"])
async def test_pages_follow_one_another_without_gap_or_repeat(cast: Cast, person: str) -> None:
    first = await walk(cast, RIVERSIDE)
    at = datetime.now(UTC) - timedelta(hours=1)
    await fetch(
        """
        INSERT INTO inspection SELECT gen_random_uuid(), store, checklist_version, person, started_at,
            submitted_at, estimated_at, $2::timestamptz - (i / 3) * interval '1 minute', check_in,
            answers, manifest, note, fingerprint, score, shown, adjusted_e6, verdict, engine_version
        FROM inspection, generate_series(1, 120) AS i WHERE id = $1
        """,
        first,
        at,
    )
    client, seen, url = await cast.sign_in(person), [], "/api/inspections"
    while url:
        page = (await client.get(url)).json()
        assert len(page["inspections"]) <= 50
        seen += [(card["receivedAt"], card["id"]) for card in page["inspections"]]
        url = page["next"] and f"/api/inspections?before={page['next']}"
    assert len(seen) == len(set(seen)) == 121
    assert seen[0][1] == str(first)
    moments = [moment for moment, _ in seen]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("query", ["before=7", f"before={named('nothing')}", "store=riverside"])
async def test_a_broken_query_names_its_field(cast: Cast, query: str) -> None:
    reply = await (await cast.chen()).get(f"/api/inspections?{query}")
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert [field["path"] for field in reply.json()["fields"]] == [query.split("=")[0]]


async def test_the_prep_sheet_tells_what_came_before(cast: Cast) -> None:
    for days_ago in (100, 30, 20, 10, 5):
        await walk(cast, RIVERSIDE, days_ago=days_ago, failed=days_ago in (100, 30, 10))
    await walk(cast, HILLTOP, days_ago=3)
    await walk(cast, LAKESIDE, days_ago=3, failed=True)
    sheet = (await (await cast.wang()).get(f"/api/stores/{RIVERSIDE}/visit")).json()
    assert sheet["store"]["code"] == "R001"
    assert [card["shown"] for card in sheet["lastInspections"]] == ["60.00", "80.00", "60.00"]
    # Riverside 80, 60, 80, 60 in the last 90 days and Hilltop 60; Lakeside is in another region.
    assert sheet["regionAverage"] == "68.00"
    repeated = [(finding["question"], finding["times"]) for finding in sheet["repeatFindings"]]
    assert sorted(repeated) == [("exit_free", 2), ("fridge_temperature", 2), ("shelf_faults", 2)]
    assert sheet["repeatFindings"][0]["title"]["zh"]
    assert len(sheet["openIssues"]) == 12


async def test_a_prep_sheet_of_a_new_store_is_empty(cast: Cast) -> None:
    sheet = (await (await cast.song()).get(f"/api/stores/{LAKESIDE}/visit")).json()
    assert (sheet["lastInspections"], sheet["regionAverage"], sheet["repeatFindings"]) == ([], None, [])


async def test_a_prep_sheet_is_read_by_whoever_reaches_the_store(cast: Cast) -> None:
    for person in EVERYBODY:
        reply = await (await cast.sign_in(person)).get(f"/api/stores/{RIVERSIDE}/visit")
        assert reply.status_code == (200 if person in WHO_REACHES_RIVERSIDE else 404), person
    assert (await (await cast.nobody()).get(f"/api/stores/{RIVERSIDE}/visit")).status_code == 401
    assert (await (await cast.chen()).get(f"/api/stores/{named('nowhere')}/visit")).status_code == 404
