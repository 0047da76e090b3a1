"""The proof of a visit is weighed when it comes in and again when more is known; only reviewers read it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from backend.database import fetch, uuid7
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.inspections.test_likenesses import photograph, send, walk, with_photo
from tests.inspections.walk import clean, inspection, photo, publish_patrol, submit
from tests.photos.pictures import name_of


def taking(name: str, **changes: Any) -> dict[str, Any]:
    """How a photo was taken, now and at the store."""
    now = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
    position = {"latitudeE7": 312356100, "longitudeE7": 1215049100, "accuracyMetres": 12}
    told = {"photo": name, "source": "camera", "deviceAt": now, "estimatedAt": now, "position": position}
    return told | {"monotonicMs": 5, "run": 7, "marks": None} | changes


def begun(minutes: int) -> dict[str, Any]:
    """A check-in at the store so many minutes ago."""
    at = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
    position = {"latitudeE7": 312356100, "longitudeE7": 1215049100, "accuracyMetres": 12}
    return {"deviceAt": at, "estimatedAt": at, "position": position, "distanceMetres": 2}


async def evidence(client: httpx.AsyncClient, visit: UUID) -> dict[str, Any]:
    reply = await client.get(f"/api/inspections/{visit}/evidence")
    assert reply.status_code == 200, reply.text
    read: dict[str, Any] = reply.json()
    return read


def codes(read: dict[str, Any]) -> list[str]:
    return [one["code"] for one in read["reasons"]]


async def test_a_visit_is_weighed_when_it_comes_in(cast: Cast) -> None:
    wang, id = await cast.wang(), uuid7()
    name = await send(wang, photograph(1))
    document = inspection(await publish_patrol(), with_photo(name), checkIn=begun(40), takings=[taking(name)])
    assert (await submit(wang, document, id)).status_code == 201
    before = await evidence(wang, id)
    assert (before["score"], before["reasons"], before["weighedAt"]) == (None, [], None)
    await work_until_quiet()
    read = await evidence(wang, id)
    assert read["score"] == 100
    assert codes(read) == ["place_near", "clock_right", "dwell_fine", "photos_fine"]
    assert read["reasons"][2]["numbers"] == {"minutes": 40, "answers": 3}
    assert [one["score"] for one in read["answers"]] == [100, 100, 100]


async def test_a_late_photo_and_a_copy_weigh_anew(cast: Cast) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    original = await send(wang, photograph(2))
    await walk(wang, version, RIVERSIDE, with_photo(original), "2026-11-20T01:00:00Z")
    id, late = uuid7(), photograph(2, 50)
    answers, takings = with_photo(name_of(late)), [taking(name_of(late))]
    document = inspection(version, answers, store=str(HILLTOP), checkIn=begun(40), takings=takings)
    await submit(wang, document, id)
    await work_until_quiet()
    first = await evidence(wang, id)
    assert (first["score"], "photo_missing" in codes(first)) == (100, True)
    await send(wang, late)
    await work_until_quiet()
    read = await evidence(wang, id)
    assert (read["score"], codes(read)[-1]) == (50, "like_other_store")
    assert [one["score"] for one in read["answers"]] == [50, 100, 100]


async def test_too_far_from_the_visit_before_is_seen(cast: Cast) -> None:
    wang, version, id = await cast.wang(), await publish_patrol(), uuid7()
    await fetch("UPDATE store SET latitude_e7 = 317000000 WHERE id = $1", HILLTOP)
    earlier = (datetime.now(UTC) - timedelta(minutes=50)).isoformat()
    await walk(wang, version, HILLTOP, clean(), earlier)
    assert (await submit(wang, inspection(version, checkIn=begun(40)), id)).status_code == 201
    await work_until_quiet()
    read = await evidence(wang, id)
    (reason,) = [one for one in read["reasons"] if one["code"] == "too_fast"]
    assert reason["numbers"] == {"kilometres": 52, "minutes": 10}


async def test_an_old_phone_that_binds_nothing_is_taken_in(cast: Cast) -> None:
    wang, id = await cast.wang(), uuid7()
    name = await send(wang, photograph(3))
    await submit(wang, inspection(await publish_patrol(), with_photo(name), checkIn=begun(40)), id)
    await work_until_quiet()
    read = await evidence(wang, id)
    assert (read["score"], codes(read)[-1]) == (90, "photo_unbound")


async def test_hq_lists_the_weakest_first_and_nobody_else_does(cast: Cast) -> None:
    wang, chen, version = await cast.wang(), await cast.chen(), await publish_patrol()
    denied = begun(40) | {"position": None, "distanceMetres": None, "noPosition": "denied"}
    weak, weaker, fine = uuid7(), uuid7(), uuid7()
    await submit(wang, inspection(version, checkIn=denied), weak)
    now = datetime.now(UTC).isoformat()
    hasty = denied | {"deviceAt": now, "estimatedAt": now}
    await submit(wang, inspection(version, checkIn=hasty), weaker)
    await submit(wang, inspection(version, checkIn=begun(40)), fine)
    await work_until_quiet()
    listed = (await chen.get("/api/low-evidence?below=80")).json()
    assert [one["id"] for one in listed] == [str(weaker), str(weak)]
    assert [one["score"] for one in listed] == [50, 75]
    assert (await wang.get("/api/low-evidence")).status_code == 403


async def test_a_marked_copy_is_in_the_manifest_and_leads_the_photos_of_its_issue(cast: Cast) -> None:
    wang, id = await cast.wang(), uuid7()
    answers = clean()
    answers[1] |= {"option": "no", "photos": [photo(1), photo(2)]}
    takings = [taking(photo(1)), taking(photo(2)), taking(photo(3), marks=photo(2))]
    reply = await submit(wang, inspection(await publish_patrol(), answers, takings=takings), id)
    assert reply.status_code == 201, reply.text
    assert reply.json()["manifest"] == [photo(1), photo(2), photo(3)]
    issue = (await fetch("SELECT photos FROM issue WHERE inspection = $1", id))[0]
    assert issue["photos"] == [photo(1), photo(3), photo(2)]
    read = (await wang.get(f"/api/inspections/{id}")).json()
    assert [one["marks"] for one in read["takings"]] == [None, None, photo(2)]
    assert read["answers"][1]["photos"] == [photo(1), photo(2)]


async def test_a_marked_copy_of_nothing_is_refused(cast: Cast) -> None:
    document = inspection(await publish_patrol(), takings=[taking(photo(3), marks=photo(2))])
    reply = await submit(await cast.wang(), document)
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"] == "takings[0].marks"
