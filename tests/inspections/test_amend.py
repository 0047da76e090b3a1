"""A submitted inspection is amended by a copy: who, when, why and what, with both scores and every issue."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checklists.document import Answer
from backend.database import fetch, uuid7
from backend.inspections.differences import differences
from backend.inspections.visit_rules import VisitRules
from backend.stores.settings import write_setting
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast, named
from tests.inspections.test_likenesses import photograph, send
from tests.inspections.walk import amended, clean, counted, failing, inspection, photo, publish_patrol, submit


async def walked(client: httpx.AsyncClient, answers: list[dict[str, Any]] | None = None) -> tuple[UUID, UUID]:
    """Hand an inspection in; return its version of the checklist and its id."""
    version, id = await publish_patrol(), uuid7()
    assert (await submit(client, inspection(version, answers), id)).status_code == 201
    return version, id


async def amend(
    client: httpx.AsyncClient, id: UUID, document: dict[str, Any], amendment: UUID | None = None
) -> httpx.Response:
    return await client.put(f"/api/inspections/{id}/amendments/{amendment or uuid7()}", json=document)


async def read(client: httpx.AsyncClient, id: UUID) -> dict[str, Any]:
    reply = await client.get(f"/api/inspections/{id}")
    assert reply.status_code == 200, reply.text
    document: dict[str, Any] = reply.json()
    return document


def floor_poor() -> list[dict[str, Any]]:
    return [{"question": "floor_clean", "option": "poor"}, *clean()[1:]]


async def test_the_newest_version_reads_with_its_history_and_both_scores(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang)
    amendment = uuid7()
    reply = await amend(wang, id, amended(version, floor_poor(), note="补充"), amendment)
    assert reply.status_code == 201, reply.text
    seen = await read(await cast.chen(), id)
    assert (seen["shown"], seen["amendments"], seen["note"]) == ("20.00", 1, "补充")
    assert seen["score"]["shown"] == "20.00"
    (told,) = seen["history"]
    assert (told["id"], told["number"], told["personName"], told["reason"]) == (
        str(amendment), 1, "Wang", "看错了一层货架",
    )  # fmt: skip
    assert (told["shownBefore"], told["shown"]) == ("60.00", "20.00")
    assert (told["noteBefore"], told["note"]) == ("", "补充")
    (change,) = told["changes"]
    assert (change["question"], change["before"]["option"], change["after"]["option"]) == (
        "floor_clean",
        "good",
        "poor",
    )


async def test_what_was_submitted_stays_as_it_was(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang)
    kept = "answers, score, fingerprint, manifest, takings, note, check_in, person, submitted_at"
    before = await fetch(f"SELECT {kept} FROM inspection WHERE id = $1", id)
    await amend(wang, id, amended(version, floor_poor()))
    assert await fetch(f"SELECT {kept} FROM inspection WHERE id = $1", id) == before
    listed = (await wang.get("/api/inspections")).json()["inspections"]
    assert [(one["shown"], one["failed"], one["amendments"]) for one in listed] == [("20.00", 1, 1)]


async def test_a_newly_failed_answer_raises_an_issue_and_the_store_is_told_of_it_alone(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang, failing())
    await work_until_quiet()
    before = {row["id"] for row in await fetch("SELECT id FROM issue")}
    answers = [{"question": "floor_clean", "option": "poor"}, *failing()[1:]]
    await amend(wang, id, amended(version, answers))
    await work_until_quiet()
    fresh = [row for row in await fetch("SELECT * FROM issue") if row["id"] not in before]
    assert [(row["question"], row["inspection"]) for row in fresh] == [("floor_clean", id)]
    told = "SELECT link FROM notification WHERE person = $1 AND bundle LIKE 'amendment:%'"
    lines = await fetch(told, named("li"))
    assert [line["link"] for line in lines] == [f"/issues/{fresh[0]['id']}"]


async def test_an_answer_that_fails_no_longer_keeps_its_issue_and_says_so(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang, failing())
    assert (await read(wang, id))["noLongerFailed"] == []
    kept = failing()
    kept[2] = {"question": "exit_free", "option": "yes"}
    await amend(wang, id, amended(version, kept))
    seen = await read(wang, id)
    assert len(seen["issues"]) == 4
    assert [one["title"]["en"] for one in seen["noLongerFailed"]] == ["The fire exit is free"]
    assert [one["status"] for one in seen["noLongerFailed"]] == ["open"]
    # Failing once more it is the same issue, not a second one.
    second = (await read(wang, id))["history"][0]["id"]
    await amend(wang, id, amended(version, failing(), basedOn=second))
    assert (await counted("issue"), (await read(wang, id))["noLongerFailed"]) == (4, [])


async def test_sent_again_it_changes_nothing(cast: Cast) -> None:
    wang, amendment = await cast.wang(), uuid7()
    version, id = await walked(wang)
    document = amended(version, floor_poor())
    replies = await asyncio.gather(*(amend(wang, id, document, amendment) for _ in range(5)))
    assert sorted(reply.status_code for reply in replies) == [200] * 4 + [201]
    assert len({reply.text for reply in replies}) == 1
    assert (await counted("amendment"), await counted("issue")) == (1, 1)
    other = await amend(wang, id, document | {"reason": "另一个原因"}, amendment)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/already-sent")


async def test_a_stale_base_is_refused(cast: Cast) -> None:
    wang, chen, first = await cast.wang(), await cast.chen(), uuid7()
    version, id = await walked(wang)
    assert (await amend(chen, id, amended(version, floor_poor()), first)).status_code == 201
    stale = await amend(wang, id, amended(version, clean()))
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/out-of-date")
    assert (await amend(wang, id, amended(version, clean(), basedOn=str(first)))).status_code == 201
    assert [one["shown"] for one in (await read(wang, id))["history"]] == ["20.00", "60.00"]


async def test_the_walker_has_a_window_and_hq_has_not(cast: Cast) -> None:
    wang, chen = await cast.wang(), await cast.chen()
    version, id = await walked(wang)
    assert (await read(wang, id))["mayAmend"] is True
    await fetch("UPDATE inspection SET received_at = received_at - interval '25 hours'")
    assert (await read(wang, id))["mayAmend"] is False
    late = await amend(wang, id, amended(version, floor_poor()))
    assert (late.status_code, late.json()["type"]) == (403, "/problems/amendment-closed")
    in_time = datetime.now(UTC) - timedelta(hours=2)
    offline = amended(version, floor_poor(), estimatedAt=in_time.isoformat())
    assert (await amend(wang, id, offline)).status_code == 201
    newest = (await read(chen, id))["history"][0]["id"]
    assert (await read(chen, id))["mayAmend"] is True
    assert (await amend(chen, id, amended(version, clean(), basedOn=newest))).status_code == 201


async def test_the_company_sets_the_window(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang)
    await write_setting("visits", VisitRules(amend_hours=0), based_on=0, by=named("ada"))
    assert (await amend(wang, id, amended(version, floor_poor()))).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("li", 403), ("zhao", 403), ("ada", 403), ("sun", 404), ("song", 404)]
)
async def test_nobody_else_amends(cast: Cast, who: str, status: int) -> None:
    version, id = await walked(await cast.wang())
    assert (await amend(await cast.sign_in(who), id, amended(version))).status_code == status
    assert await counted("amendment") == 0


async def test_an_amendment_is_as_complete_as_an_inspection_and_says_why(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang)
    missing = await amend(wang, id, amended(version, clean()[1:]))
    assert (missing.status_code, missing.json()["fields"][0]["code"]) == (422, "required")
    silent = await amend(wang, id, amended(version, reason="  "))
    assert [field["path"] for field in silent.json()["fields"]] == ["reason"]


async def test_the_receipt_covers_the_newest_version_and_the_photos_of_both_people(cast: Cast) -> None:
    wang, chen = await cast.wang(), await cast.chen()
    one, other = await send(wang, photograph(21)), await send(chen, photograph(22))
    answers = clean()
    answers[0]["photos"] = [one]
    version, id = await walked(wang, answers)
    first = (await wang.get(f"/api/inspections/{id}/receipt")).json()
    answers[0]["photos"] = [one, other, photo(7)]
    reply = await amend(chen, id, amended(version, answers))
    statement = msgspec.json.decode(reply.json()["statement"])
    newest = (await read(wang, id))["history"][0]["id"]
    assert (statement["amendment"], statement["held"]) == (newest, [one, other])
    assert statement["manifest"] == [one, other, photo(7)]
    assert statement["answersSha256"] != msgspec.json.decode(first["statement"])["answersSha256"]
    assert msgspec.json.decode(first["statement"])["amendment"] is None
    assert (await read(wang, id))["photosMissing"] == 1


async def test_the_proof_is_weighed_anew_by_the_newest_version(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang)
    await work_until_quiet()
    before = (await wang.get(f"/api/inspections/{id}/evidence")).json()
    answers = clean()
    answers[0]["photos"] = [await send(wang, photograph(23))]
    await amend(wang, id, amended(version, answers))
    await work_until_quiet()
    after = (await wang.get(f"/api/inspections/{id}/evidence")).json()
    assert [one["reasons"][-1]["code"] for one in (before, after)] == ["photos_none", "photo_unbound"]


ANSWERS = st.lists(
    st.builds(Answer, question=st.sampled_from(["a", "b", "c"]), option=st.sampled_from([None, "x", "y"])),
    unique_by=lambda answer: answer.question,
)


@given(ANSWERS, ANSWERS)
def test_differences_lead_from_one_version_to_the_other(before: list[Answer], after: list[Answer]) -> None:
    changed = {change.question: change.after for change in differences(before, after)}
    old = {answer.question: answer for answer in before}
    now = {name: answer for name, answer in (old | changed).items() if answer is not None}
    assert now == {answer.question: answer for answer in after}
    assert not differences(after, after)


def test_when_an_answer_was_given_is_no_difference() -> None:
    one = Answer(question="a", option="x", answered_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert differences([one], [Answer(question="a", option="x")]) == []


async def test_an_amended_inspection_is_still_riverside_s(cast: Cast) -> None:
    wang = await cast.wang()
    version, id = await walked(wang)
    await amend(wang, id, amended(version, floor_poor()))
    events = await fetch("SELECT store, payload FROM event WHERE name = 'inspection.amended'")
    assert [(event["store"], event["payload"]["shown"]) for event in events] == [(RIVERSIDE, "20.00")]
