"""A device that holds unsent work is seen by those who look after its person, and by nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from backend.database import fetch
from tests.cast import Cast

TUESDAY = "2026-11-24T09:30:00+08:00"


async def tell(client: httpx.AsyncClient, device: str, **other: Any) -> None:
    body = {"name": "Chrome · Android", "records": 4, "photos": 9, "refused": 1, "oldestAt": TUESDAY}
    reply = await client.put(f"/api/devices/{device}/unsent", json=body | other)
    assert reply.status_code == 204, reply.text


async def seen_by(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    reply = await client.get("/api/devices")
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()
    return found


async def test_hq_sees_what_a_device_holds_and_since_when(cast: Cast) -> None:
    device = str(uuid4())
    await tell(await cast.zhao(), device)
    [card] = await seen_by(await cast.chen())
    assert (card["id"], card["personName"], card["name"]) == (device, "Zhao", "Chrome · Android")
    assert (card["records"], card["photos"], card["refused"]) == (4, 9, 1)
    assert datetime.fromisoformat(card["oldestAt"]) == datetime.fromisoformat(TUESDAY)
    overview = (await (await cast.chen()).get("/api/overview")).json()
    assert overview["devicesUnsent"] == 1


async def test_a_supervisor_sees_the_devices_of_the_own_region_only(cast: Cast) -> None:
    await tell(await cast.zhao(), str(uuid4()))
    await tell(await cast.wang(), str(uuid4()))
    await tell(await cast.song(), str(uuid4()))
    await tell(await cast.chen(), str(uuid4()))
    assert {one["personName"] for one in await seen_by(await cast.wang())} == {"Zhao", "Wang"}
    assert {one["personName"] for one in await seen_by(await cast.song())} == {"Song"}
    assert len(await seen_by(await cast.ada())) == 4


async def test_the_newest_word_counts_and_an_empty_device_is_gone_from_the_list(cast: Cast) -> None:
    zhao, device = await cast.zhao(), str(uuid4())
    await tell(zhao, device)
    await tell(zhao, device, records=1, photos=0, refused=0)
    assert [one["records"] for one in await seen_by(await cast.chen())] == [1]
    await tell(zhao, device, records=0, photos=0, refused=0, oldestAt=None)
    assert await seen_by(await cast.chen()) == []


async def test_two_people_of_one_tablet_are_two_lines(cast: Cast) -> None:
    tablet = str(uuid4())
    await tell(await cast.li(), tablet)
    await tell(await cast.zhao(), tablet, records=0, photos=2)
    assert {one["personName"] for one in await seen_by(await cast.chen())} == {"Li", "Zhao"}


async def test_a_phone_that_is_ahead_of_time_does_not_wait_since_tomorrow(cast: Cast) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    await tell(await cast.zhao(), str(uuid4()), oldestAt=tomorrow.isoformat())
    [card] = await seen_by(await cast.chen())
    assert datetime.fromisoformat(card["oldestAt"]) <= datetime.now(UTC)


async def test_a_device_that_nobody_has_seen_for_a_season_is_given_up(cast: Cast) -> None:
    await tell(await cast.zhao(), str(uuid4()))
    await fetch("UPDATE device_report SET seen_at = now() - interval '91 days'")
    assert await seen_by(await cast.chen()) == []
