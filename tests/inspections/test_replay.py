"""What if: a draft is tried on the inspections of a span before it is published."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import NOWHERE
from backend.database import fetch, uuid7
from backend.inspections.replays import rescoring
from backend.inspections.replays.rescoring import forget_replays, rescore_batch
from backend.inspections.replays.what_if import comparable, rescore
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast
from tests.checklists.desk import document, save
from tests.inspections.walk import CHECKLIST, inspection, publish_patrol, submit

REPLAYS = f"/api/checklists/{CHECKLIST}/replays"


def span() -> dict[str, Any]:
    """The last quarter, up to a moment from now."""
    now = datetime.now(UTC)
    return {
        "since": (now - timedelta(days=92)).isoformat(),
        "until": (now + timedelta(minutes=5)).isoformat(),
    }


async def ask(
    client: httpx.AsyncClient, revision: int = 1, id: UUID | None = None, **other: Any
) -> httpx.Response:
    """Ask for a replay of the draft."""
    body = {"revision": revision, **span(), **other}
    return await client.put(f"{REPLAYS}/{id or uuid7()}", json=body)


def lighter() -> dict[str, Any]:
    """The small checklist in which shelves count for nothing: what nobody answered costs nothing then."""
    draft = document()
    draft["sections"][0]["questions"][1]["weight"] = 0
    return draft


async def walk(cast: Cast, count: int = 1) -> UUID:
    """Publish the checklist and let Wang find nothing wrong so many times; each scores 3 of 5 and fails."""
    version, wang = await publish_patrol(), await cast.wang()
    for _ in range(count):
        assert (await submit(wang, inspection(version))).status_code == 201
    return version


async def replayed(client: httpx.AsyncClient, draft: dict[str, Any]) -> dict[str, Any]:
    """Save a draft, try it, and wait for the result."""
    await save(client, draft)
    asked = (await ask(client)).json()
    await work_until_quiet()
    done: dict[str, Any] = (await client.get(f"{REPLAYS}/{asked['id']}")).json()
    assert done["status"] == "done"
    return done


async def test_old_scores_stand_beside_new_ones_with_the_stores_whose_verdict_changes(cast: Cast) -> None:
    await walk(cast, 3)
    done = await replayed(await cast.chen(), lighter())
    result = done["result"]
    assert (done["total"], done["done"]) == (3, 3)
    assert (result["oldMean"], result["newMean"]) == ("60.00", "100.00")
    assert (result["toPass"], result["toFail"], result["otherVerdicts"]) == (3, 0, 0)
    (store,) = result["stores"]
    assert (store["store"], store["inspections"], store["changed"]) == (str(RIVERSIDE), 3, 3)
    assert (store["oldVerdict"], store["newVerdict"], store["newShown"]) == ("fail", "pass", "100.00")
    assert (result["added"], result["gone"]) == ([], [])


async def test_nothing_that_was_found_is_changed(cast: Cast) -> None:
    await walk(cast)
    before = await fetch("SELECT score, shown, verdict FROM inspection")
    await replayed(await cast.chen(), lighter())
    assert await fetch("SELECT score, shown, verdict FROM inspection") == before


async def test_new_and_dropped_questions_are_named_and_count_in_no_direction(cast: Cast) -> None:
    await walk(cast, 2)
    draft = document()
    questions = draft["sections"][0]["questions"]
    questions[1] = {
        "kind": "yes_no",
        "id": "brand_new",
        "text": {"zh": "新项", "en": "New one"},
        "weight": 50,
    }
    result = (await replayed(await cast.chen(), draft))["result"]
    assert [(one["id"], one["inspections"]) for one in result["added"]] == [("brand_new", 2)]
    assert [(one["id"], one["inspections"]) for one in result["gone"]] == [("shelf_faults", 2)]
    assert result["newMean"] == "100.00"


def test_an_answer_that_the_draft_does_not_understand_counts_in_no_direction() -> None:
    old = msgspec.convert(document(), ChecklistDocument)
    draft = document()
    draft["sections"][0]["questions"][0]["options"] = draft["sections"][0]["questions"][0]["options"][1:]
    new = comparable(msgspec.convert(draft, ChecklistDocument), old)
    answers = [Answer(question="floor_clean", option="good"), Answer(question="exit_free", option="yes")]
    rescored = rescore(new, answers, NOWHERE)
    assert (rescored.unfit, rescored.score.earned, rescored.score.possible) == (1, 1, 3)


async def test_the_same_replay_asked_for_again_is_the_same(cast: Cast) -> None:
    await walk(cast)
    chen, id, when = await cast.chen(), uuid7(), span()
    await save(chen, lighter())
    replies = await asyncio.gather(*(ask(chen, id=id, **when) for _ in range(5)))
    assert {reply.status_code for reply in replies} == {200}
    assert len(await fetch("SELECT 1 FROM replay")) == 1
    assert len(await fetch("SELECT 1 FROM replay_line")) == 1
    assert (await ask(chen, id=id)).json()["type"] == "/problems/already-sent"


async def test_what_cannot_be_tried_is_said(cast: Cast) -> None:
    chen = await cast.chen()
    assert (await ask(chen)).status_code == 404
    await save(chen, lighter())
    assert (await ask(chen, 7)).json()["fields"][0]["code"] == "changed"
    now = datetime.now(UTC).isoformat()
    assert (await ask(chen, since=now, until=now)).json()["fields"][0]["code"] == "upside_down"
    flawed = lighter()
    flawed["sections"][0]["questions"][0]["text"]["en"] = ""
    await save(chen, flawed, 1)
    assert (await ask(chen, 2)).status_code == 422
    assert (await chen.get(f"{REPLAYS}/{uuid4()}")).status_code == 404


async def test_two_workers_and_a_crash_score_every_inspection_once(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(rescoring, "AT_ONCE", 2)
    await walk(cast, 7)
    chen = await cast.chen()
    await save(chen, lighter())
    asked = (await ask(chen)).json()
    id = UUID(asked["id"])
    assert (asked["status"], asked["total"], asked["result"]) == ("running", 7, None)
    await rescore_batch(id, {})
    assert (await chen.get(f"{REPLAYS}/{id}")).json()["done"] == 2
    await asyncio.gather(*(rescore_batch(id, {}) for _ in range(8)))
    await work_until_quiet()
    done = (await chen.get(f"{REPLAYS}/{id}")).json()
    assert (done["status"], done["result"]["toPass"]) == ("done", 7)
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'replay.finished'")) == 1


async def test_a_long_replay_lets_other_jobs_have_their_turn(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(rescoring, "AT_ONCE", 1)
    monkeypatch.setattr(rescoring, "SLICE_SECONDS", 0.0)
    await walk(cast, 4)
    done = await replayed(await cast.chen(), lighter())
    assert done["result"]["toPass"] == 4


async def test_replays_of_last_month_are_forgotten(cast: Cast) -> None:
    await walk(cast)
    await replayed(await cast.chen(), lighter())
    await forget_replays(datetime.now(UTC) + timedelta(days=29))
    assert len(await fetch("SELECT 1 FROM replay_line")) == 1
    await forget_replays(datetime.now(UTC) + timedelta(days=31))
    assert await fetch("SELECT 1 FROM replay_line") == []
    assert len(await fetch("SELECT 1 FROM inspection")) == 1
