"""Publishing a checklist, and reading what was published."""

import asyncio
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import fetch, uuid7
from backend.people.person import SignedIn
from backend.photos.access import may_see
from backend.problems import Unacceptable
from tests.cast import Cast, named
from tests.inspections.walk import CHECKLIST, DOCUMENT, REFERENCE, publish_patrol

EVERYBODY = ("wang", "li", "zhao", "sun", "chen", "ada", "song")


def changed(path: list[str | int], value: object) -> ChecklistDocument:
    """The small checklist with one thing changed."""
    document: Any = deepcopy(DOCUMENT)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return msgspec.convert(document, ChecklistDocument)


async def test_versions_are_numbered_and_never_change(cast: Cast) -> None:
    first = await publish_patrol()
    second = await publish(CHECKLIST, changed(["name", "en"], "Patrol"), named("chen"), datetime.now(UTC))
    chen = await cast.chen()
    old = (await chen.get(f"/api/checklist-versions/{first}")).json()
    new = (await chen.get(f"/api/checklist-versions/{second}")).json()
    assert (old["number"], old["document"]["name"]["en"]) == (1, "Store patrol")
    assert (new["number"], new["document"]["name"]["en"]) == (2, "Patrol")
    assert old["checklist"] == new["checklist"] == str(CHECKLIST)
    events = await fetch(
        "SELECT subject, person, payload FROM event WHERE name = 'checklist.published' ORDER BY seq"
    )
    assert [(event["subject"], event["person"]) for event in events] == [
        (first, None),
        (second, named("chen")),
    ]
    assert events[1]["payload"] == {"checklist": str(CHECKLIST), "number": 2}


async def test_the_same_again_is_the_same_version(cast: Cast) -> None:
    assert await publish_patrol() == await publish_patrol()


async def test_published_at_once_they_are_numbered_one_after_the_other(cast: Cast) -> None:
    documents = [changed(["name", "en"], f"Patrol {number}") for number in range(8)]
    await asyncio.gather(*(publish(CHECKLIST, d, None, datetime.now(UTC)) for d in documents))
    rows = await fetch("SELECT number FROM checklist_version ORDER BY number")
    assert [row["number"] for row in rows] == list(range(1, 9))


async def test_reference_photos_are_for_everybody(cast: Cast) -> None:
    await publish_patrol()
    sun = SignedIn(id=named("sun"), login="sun", name="Sun", locale="zh", posts=())
    assert await may_see(sun, REFERENCE)


async def test_what_cannot_be_answered_is_not_published(cast: Cast) -> None:
    document = changed(["sections", 1, "questions", 0, "id"], "exit_free")
    with pytest.raises(Unacceptable) as refused:
        await publish(CHECKLIST, document, None, datetime.now(UTC))
    problems = [(problem.path, problem.code) for problem in refused.value.fields]
    assert problems == [("sections[1].questions[0].id", "used_twice")]
    assert await fetch("SELECT 1 FROM checklist") == []


async def test_everybody_signed_in_reads_checklists(cast: Cast) -> None:
    version = await publish_patrol()
    newest = await publish(CHECKLIST, changed(["name", "en"], "Patrol"), None, datetime.now(UTC))
    for login in EVERYBODY:
        client = await cast.sign_in(login)
        (card,) = (await client.get("/api/checklists")).json()
        assert (card["version"], card["number"], card["questions"]) == (str(newest), 2, 4)
        assert card["name"]["en"] == "Patrol"
        assert (await client.get(f"/api/checklist-versions/{version}")).status_code == 200
    nobody = await cast.nobody()
    assert (await nobody.get("/api/checklists")).status_code == 401
    assert (await nobody.get(f"/api/checklist-versions/{version}")).status_code == 401
    assert (await (await cast.chen()).get(f"/api/checklist-versions/{uuid7()}")).status_code == 404


async def test_archived_checklists_are_not_listed_and_can_be_read(cast: Cast) -> None:
    version, wang = await publish_patrol(), await cast.wang()
    await fetch("UPDATE checklist SET archived = true")
    assert (await wang.get("/api/checklists")).json() == []
    assert (await wang.get(f"/api/checklist-versions/{version}")).status_code == 200
