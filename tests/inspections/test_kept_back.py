"""An answer to a question of a confidential category is read by the named roles and by whoever gave it."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from backend.app import openapi_document
from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import fetch, uuid7
from backend.events.live import Hearing, read_after
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast, named
from tests.inspections.walk import CHECKLIST, DOCUMENT, amended, clean, inspection, photo, submit
from tests.riverside import paint

WORDS, MORE = "员工说没有发加班费", "又有一人这样说"
PICTURE = paint() + b"kept back"
SHA256 = sha256(PICTURE).hexdigest()
OPEN_PHOTO = photo(7)
ASKED = {
    "kind": "yes_no",
    "id": "treated_fairly",
    "text": {"zh": "员工待遇合规", "en": "Staff are treated fairly"},
    "redLine": "fail_inspection",
    "raises": {"severity": "high", "category": "complaint"},
}


async def publish_with_secret() -> UUID:
    """The small checklist with a question of the confidential category."""
    document: dict[str, Any] = deepcopy(DOCUMENT)
    document["sections"][0]["questions"].append(ASKED)
    return await publish(CHECKLIST, msgspec.convert(document, ChecklistDocument), None, datetime.now(UTC))


def answers(note: str = WORDS) -> list[dict[str, Any]]:
    """The floor is poor, which everybody may know; how staff are treated is not."""
    floor = {"question": "floor_clean", "option": "poor", "photos": [OPEN_PHOTO]}
    secret = {"question": "treated_fairly", "option": "no", "note": note, "photos": [SHA256, OPEN_PHOTO]}
    return [floor, secret, *clean()[1:]]


async def walk(cast: Cast, login: str = "wang") -> UUID:
    """An inspection with the photo that belongs to the secret alone, by one of the cast."""
    client, id = await cast.sign_in(login), uuid7()
    reply = await client.put(f"/api/photos/{SHA256}", content=PICTURE, headers={"content-type": "image/jpeg"})
    assert reply.status_code == 201, reply.text
    reply = await submit(client, inspection(await publish_with_secret(), answers()), id)
    assert reply.status_code == 201, reply.text
    await work_until_quiet()
    return id


@pytest.fixture
async def walked(cast: Cast) -> UUID:
    """Wang's inspection, amended by her once."""
    id, wang = await walk(cast), await cast.wang()
    version = (await wang.get(f"/api/inspections/{id}")).json()["version"]["id"]
    change = amended(UUID(version), answers(MORE))
    assert (await wang.put(f"/api/inspections/{id}/amendments/{uuid7()}", json=change)).status_code == 201
    await work_until_quiet()
    return id


async def read(client: httpx.AsyncClient, url: str) -> dict[str, Any]:
    reply = await client.get(url)
    assert reply.status_code == 200, reply.text
    document: dict[str, Any] = reply.json()
    return document


def questions_in(document: dict[str, Any]) -> set[str]:
    """The questions that answers, scores and changes of an inspection speak of."""
    score = document["score"]
    places = [*document["answers"], *score["failed"], *score["fired"], *score["questions"]]
    places += [change for one in document["history"] for change in one["changes"]]
    return {place["question"] for place in places}


async def test_the_inspection_page_keeps_the_answer_from_the_store(cast: Cast, walked: UUID) -> None:
    for login in ("wang", "chen", "ada"):
        document = await read(await cast.sign_in(login), f"/api/inspections/{walked}")
        assert "treated_fairly" in questions_in(document), login
        assert document["receipt"]["statement"]
    for login in ("li", "zhao"):
        reply = await (await cast.sign_in(login)).get(f"/api/inspections/{walked}")
        document = reply.json()
        assert "treated_fairly" not in questions_in(document), login
        assert document["failed"] == len(document["score"]["failed"]) == 1
        assert document["manifest"] == [OPEN_PHOTO]
        for trace in (WORDS, MORE, SHA256):
            assert trace not in reply.text, (login, trace)


async def test_no_sum_tells_the_store_how_the_answer_was(cast: Cast) -> None:
    """Two visits that differ in the secret alone are one and the same to whoever may not read it."""
    version, wang = await publish_with_secret(), await cast.wang()
    told, counts = [], set()
    for verdict in ("yes", "no"):
        answered = [*clean(), {"question": "treated_fairly", "option": verdict}]
        id = uuid7()
        assert (await submit(wang, inspection(version, answered), id)).status_code == 201
        await work_until_quiet()
        li = await cast.li()
        document = await read(li, f"/api/inspections/{id}")
        receipt = (await read(li, f"/api/inspections/{id}/receipt"))["score"]
        assert receipt == document["score"]
        card = (await read(li, "/api/inspections"))["inspections"][0]
        last = (await read(li, f"/api/stores/{RIVERSIDE}/visit"))["lastInspections"][0]
        cards = [{key: one[key] for key in ("shown", "verdict", "failed", "partly")} for one in (card, last)]
        told.append((document["score"], document["shown"], document["verdict"], document["failed"], cards))
        whole = await read(wang, f"/api/inspections/{id}")
        counts.add((whole["shown"], len(whole["score"]["fired"])))
        assert (whole["partly"], document["partly"]) == (False, True)
    assert told[0] == told[1]
    assert len(counts) == 2, "to who may read it the answer counts"


async def test_an_amended_secret_changes_no_score_that_the_store_reads(cast: Cast, walked: UUID) -> None:
    document = await read(await cast.li(), f"/api/inspections/{walked}")
    [change] = document["history"]
    assert change["shown"] == change["shownBefore"] == document["shown"]


