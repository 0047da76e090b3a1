"""The log that an auditor reads: every reading of the store itself, with what was done, and the gaps."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backend.database import fetch
from backend.inspections.rounds.missed import note_missed
from tests.cast import RIVERSIDE, Cast
from tests.inspections.test_corrective import DEALT_WITH
from tests.inspections.walk import clean, inspection, publish_patrol, submit
from tests.rounds.plans import put_round, self_check, today


async def log_of(cast: Cast, since: str, until: str, login: str = "wang") -> dict[str, Any]:
    """The log of Riverside as one of the cast reads it."""
    client = await cast.sign_in(login)
    reply = await client.get(f"/api/stores/{RIVERSIDE}/log?since={since}&until={until}")
    assert reply.status_code == 200, reply.text
    log: dict[str, Any] = reply.json()
    return log


async def test_a_reading_stands_with_its_limits_who_when_and_what_was_done(cast: Cast) -> None:
    measured_at = (datetime.now(UTC) - timedelta(minutes=20)).replace(microsecond=0)
    answers = [*DEALT_WITH[:2], DEALT_WITH[2] | {"answeredAt": measured_at.isoformat()}]
    await submit(await cast.zhao(), inspection(await publish_patrol(), answers))
    lines = (await log_of(cast, today(-1), today(1), "li"))["lines"]
    assert [line["question"]["en"] for line in lines] == [
        "The floor is clean", "The fire exit is free", "Fridge temperature",
    ]  # fmt: skip
    reading = lines[2]
    assert datetime.fromisoformat(reading.pop("at")) == measured_at
    assert reading["value"] == {"zh": "9.5", "en": "9.5"}
    assert (reading["unit"], reading["min"], reading["max"]) == ("°C", "0", "5")
    assert (reading["failed"], reading["action"]) == (True, "调低温控，商品移到二号柜")
    assert (reading["personName"], reading["instance"], reading["photos"]) == ("Zhao", 1, 1)
    assert lines[0]["value"] == {"zh": "良好", "en": "Good"}
    assert lines[1]["value"] == {"zh": "是", "en": "Yes"}


async def test_what_the_supervisor_found_is_no_self_check(cast: Cast) -> None:
    await submit(await cast.wang(), inspection(await publish_patrol()))
    assert (await log_of(cast, today(-1), today(1)))["lines"] == []


async def test_days_are_those_of_the_store(cast: Cast) -> None:
    version = await publish_patrol()
    then = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    stamps = {"deviceAt": then.isoformat(), "estimatedAt": then.isoformat()}
    await submit(await cast.li(), inspection(version, clean(), **stamps))
    assert len((await log_of(cast, "2026-11-21", "2026-11-21"))["lines"]) == 3
    assert (await log_of(cast, "2026-11-20", "2026-11-20"))["lines"] == []


async def test_what_nobody_checked_stands_there_too(cast: Cast) -> None:
    await publish_patrol()
    await put_round(await cast.chen(), self_check(dueMinutes=60, missedMinutes=120))
    await fetch(
        "UPDATE task SET due_at = now() - interval '3 hours', missed_at = now() - interval '2 hours'"
        " WHERE opens_at = (SELECT min(opens_at) FROM task)"
    )
    await note_missed(datetime.now(UTC))
    missed = (await log_of(cast, today(-1), today(1), "zhao"))["missed"]
    assert [one["checklistName"]["en"] for one in missed] == ["Store patrol"]


async def test_a_span_without_end_is_not_read(cast: Cast) -> None:
    wang = await cast.wang()
    for since, until in (("2026-01-01", "2026-03-01"), ("2026-03-02", "2026-03-01")):
        reply = await wang.get(f"/api/stores/{RIVERSIDE}/log?since={since}&until={until}")
        assert reply.status_code == 400
