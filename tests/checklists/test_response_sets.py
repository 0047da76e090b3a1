"""Response sets are shared, and a version keeps its own copy."""

import asyncio
from typing import Any
from uuid import uuid4

from tests.cast import Cast
from tests.checklists.desk import document, publish_draft, save
from tests.inspections.walk import OPTIONS

NAME = {"zh": "好 / 差", "en": "Good / poor"}


def options(points: int = 2) -> list[dict[str, Any]]:
    return [{**OPTIONS[0], "points": points}, *OPTIONS[1:]]


async def test_a_set_is_kept_counted_and_listed(cast: Cast) -> None:
    chen, id = await cast.chen(), uuid4()
    body = {"revision": 0, "name": NAME, "options": options()}
    replies = await asyncio.gather(*(chen.put(f"/api/response-sets/{id}", json=body) for _ in range(5)))
    assert {reply.text for reply in replies} == {replies[0].text}
    assert replies[0].json()["revision"] == 1
    draft = document()
    draft["sections"][0]["questions"][0]["responseSet"] = str(id)
    await save(chen, draft)
    (listed,) = (await chen.get("/api/response-sets")).json()
    assert (listed["drafts"], listed["savedByName"], listed["options"][0]["points"]) == (1, "Chen", 2)


async def test_changing_a_set_leaves_what_was_published_as_it_was(cast: Cast) -> None:
    chen, id = await cast.chen(), uuid4()
    address = f"/api/response-sets/{id}"
    await chen.put(address, json={"revision": 0, "name": NAME, "options": options()})
    draft = document()
    draft["sections"][0]["questions"][0] |= {"responseSet": str(id), "options": options()}
    await save(chen, draft)
    version = (await publish_draft(chen, 1)).json()["version"]
    changed = await chen.put(address, json={"revision": 1, "name": NAME, "options": options(5)})
    assert changed.json()["revision"] == 2
    published = (await chen.get(f"/api/checklist-versions/{version}")).json()["document"]
    assert published["sections"][0]["questions"][0]["options"][0]["points"] == 2


async def test_who_changes_an_older_set_is_told(cast: Cast) -> None:
    chen, address = await cast.chen(), f"/api/response-sets/{uuid4()}"
    await chen.put(address, json={"revision": 0, "name": NAME, "options": options()})
    stale = await chen.put(address, json={"revision": 0, "name": NAME, "options": options(9)})
    assert (stale.status_code, stale.json()["fields"][0]["code"]) == (409, "changed")
    gone = await chen.put(address, json={"revision": 1, "name": NAME, "options": options(), "archived": True})
    assert gone.status_code == 200
    assert (await chen.get("/api/response-sets")).json() == []


async def test_a_set_names_what_is_wrong_with_it(cast: Cast) -> None:
    chen = await cast.chen()
    twice = [{**OPTIONS[0], "label": {"zh": "好", "en": ""}}, OPTIONS[0]]
    reply = await chen.put(
        f"/api/response-sets/{uuid4()}", json={"revision": 0, "name": NAME, "options": twice}
    )
    assert [(flaw["path"], flaw["code"]) for flaw in reply.json()["fields"]] == [
        ("options[0].label.en", "words_missing"),
        ("options[1].id", "used_twice"),
    ]
