"""A draft is saved whole as it is written, and nobody overwrites somebody else's words unseen."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from backend.database import fetch
from tests.cast import Cast, named
from tests.checklists.desk import desk_card, document, renamed, save
from tests.inspections.walk import CHECKLIST, publish_patrol

DRAFT = f"/api/checklists/{CHECKLIST}/draft"


async def give_hq_a_second_writer() -> None:
    """Ada gets a post at HQ too."""
    await fetch("INSERT INTO post (id, person, role) VALUES ($1, $2, 'hq')", uuid4(), named("ada"))


async def test_a_draft_may_be_unfinished_and_comes_back_as_it_was(cast: Cast) -> None:
    chen = await cast.chen()
    unfinished = {"name": {"zh": "新表", "en": ""}, "sections": [{"half": True}], "passMarkHundredths": "?"}
    reply = await save(chen, unfinished)
    assert reply.status_code == 200, reply.text
    assert (reply.json()["revision"], reply.json()["savedByName"]) == (1, "Chen")
    assert "document" not in reply.json()
    read = (await chen.get(DRAFT)).json()
    assert read["document"] == unfinished
    assert read["refusals"]
    card = await desk_card(chen)
    assert (card["name"]["zh"], card["version"], card["draft"]["revision"]) == ("新表", None, 1)
    assert (await chen.get("/api/checklists")).json() == []


async def test_the_same_save_again_changes_nothing(cast: Cast) -> None:
    chen, id = await cast.chen(), uuid4()
    first = await save(chen, document(), save_id=id)
    again = await save(chen, document(), save_id=id)
    assert first.json() == again.json()
    other = await save(chen, renamed("x"), save_id=id)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-sent")


async def test_who_writes_upon_an_older_revision_is_told_and_nothing_is_lost(cast: Cast) -> None:
    await give_hq_a_second_writer()
    chen, ada = await cast.chen(), await cast.ada()
    await save(chen, renamed("a"))
    assert (await save(ada, renamed("b"), 1)).json()["revision"] == 2
    stale = await save(chen, renamed("c"), 1)
    assert (stale.status_code, stale.json()["fields"][0]["code"]) == (409, "changed")
    read = (await chen.get(DRAFT)).json()
    assert (read["document"]["name"]["zh"], read["savedByName"], read["revision"]) == ("b", "Ada", 2)


async def test_of_ten_saves_at_once_upon_one_revision_one_is_kept(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, renamed("start"))
    replies = await asyncio.gather(*(save(chen, renamed(str(n)), 1) for n in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * 9
    assert (await chen.get(DRAFT)).json()["revision"] == 2


async def test_ten_new_drafts_at_once_give_one(cast: Cast) -> None:
    chen = await cast.chen()
    replies = await asyncio.gather(*(save(chen, renamed(str(n))) for n in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * 9
    assert len(await fetch("SELECT 1 FROM checklist_draft")) == 1


async def test_a_draft_is_dropped_only_as_it_was_seen(cast: Cast) -> None:
    chen = await cast.chen()
    await save(chen, renamed("a"))
    await save(chen, renamed("b"), 1)
    assert (await chen.delete(f"{DRAFT}?revision=1")).status_code == 409
    assert (await chen.delete(f"{DRAFT}?revision=2")).status_code == 204
    assert (await chen.delete(f"{DRAFT}?revision=2")).status_code == 204
    assert (await chen.get(DRAFT)).status_code == 404
    assert (await chen.get("/api/checklist-desk")).json() == []
    assert (await save(chen, renamed("b"))).json()["revision"] == 1


async def test_a_draft_says_what_would_be_refused_with_its_place(cast: Cast) -> None:
    chen, draft = await cast.chen(), document()
    draft["sections"][0]["questions"][0]["text"]["en"] = " "
    draft["sections"][0]["questions"][1]["weight"] = "much"
    draft["sections"][0]["questions"][2]["weight"] = 0
    draft["sections"][1]["title"] = {"zh": "冷柜", "en": "冷柜"}
    draft["sections"][1]["questions"][0]["text"] = {"zh": "same", "en": "same"}
    found = (await save(chen, draft)).json()
    assert [(one["path"], one["code"]) for one in found["refusals"]] == [
        ("sections[0].questions[1].weight", "shape"),
        ("sections[0].questions[0].text.en", "words_missing"),
    ]
    assert [(one["path"], one["code"]) for one in found["warnings"]] == [
        ("sections[0].questions[2].weight", "red_line_weightless"),
        ("sections[1].questions[0].text.en", "words_untranslated"),
    ]


def questions(count: int) -> list[dict[str, Any]]:
    """So many questions."""
    return [
        {"kind": "yes_no", "id": f"q{n}", "text": {"zh": f"第 {n} 项", "en": f"Line {n}"}}
        for n in range(count)
    ]


async def test_a_thousand_questions_are_named_as_too_many(cast: Cast) -> None:
    chen = await cast.chen()
    title = {"zh": "类", "en": "section"}
    one = {"name": title, "sections": [{"id": "s", "title": title, "questions": questions(1000)}]}
    found = (await save(chen, one)).json()
    assert [(flaw["path"], flaw["code"]) for flaw in found["refusals"]] == [
        ("sections[0].questions[500]", "too_many_questions")
    ]
    many = questions(1000)
    five = [{"id": f"s{n}", "title": title, "questions": many[n * 200 : n * 200 + 200]} for n in range(5)]
    found = (await save(chen, {"name": title, "sections": five}, 1)).json()
    assert [(flaw["path"], flaw["code"]) for flaw in found["refusals"]] == [
        ("sections[2].questions[100]", "too_many_questions")
    ]
    assert [flaw["code"] for flaw in found["warnings"]] == ["many_questions"]


@pytest.mark.parametrize("depth", [17, 400])
async def test_what_is_nested_like_no_checklist_is_refused(cast: Cast, depth: int) -> None:
    chen, nested = await cast.chen(), {}
    for _ in range(depth):
        nested = {"in": [nested]}
    reply = await save(chen, {"deep": nested})
    assert reply.status_code in (400, 422), reply.text
    assert await fetch("SELECT 1 FROM checklist_draft") == []


async def test_a_draft_is_based_on_a_version_of_its_own_checklist(cast: Cast) -> None:
    version, chen = await publish_patrol(), await cast.chen()
    assert (await save(chen, document(), based_on=uuid4())).status_code == 422
    assert (await save(chen, document(), based_on=version, checklist=named("other"))).status_code == 422
    assert (await save(chen, document(), based_on=version)).status_code == 200
