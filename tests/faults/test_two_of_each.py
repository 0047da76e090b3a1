"""Two servers and two workers over one database: whatever comes twice from everywhere, happens once."""

import asyncio
from typing import Any
from uuid import UUID

import httpx

from backend.database import fetch, uuid7
from tests.doors.push_service import PushService
from tests.faults.processes import House, quiet, until
from tests.faults.test_killed_worker import subscribe
from tests.inspections.walk import counted, failing, inspection, publish_patrol

INSPECTIONS = 50
ISSUES = 4 * INSPECTIONS


async def send_twice(
    senders: list[httpx.AsyncClient], turn: asyncio.Semaphore, document: dict[str, Any]
) -> list[httpx.Response]:
    """Send one inspection to both servers at the same moment."""
    address = f"/api/inspections/{uuid7()}"
    async with turn:
        return await asyncio.gather(*(sender.put(address, json=document) for sender in senders))


async def test_fifty_inspections_sent_to_both_at_once_are_fifty(
    house: House, push_service: PushService
) -> None:
    one, other = await asyncio.gather(house.server("--no-worker"), house.server("--no-worker"))
    house.worker(), house.worker()
    version, turn, phone = await publish_patrol(), asyncio.Semaphore(10), push_service.subscribe()
    async with one.sign_in("wang") as here, other.sign_in("wang") as there, one.sign_in("li") as li:
        await subscribe(li, phone)
        document = inspection(version, failing())
        pairs = await asyncio.gather(*(send_twice([here, there], turn, document) for _ in range(INSPECTIONS)))
        await until(quiet)
    for pair in pairs:
        assert sorted(reply.status_code for reply in pair) == [200, 201]
        assert pair[0].json() == pair[1].json()
    assert (await counted("inspection"), await counted("issue")) == (INSPECTIONS, ISSUES)
    await assert_each_followed_once(version)
    told = await fetch("SELECT FROM notification JOIN person ON person.id = person WHERE login = 'li'")
    assert len(phone.messages) == len(told) == 2 * INSPECTIONS


async def assert_each_followed_once(version: UUID) -> None:
    """Every event once, every reaction in one run, every line once in an inbox."""
    events = await fetch("SELECT name, count(*) AS times FROM event GROUP BY name")
    times = {row["name"]: row["times"] for row in events}
    assert (times["inspection.submitted"], times["issue.raised"]) == (INSPECTIONS, ISSUES)
    assert {row["attempts"] for row in await fetch("SELECT attempts FROM job")} == {1}
    twice = "SELECT FROM notification GROUP BY person, bundle HAVING count(*) > 1"
    assert await fetch(twice) == []
