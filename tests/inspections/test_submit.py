"""Handing an inspection in."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid5

import msgspec
import pytest

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from backend.database import fetch, uuid7
from tests.cast import HILLTOP, LAKESIDE, RIVERSIDE, Cast, named
from tests.inspections.walk import (
    CHECKLIST,
    DOCUMENT,
    REFERENCE,
    assign,
    clean,
    counted,
    failing,
    inspection,
    photo,
    publish_patrol,
    submit,
)


async def test_an_inspection_is_scored_and_kept(cast: Cast) -> None:
    version, id = await publish_patrol(), uuid7()
    reply = await submit(await cast.wang(), inspection(version, failing(), note="雨天"), id)
    assert reply.status_code == 201, reply.text
    score = reply.json()["score"]
    assert (score["earned"], score["possible"], score["shown"], score["verdict"]) == (4, 5, "80.00", "fail")
    assert [hit["question"] for hit in score["fired"]] == ["exit_free"]
    row = (await fetch("SELECT * FROM inspection WHERE id = $1", id))[0]
    assert (row["store"], row["person"], row["shown"], row["verdict"]) == (
        RIVERSIDE,
        named("wang"),
        "80.00",
        "fail",
    )
    assert (row["adjusted_e6"], row["note"], row["manifest"]) == (800_000, "雨天", [photo(1), photo(2)])


async def test_every_failure_raises_one_issue_that_the_phone_can_name(cast: Cast) -> None:
    id = uuid7()
    reply = await submit(await cast.wang(), inspection(await publish_patrol(), failing()), id)
    names = ["shelf_faults/0/empty", "shelf_faults/0/dusty", "exit_free/0/no", "fridge_temperature/1/"]
    assert {issue["id"] for issue in reply.json()["issues"]} == {str(uuid5(id, name)) for name in names}
    rows = {row["id"]: row for row in await fetch("SELECT * FROM issue WHERE inspection = $1", id)}
    exit_free, fridge = rows[uuid5(id, names[2])], rows[uuid5(id, names[3])]
    assert exit_free["title"] == {"zh": "消防通道畅通", "en": "The fire exit is free"}
    assert (exit_free["severity"], exit_free["category"], exit_free["red_line"]) == (
        "critical",
        "safety",
        "fail_inspection",
    )
    assert (exit_free["note"], exit_free["photos"]) == ("两箱水堵住出口", [photo(1)])
    assert (fridge["instance"], fridge["note"], fridge["photos"]) == (1, "9.5", [photo(2), photo(1)])


async def test_an_issue_carries_how_it_should_look_and_the_question_s_own_hours(cast: Cast) -> None:
    answers = [clean()[1], clean()[2], {"question": "floor_clean", "option": "poor"}]
    await submit(await cast.wang(), inspection(await publish_patrol(), answers))
    issue = (await fetch("SELECT reference_photo, due_at - raised_at AS room FROM issue"))[0]
    assert (issue["reference_photo"], issue["room"]) == (REFERENCE, timedelta(hours=8))


async def test_an_issue_belongs_to_the_role_that_its_question_names(cast: Cast) -> None:
    first, *others = DOCUMENT["sections"][0]["questions"]
    named_one = {**first, "raises": {**first["raises"], "ownerRole": "supervisor"}}
    floor = {**DOCUMENT["sections"][0], "questions": [named_one, *others]}
    document = msgspec.convert(
        {**DOCUMENT, "sections": [floor, *DOCUMENT["sections"][1:]]}, ChecklistDocument
    )
    version = await publish(CHECKLIST, document, None, datetime.now(UTC))
    answers = [
        clean()[2],
        {"question": "floor_clean", "option": "poor"},
        {"question": "exit_free", "option": "no"},
    ]
    await submit(await cast.wang(), inspection(version, answers))
    rows = await fetch("SELECT question, owner_role, owner FROM issue")
    assert {row["question"]: (row["owner_role"], row["owner"]) for row in rows} == {
        "floor_clean": ("supervisor", None),
        "exit_free": (None, None),
    }


async def test_what_was_submitted_is_told_once(cast: Cast) -> None:
    id = uuid7()
    document = inspection(await publish_patrol(), failing())
    for _ in range(2):
        await submit(await cast.wang(), document, id)
    events = await fetch("SELECT * FROM event WHERE name = 'inspection.submitted'")
    assert [(e["subject"], e["store"], e["person"]) for e in events] == [(id, RIVERSIDE, named("wang"))]
    assert events[0]["payload"] == {"failed": 4, "redLines": 1, "shown": "80.00", "verdict": "fail"}
    raised = await fetch("SELECT payload FROM event WHERE name = 'issue.raised'")
    assert [event["payload"]["inspection"] for event in raised] == [str(id)] * 4


async def test_photos_may_be_seen_by_the_store_before_they_arrive(cast: Cast) -> None:
    id = uuid7()
    await submit(await cast.wang(), inspection(await publish_patrol(), failing()), id)
    uses = await fetch("SELECT sha256, store FROM photo_use WHERE subject = $1 ORDER BY sha256", id)
    assert [(use["sha256"], use["store"]) for use in uses] == [(photo(1), RIVERSIDE), (photo(2), RIVERSIDE)]


async def test_a_task_is_done_by_the_inspection_that_names_it(cast: Cast) -> None:
    version, id = await publish_patrol(), uuid7()
    task = await assign("wang", RIVERSIDE, "2026-11-22")
    assert (await submit(await cast.wang(), inspection(version, task=str(task)), id)).status_code == 201
    assert (await submit(await cast.wang(), inspection(version, task=str(task)))).status_code == 201
    assert await fetch("SELECT inspection FROM task") == [{"inspection": id}]


async def test_sent_again_it_changes_nothing_and_answers_the_same(cast: Cast) -> None:
    wang, id, document = await cast.wang(), uuid7(), inspection(await publish_patrol(), failing())
    first = await submit(wang, document, id)
    again = await submit(wang, dict(reversed(document.items())), id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_ten_at_once_give_one_row_and_ten_equal_answers(cast: Cast) -> None:
    wang, id, document = await cast.wang(), uuid7(), inspection(await publish_patrol(), failing())
    replies = await asyncio.gather(*(submit(wang, document, id) for _ in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] * 9 + [201]
    assert len({reply.text for reply in replies}) == 1
    assert [await counted(table) for table in ("inspection", "receipt", "issue")] == [1, 1, 4]
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'inspection.submitted'")) == 1


async def test_a_resend_is_answered_after_the_store_moved_out_of_reach(cast: Cast) -> None:
    wang, id, document = await cast.wang(), uuid7(), inspection(await publish_patrol())
    first = await submit(wang, document, id)
    await fetch("DELETE FROM post WHERE person = $1", named("wang"))
    again = await submit(wang, document, id)
    assert (again.status_code, again.json()) == (200, first.json())


async def test_the_same_id_with_other_content_is_refused(cast: Cast) -> None:
    wang, id, version = await cast.wang(), uuid7(), await publish_patrol()
    await submit(wang, inspection(version), id)
    other = await submit(wang, inspection(version, note="changed"), id)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-sent")
    assert (await fetch("SELECT note FROM inspection"))[0]["note"] == ""


async def test_somebody_else_s_id_is_refused_without_a_word_of_its_content(cast: Cast) -> None:
    id, version = uuid7(), await publish_patrol()
    document = inspection(version, note="secret")
    await submit(await cast.wang(), document, id)
    for thief in (await cast.sun(), await cast.li()):
        reply = await submit(thief, document, id)
        assert reply.status_code == 409
        assert "secret" not in reply.text
        assert reply.json()["fields"] == []


@pytest.mark.parametrize("walker", ["wang", "li", "zhao", "chen"])
async def test_whoever_reaches_the_store_walks_it(cast: Cast, walker: str) -> None:
    reply = await submit(await cast.sign_in(walker), inspection(await publish_patrol()))
    assert reply.status_code == 201


@pytest.mark.parametrize("stranger", ["sun", "song"])
async def test_a_store_out_of_reach_is_not_there(cast: Cast, stranger: str) -> None:
    reply = await submit(await cast.sign_in(stranger), inspection(await publish_patrol()))
    assert reply.status_code == 404
    assert [field["path"] for field in reply.json()["fields"]] == ["store"]
    assert await counted("inspection") == 0


async def test_an_admin_sees_stores_and_does_not_walk_them(cast: Cast) -> None:
    reply = await submit(await cast.ada(), inspection(await publish_patrol()))
    assert reply.status_code == 403


async def test_nobody_signed_in_submits_nothing(cast: Cast) -> None:
    reply = await submit(await cast.nobody(), inspection(await publish_patrol()))
    assert (reply.status_code, reply.json()["type"]) == (401, "/problems/sign-in-needed")


async def test_a_phone_with_a_wrong_clock_is_not_kept_out(cast: Cast) -> None:
    document = inspection(await publish_patrol()) | {
        "deviceAt": "1999-12-31T23:00:00+08:00",
        "startedAt": "2031-01-01T00:00:00Z",
    }
    assert (await submit(await cast.wang(), document)).status_code == 201
    row = (await fetch("SELECT submitted_at, received_at FROM inspection"))[0]
    assert row["submitted_at"].year == 1999
    assert abs(datetime.now(UTC) - row["received_at"]) < timedelta(minutes=1)


async def test_points_lost_without_measure_are_kept(cast: Cast) -> None:
    version = await publish_patrol()
    path = "{sections,0,questions,0,options,1,points}"
    await fetch(f"UPDATE checklist_version SET document = jsonb_set(document, '{path}', '-10000')")
    answers = [*clean()[1:], {"question": "floor_clean", "option": "poor"}]
    reply = await submit(await cast.wang(), inspection(version, answers))
    assert (reply.status_code, reply.json()["score"]["shown"]) == (201, "0.00")


async def test_hilltop_and_lakeside_are_walked_by_their_own(cast: Cast) -> None:
    version = await publish_patrol()
    pairs = [("sun", HILLTOP, 201), ("wang", HILLTOP, 201), ("song", LAKESIDE, 201), ("wang", LAKESIDE, 404)]
    for walker, store, status in pairs:
        reply = await submit(await cast.sign_in(walker), inspection(version, store=str(store)))
        assert reply.status_code == status, (walker, reply.text)


async def test_a_check_in_without_a_position_says_why_and_is_not_kept_out(cast: Cast) -> None:
    document = inspection(await publish_patrol())
    document["checkIn"] |= {"position": None, "distanceMetres": None, "noPosition": "denied"}
    assert (await submit(await cast.wang(), document)).status_code == 201
    assert (await fetch("SELECT check_in FROM inspection"))[0]["check_in"]["noPosition"] == "denied"
