"""A picture that was shown before is flagged to who reviews, and only as far as they reach."""

import io
from typing import Any
from uuid import UUID

import httpx

from backend.database import fetch, uuid7
from backend.worker import work_until_quiet
from tests.cast import HILLTOP, LAKESIDE, RIVERSIDE, Cast
from tests.inspections.walk import clean, inspection, publish_patrol, submit
from tests.photos.pictures import name_of
from tests.photos.test_look import compressed, scene


def photograph(seed: int, quality: int = 85) -> bytes:
    file = io.BytesIO()
    compressed(scene(seed), quality).save(file, "JPEG", quality=90)
    return file.getvalue()


async def send(client: httpx.AsyncClient, content: bytes) -> str:
    name = name_of(content)
    reply = await client.put(f"/api/photos/{name}", content=content, headers={"content-type": "image/jpeg"})
    assert reply.status_code in (200, 201), reply.text
    return name


def with_photo(*photos: str, question: int = 0) -> list[dict[str, Any]]:
    answers = clean()
    answers[question]["photos"] = list(photos)
    return answers


async def walk(
    client: httpx.AsyncClient, version: UUID, store: UUID, answers: list[dict[str, Any]], at: str
) -> UUID:
    id = uuid7()
    document = inspection(version, answers, store=str(store), estimatedAt=at)
    assert (await submit(client, document, id)).status_code == 201
    return id


async def likenesses(client: httpx.AsyncClient, subject: UUID) -> list[dict[str, Any]]:
    reply = await client.get(f"/api/likenesses/{subject}")
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()
    return found


async def test_the_same_picture_in_another_store_is_flagged_with_where_and_when(cast: Cast) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    first, copy = await send(wang, photograph(1)), await send(wang, photograph(1, 40))
    assert first != copy
    earlier = await walk(wang, version, RIVERSIDE, with_photo(first), "2026-11-20T01:00:00Z")
    later = await walk(wang, version, HILLTOP, with_photo(copy), "2026-11-21T01:00:00Z")
    await work_until_quiet()
    assert await likenesses(wang, earlier) == []
    (found,) = await likenesses(wang, later)
    assert (found["sha256"], found["question"], found["sameStore"], found["sameQuestion"]) == (
        copy, "floor_clean", False, True,
    )  # fmt: skip
    assert found["distance"] <= 6
    assert found["other"] == {
        "sha256": first,
        "subject": str(earlier),
        "kind": "inspection",
        "store": str(RIVERSIDE),
        "storeName": {"zh": "滨江店", "en": "Riverside"},
        "personName": "Wang",
        "shownAt": "2026-11-20T01:00:00Z",
    }


async def test_what_another_region_shows_is_only_said_to_be_there(cast: Cast) -> None:
    version = await publish_patrol()
    wang, song = await cast.wang(), await cast.song()
    await walk(song, version, LAKESIDE, with_photo(await send(song, photograph(2))), "2026-11-20T01:00:00Z")
    copy = await send(wang, photograph(2, 50))
    later = await walk(wang, version, RIVERSIDE, with_photo(copy), "2026-11-21T01:00:00Z")
    await work_until_quiet()
    (for_wang,), (for_hq,) = await likenesses(wang, later), await likenesses(await cast.chen(), later)
    assert for_wang["other"] is None
    assert for_hq["other"]["store"] == str(LAKESIDE)
    other = await wang.get(f"/api/photos/{for_hq['other']['sha256']}?size=320")
    assert other.status_code == 404


async def test_a_photo_that_comes_late_is_compared_when_it_comes_and_the_later_showing_is_the_copy(
    cast: Cast,
) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    late = photograph(3)
    earlier = await walk(wang, version, RIVERSIDE, with_photo(name_of(late)), "2026-11-20T01:00:00Z")
    copy = await send(wang, photograph(3, 45))
    later = await walk(wang, version, RIVERSIDE, with_photo(copy), "2026-11-21T01:00:00Z")
    await work_until_quiet()
    assert await likenesses(wang, later) == []
    await send(wang, late)
    await work_until_quiet()
    (found,) = await likenesses(wang, later)
    assert (found["other"]["subject"], found["sameStore"]) == (str(earlier), True)
    assert await likenesses(wang, earlier) == []
    flagged = await fetch("SELECT subject, store FROM event WHERE name = 'likeness.found'")
    assert flagged == [{"subject": later, "store": RIVERSIDE}]


async def test_one_photo_for_two_answers_is_meant_so(cast: Cast) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    photo = await send(wang, photograph(4))
    answers = with_photo(photo)
    answers[1]["photos"] = [photo]
    visit = await walk(wang, version, RIVERSIDE, answers, "2026-11-20T01:00:00Z")
    await work_until_quiet()
    assert await likenesses(wang, visit) == []


async def test_the_very_same_bytes_in_a_second_visit_are_flagged(cast: Cast) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    photo = await send(wang, photograph(5))
    await walk(wang, version, RIVERSIDE, with_photo(photo), "2026-11-20T01:00:00Z")
    later = await walk(wang, version, RIVERSIDE, with_photo(photo, question=1), "2026-11-21T01:00:00Z")
    await work_until_quiet()
    (found,) = await likenesses(wang, later)
    assert (found["distance"], found["sameStore"], found["sameQuestion"]) == (0, True, False)


async def test_a_photo_named_by_somebody_without_its_bytes_says_nothing(cast: Cast) -> None:
    wang, song, version = await cast.wang(), await cast.song(), await publish_patrol()
    photo = await send(wang, photograph(6))
    await walk(wang, version, RIVERSIDE, with_photo(photo), "2026-11-20T01:00:00Z")
    thief = await walk(song, version, LAKESIDE, with_photo(photo), "2026-11-21T01:00:00Z")
    await work_until_quiet()
    assert await likenesses(song, thief) == []
    await send(song, photograph(6))
    await work_until_quiet()
    assert [found["distance"] for found in await likenesses(song, thief)] == [0]


async def test_a_fix_that_shows_an_old_picture_is_flagged_to_the_reviewer(cast: Cast) -> None:
    wang, li, version = await cast.wang(), await cast.li(), await publish_patrol()
    found = with_photo(await send(wang, photograph(7)), question=1)
    found[1]["option"] = "no"
    visit = await walk(wang, version, RIVERSIDE, found, "2026-11-20T01:00:00Z")
    issue = (await fetch("SELECT id FROM issue WHERE inspection = $1", visit))[0]["id"]
    proof, fix = await send(li, photograph(7, 50)), uuid7()
    document = inspection(version)
    body = {name: document[name] for name in ("deviceAt", "estimatedAt")} | {"round": 1, "photos": [proof]}
    assert (await li.put(f"/api/issues/{issue}/fixes/{fix}", json=body)).status_code == 201
    await work_until_quiet()
    (seen,) = await likenesses(wang, fix)
    assert (seen["other"]["kind"], seen["other"]["subject"], seen["sameQuestion"]) == (
        "inspection",
        str(visit),
        True,
    )


async def test_different_pictures_are_not_flagged_and_a_second_look_finds_nothing_new(cast: Cast) -> None:
    wang, version = await cast.wang(), await publish_patrol()
    for seed in range(10, 16):
        photo = await send(wang, photograph(seed))
        await walk(wang, version, RIVERSIDE, with_photo(photo), f"2026-11-{seed}T01:00:00Z")
    await work_until_quiet()
    assert await fetch("SELECT 1 FROM photo_likeness") == []
