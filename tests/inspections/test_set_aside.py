"""What an older version asked and the newer one has no place for goes to the server with the visit."""

from typing import Any

from backend.database import fetch, uuid7
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.inspections.walk import amended, inspection, photo, publish_patrol, submit

GONE: dict[str, Any] = {
    "question": {"kind": "yes_no", "id": "old", "text": {"zh": "收银机干净", "en": "The till is clean"}},
    "answer": {"question": "old", "option": "no", "note": "有灰", "photos": [photo(7)]},
    "why": "gone",
}


async def test_it_is_kept_shown_and_not_scored(cast: Cast) -> None:
    version, id, wang = await publish_patrol(), uuid7(), await cast.wang()
    plain = await submit(wang, inspection(version))
    reply = await submit(wang, inspection(version, aside=[GONE]), id)
    assert reply.status_code == 201, reply.text
    assert reply.json()["score"] == plain.json()["score"]
    assert reply.json()["manifest"] == [photo(7)]
    read = (await (await cast.chen()).get(f"/api/inspections/{id}")).json()
    [kept] = read["aside"]
    assert (kept["why"], kept["question"]["text"]["zh"], kept["answer"]["note"]) == (
        "gone",
        "收银机干净",
        "有灰",
    )
    assert read["issues"] == []


async def test_its_photo_is_held_for_an_amendment_too_and_proves_nothing(cast: Cast) -> None:
    version, id, wang = await publish_patrol(), uuid7(), await cast.wang()
    await submit(wang, inspection(version, aside=[GONE]), id)
    reply = await wang.put(f"/api/inspections/{id}/amendments/{uuid7()}", json=amended(version))
    assert reply.json()["manifest"] == [photo(7)]
    await work_until_quiet()
    uses = await fetch("SELECT evidence, question FROM photo_use WHERE sha256 = $1", photo(7))
    assert [use["evidence"] for use in uses] == [None]


async def test_a_reason_that_nobody_knows_is_refused(cast: Cast) -> None:
    version = await publish_patrol()
    reply = await submit(await cast.wang(), inspection(version, aside=[GONE | {"why": "lost"}]))
    assert reply.status_code in (400, 422), reply.text
