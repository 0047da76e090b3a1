"""A draft becomes a version once, now or at its moment, and never behind somebody's back."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from backend.checklists.writing.publication import publish_due
from backend.database import fetch, uuid7
from backend.schedule import run_clock
from tests.cast import Cast, named
from tests.checklists.desk import desk_card, document, publish_draft, renamed, save
from tests.inspections.walk import CHECKLIST, publish_patrol

DRAFT = f"/api/checklists/{CHECKLIST}/draft"
HISTORY = f"/api/checklists/{CHECKLIST}/versions"


def in_hours(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


async def versions() -> list[tuple[int, str, str]]:
    rows = await fetch(
        "SELECT number, note, document -> 'name' ->> 'zh' AS name FROM checklist_version ORDER BY 1"
    )
    return [(row["number"], row["note"], row["name"]) for row in rows]


async def test_a_published_draft_is_a_version_with_its_note_and_leaves_the_desk(cast: Cast) -> None:
    first, chen = await publish_patrol(), await cast.chen()
    await save(chen, renamed("第二"), based_on=first)
    reply = await publish_draft(chen, 1, note=" 加了一项 ")
    assert reply.status_code == 200, reply.text
    told = reply.json()
    assert (told["status"], told["number"], told["note"]) == ("published", 2, "加了一项")
    assert await versions() == [(1, "", "门店巡检"), (2, "加了一项", "第二")]
    assert (await chen.get(DRAFT)).status_code == 404
    history = (await chen.get(HISTORY)).json()
    assert [(v["number"], v["note"], v["publishedByName"]) for v in history["versions"]] == [
        (2, "加了一项", "Chen"),
        (1, "", None),
    ]
    version = (await chen.get(f"/api/checklist-versions/{told['version']}")).json()
    assert version["note"] == "加了一项"


async def test_asked_for_twice_it_happens_once(cast: Cast) -> None:
    chen, id = await cast.chen(), uuid7()
    await save(chen, document())
    replies = await asyncio.gather(*(publish_draft(chen, 1, id=id, note="a") for _ in range(6)))
    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.text for reply in replies}) == 1
    assert len(await versions()) == 1
    assert (await publish_draft(chen, 1, id=id, note="b")).json()["type"] == "/problems/already-sent"


async def test_two_who_publish_at_once_make_one_version(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, document())
    replies = await asyncio.gather(*(publish_draft(chen, 1) for _ in range(5)))
    assert sorted(reply.status_code for reply in replies) == [200, 404, 404, 404, 404]
    assert len(await versions()) == 1


async def test_nobody_publishes_what_another_changes_meanwhile(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, renamed("a"))
    await save(chen, renamed("b"), 1)
    reply = await publish_draft(chen, 1)
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (409, "changed")
    assert await versions() == []


async def test_a_draft_upon_a_version_no_longer_the_newest_has_to_be_looked_at_again(
    cast: Cast,
) -> None:
    chen = await cast.chen()
    await save(chen, renamed("a"))
    newest = await publish_patrol()
    reply = await publish_draft(chen, 1)
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (409, "newer_version")
    await save(chen, renamed("a"), 1, based_on=newest)
    assert (await publish_draft(chen, 2)).json()["number"] == 2


async def test_an_unfinished_draft_is_refused_and_stays(cast: Cast) -> None:
    chen, draft = await cast.chen(), document()
    draft["sections"][0]["questions"][0]["text"]["zh"] = ""
    await save(chen, draft)
    reply = await publish_draft(chen, 1)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "sections[0].questions[0].text.zh")
    assert (await chen.get(DRAFT)).status_code == 200


async def test_a_scheduled_one_happens_at_its_moment_exactly_once(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, document())
    told = (await publish_draft(chen, 1, at=in_hours(2), note="later")).json()
    assert (told["status"], told["number"]) == ("scheduled", None)
    assert (await desk_card(chen))["scheduled"]["id"] == told["id"]
    soon = datetime.now(UTC) + timedelta(hours=1)
    await run_clock(soon)
    assert await versions() == []
    then = datetime.now(UTC) + timedelta(hours=3)
    await asyncio.gather(*(publish_due(then) for _ in range(2)), *(run_clock(then) for _ in range(4)))
    await run_clock(then + timedelta(minutes=1))
    assert await versions() == [(1, "later", "门店巡检")]
    card = await desk_card(chen)
    assert (card["number"], card["scheduled"]) == (1, None)


async def test_while_one_waits_nobody_writes_another(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, document())
    await publish_draft(chen, 1, at=in_hours(2))
    reply = await save(chen, document())
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (409, "scheduled")
    assert (await publish_draft(chen, 1)).json()["fields"][0]["code"] == "scheduled"


async def test_a_cancelled_one_lies_on_the_desk_again(cast: Cast) -> None:
    first, chen = await publish_patrol(), await cast.chen()
    await save(chen, renamed("später"), based_on=first)
    id = (await publish_draft(chen, 1, at=in_hours(2))).json()["id"]
    address = f"/api/checklists/{CHECKLIST}/publications/{id}/cancellation"
    for _ in range(2):
        assert (await chen.put(address, json={})).json()["status"] == "cancelled"
    draft = (await chen.get(DRAFT)).json()
    assert (draft["document"]["name"]["zh"], draft["basedOn"], draft["revision"]) == ("später", str(first), 1)
    await run_clock(datetime.now(UTC) + timedelta(hours=3))
    assert len(await versions()) == 1


async def test_it_is_too_late_to_cancel_what_is_published(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, document())
    id = (await publish_draft(chen, 1)).json()["id"]
    reply = await chen.put(f"/api/checklists/{CHECKLIST}/publications/{id}/cancellation", json={})
    assert (reply.status_code, reply.json()["fields"][0]["code"]) == (409, "published")
    other = f"/api/checklists/{named('other')}/publications/{id}/cancellation"
    assert (await chen.put(other, json={})).status_code == 404


async def test_one_that_is_refused_at_its_moment_holds_no_other_up(cast: Cast) -> None:
    chen, second = await cast.chen(), named("checklist/second")
    await save(chen, document())
    await save(chen, renamed("二"), checklist=second)
    await publish_draft(chen, 1, at=in_hours(1))
    await publish_draft(chen, 1, checklist=second, at=in_hours(1))
    await fetch(
        "UPDATE publication SET document = jsonb_set(document, '{sections}', '[]') WHERE checklist = $1",
        CHECKLIST,
    )
    await run_clock(datetime.now(UTC) + timedelta(hours=2))
    assert [name for _, _, name in await versions()] == ["二"]
    history = (await chen.get(HISTORY)).json()
    assert history["publications"][0]["status"] == "refused"
    assert (await chen.get(DRAFT)).status_code == 200


async def test_archived_and_back(cast: Cast) -> None:
    await publish_patrol()
    chen, address = await cast.chen(), f"/api/checklists/{CHECKLIST}/archival"
    for _ in range(2):
        assert (await chen.put(address, json={"archived": True})).json() == {"archived": True}
    assert (await chen.get("/api/checklists")).json() == []
    assert (await desk_card(chen))["archived"] is True
    assert (await chen.put(address, json={"archived": False})).status_code == 200
    assert len((await chen.get("/api/checklists")).json()) == 1
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'checklist.archived'")) == 1
    assert (await chen.put(f"/api/checklists/{uuid4()}/archival", json={"archived": True})).status_code == 404
