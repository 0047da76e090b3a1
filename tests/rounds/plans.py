"""Rounds as a planner's page sends them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from backend.database import fetch, uuid7
from tests.cast import EAST
from tests.inspections.walk import CHECKLIST


def today(days: int = 0) -> str:
    """A date some days from today, on the calendar of the stores."""
    there = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai"))
    return (there.date() + timedelta(days=days)).isoformat()


def daily(**changes: object) -> dict[str, Any]:
    """Every store of East, every day, by its supervisor; open all day."""
    plan: dict[str, Any] = {
        "version": 0,
        "name": "每日巡店",
        "checklist": str(CHECKLIST),
        "kind": "routine",
        "announced": True,
        "stores": [],
        "regions": [str(EAST)],
        "attributes": {},
        "person": None,
        "role": "supervisor",
        "rule": "FREQ=DAILY",
        "times": ["00:00"],
        "dueMinutes": 1440,
        "missedMinutes": 2880,
        "startsOn": today(),
        "endsOn": None,
        "alsoOpen": False,
    }
    return plan | changes


def surprise(**changes: object) -> dict[str, Any]:
    """A daily round that no store may know of."""
    return daily(kind="surprise", announced=False, name="飞行检查") | changes


def self_check(**changes: object) -> dict[str, Any]:
    """A daily round that the stores make themselves."""
    return daily(kind="self_check", role="store", name="开店自检") | changes


async def put_round(
    client: httpx.AsyncClient, plan: dict[str, Any], id: UUID | None = None
) -> dict[str, Any]:
    """Plan a round that can be planned."""
    reply = await client.put(f"/api/rounds/{id or uuid7()}", json=plan)
    assert reply.status_code in (200, 201), reply.text
    planned: dict[str, Any] = reply.json()
    return planned


async def tasks_of(round: str | UUID, more: str = "") -> list[dict[str, Any]]:
    """The tasks of a round as they are kept."""
    return await fetch(
        f"SELECT * FROM task WHERE round = $1 {more} ORDER BY occurrence, store", UUID(str(round))
    )