async def choose_sight(cast: Cast, category: str, roles: list[str]) -> None:
    """Chen lets some roles alone see a category."""
    chen = await cast.chen()
    held = await read(chen, "/api/issue-rules")
    for one in held["rules"]["categories"]:
        if one["key"] == category:
            one["seenBy"] = roles
    body = {"basedOn": held["version"], "rules": held["rules"]}
    assert (await chen.put("/api/issue-rules", json=body)).status_code == 200
    await work_until_quiet()


async def test_a_choice_about_a_category_holds_for_the_photos_of_visits_long_made(cast: Cast) -> None:
    wang, li, url = await cast.wang(), await cast.li(), f"/api/photos/{SHA256}?size=320"
    await choose_sight(cast, "complaint", [])
    reply = await wang.put(f"/api/photos/{SHA256}", content=PICTURE, headers={"content-type": "image/jpeg"})
    assert reply.status_code == 201, reply.text
    passed = [*clean(), {"question": "treated_fairly", "option": "yes", "photos": [SHA256]}]
    assert (await submit(wang, inspection(await publish_with_secret(), passed), uuid7())).status_code == 201
    assert (await li.get(url)).status_code == 200
    await choose_sight(cast, "complaint", ["supervisor", "hq"])
    assert [(await client.get(url)).status_code for client in (li, wang)] == [404, 200]
    assert (await (await cast.chen()).get(url)).status_code == 200
    await choose_sight(cast, "complaint", [])
    assert (await li.get(url)).status_code == 200


async def test_the_receipt_and_the_list_say_no_more(cast: Cast, walked: UUID) -> None:
    li, wang = await cast.li(), await cast.wang()
    receipt = await li.get(f"/api/inspections/{walked}/receipt")
    assert SHA256 not in receipt.text
    assert "treated_fairly" not in receipt.text
    assert SHA256 in (await wang.get(f"/api/inspections/{walked}/receipt")).text
    for client, failed in ((li, 1), (wang, 2)):
        assert [one["failed"] for one in (await read(client, "/api/inspections"))["inspections"]] == [failed]
        (last,) = (await read(client, f"/api/stores/{RIVERSIDE}/visit"))["lastInspections"]
        assert last["failed"] == failed


async def test_the_photo_opens_to_the_named_roles_only(cast: Cast, walked: UUID) -> None:
    url = f"/api/photos/{SHA256}?size=320"
    for login in ("wang", "chen", "ada"):
        assert (await (await cast.sign_in(login)).get(url)).status_code == 200, login
    for login in ("li", "zhao", "sun", "song"):
        assert (await (await cast.sign_in(login)).get(url)).status_code == 404, login


async def test_a_photo_is_open_again_once_the_category_is(cast: Cast, walked: UUID) -> None:
    chen, li = await cast.chen(), await cast.li()
    held = await read(chen, "/api/issue-rules")
    for category in held["rules"]["categories"]:
        category["seenBy"] = []
    body = {"basedOn": held["version"], "rules": held["rules"]}
    assert (await chen.put("/api/issue-rules", json=body)).status_code == 200
    assert (await li.get(f"/api/photos/{SHA256}?size=320")).status_code == 200
    assert "treated_fairly" in questions_in(await read(li, f"/api/inspections/{walked}"))


async def test_no_document_and_no_live_event_tells_the_store(cast: Cast, app: Any, walked: UUID) -> None:
    known = {"store": str(RIVERSIDE), "id": str(walked), "inspection": str(walked), "subject": str(walked)}
    looked = 0
    for login in ("li", "zhao"):
        client = await cast.sign_in(login)
        for path, operations in openapi_document(app.api)["paths"].items():
            if "get" not in operations or path.endswith(("/live", "/docs", "/docs.css", "/openapi.json")):
                continue
            address = path
            for name, value in known.items():
                address = address.replace(f"{{{name}}}", value)
            reply = await client.get(address) if "{" not in address else None
            for trace in (WORDS, MORE, SHA256):
                assert reply is None or trace not in reply.text, (login, address)
            looked += reply is not None and reply.status_code == 200
    assert looked > 30, "too little could be read: the test would hold for nothing"
    (secret,) = await fetch("SELECT id FROM issue WHERE question = 'treated_fairly'")
    for login, role, sees in (
        ("wang", f"supervisor@{RIVERSIDE}", True),
        ("li", f"store_manager@{RIVERSIDE}", False),
    ):
        rows = await read_after(0, Hearing(person=named(login), stores=[RIVERSIDE], keys=[role]))
        seen = [row["name"] for row in rows if row["visible"] and row["subject"] == secret["id"]]
        assert bool(seen) is sees, (login, seen)


async def test_whoever_answered_reads_it_and_a_colleague_does_not(cast: Cast) -> None:
    id = await walk(cast, "zhao")
    zhao, li = await cast.zhao(), await cast.li()
    assert "treated_fairly" in questions_in(await read(zhao, f"/api/inspections/{id}"))
    assert "treated_fairly" not in questions_in(await read(li, f"/api/inspections/{id}"))
    today = (datetime.now(UTC) + timedelta(hours=8)).date()
    log = f"/api/stores/{RIVERSIDE}/log?since={today - timedelta(days=1)}&until={today}"
    assert WORDS in (await zhao.get(log)).text
    assert WORDS not in (await li.get(log)).text
    assert "地面清洁" in (await li.get(log)).text
