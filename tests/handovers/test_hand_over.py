"""HQ hands in from a file what a phone could not send: in the author's name, marked, and never twice."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from tests.cast import Cast, named
from tests.inspections.walk import counted, inspection, publish_patrol

WANG = named("wang")


def handed(id: UUID, author: UUID = WANG) -> str:
    return f"/api/hand-overs/{author}/inspections/{id}"


async def test_the_author_stays_the_author_and_the_mark_says_who_handed_it_in(cast: Cast) -> None:
    id, version = uuid4(), await publish_patrol()
    chen = await cast.chen()
    reply = await chen.put(handed(id), json=inspection(version))
    assert reply.status_code == 201, reply.text
    read = (await chen.get(f"/api/inspections/{id}")).json()
    assert read["personName"] == "Wang"
    assert [(mark["kind"], mark["byName"]) for mark in read["receipt"]["marks"]] == [("handed_over", "Chen")]
    [event] = await fetch("SELECT person, payload FROM event WHERE name = 'record.handed_over'")
    assert (event["person"], event["payload"]["author"]) == (named("chen"), str(WANG))


@pytest.mark.parametrize("phone_first", [True, False])
async def test_phone_and_file_are_one_record_whichever_comes_first(cast: Cast, phone_first: bool) -> None:
    id, body = uuid4(), inspection(await publish_patrol())
    phone, file = (await cast.wang(), f"/api/inspections/{id}"), (await cast.chen(), handed(id))
    order = [phone, file] if phone_first else [file, phone]
    statuses = [(await client.put(url, json=body)).status_code for client, url in order]
    assert statuses == [201, 200]
    assert await counted("inspection") == 1
    receipt: dict[str, Any] = (await (await cast.wang()).get(f"/api/inspections/{id}/receipt")).json()
    assert [mark["kind"] for mark in receipt["marks"]] == ([] if phone_first else ["handed_over"])


async def test_another_content_under_the_same_id_is_refused(cast: Cast) -> None:
    id, body = uuid4(), inspection(await publish_patrol())
    assert (await (await cast.wang()).put(f"/api/inspections/{id}", json=body)).status_code == 201
    reply = await (await cast.chen()).put(handed(id), json=body | {"note": "改过"})
    assert (reply.status_code, reply.json()["type"]) == (409, "/problems/already-sent")


async def test_hq_hands_in_nothing_the_author_could_not_have_done(cast: Cast) -> None:
    body = inspection(await publish_patrol())
    chen = await cast.chen()
    assert (await chen.put(handed(uuid4(), named("sun")), json=body)).status_code == 404
    assert (await chen.put(handed(uuid4(), uuid4()), json=body)).status_code == 404
    assert await counted("inspection") == 0


async def test_work_of_somebody_who_has_left_is_still_taken_in(cast: Cast) -> None:
    await fetch("UPDATE person SET active = false WHERE id = $1", WANG)
    reply = await (await cast.chen()).put(handed(uuid4()), json=inspection(await publish_patrol()))
    assert reply.status_code == 201, reply.text
