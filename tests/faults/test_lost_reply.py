"""The server dies after its commit and before its reply: sent again, everything is there once."""

import asyncio
from typing import Any

import httpx
import pytest

from backend.database import fetch, uuid7
from tests.cast import RIVERSIDE
from tests.faults.lost_reply import wire_to
from tests.faults.processes import House
from tests.inspections.walk import counted, failing, inspection, publish_patrol
from tests.issues.test_loop import MOPPED, PUDDLE
from tests.ordering.shop import DAIRY, order_of, stock_the_shop

Letter = tuple[str, str, dict[str, Any]]


async def an_inspection(wang: httpx.AsyncClient, zhao: httpx.AsyncClient) -> Letter:
    return "wang", f"/api/inspections/{uuid7()}", inspection(await publish_patrol(), failing())


async def an_order(wang: httpx.AsyncClient, zhao: httpx.AsyncClient) -> Letter:
    await stock_the_shop()
    sheet = (await zhao.get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    return "zhao", f"/api/orders/{uuid7()}", order_of(deliveryOn=sheet["deliveryOn"])


async def a_fix(wang: httpx.AsyncClient, zhao: httpx.AsyncClient) -> Letter:
    issue = f"/api/issues/{uuid7()}"
    await wang.put(issue, json=PUDDLE)
    return "zhao", f"{issue}/fixes/{uuid7()}", MOPPED


@pytest.mark.parametrize(
    ("prepare", "kept", "happened"),
    [
        (an_inspection, {"inspection": 1, "issue": 4}, {"inspection.submitted": 1, "issue.raised": 4}),
        (an_order, {"order_placed": 1, "order_line": 1}, {"order.placed": 1}),
        (a_fix, {"fix": 1, "issue": 1}, {"issue.fixed": 1, "issue.raised": 1}),
    ],
    ids=["inspection", "order", "fix"],
)
async def test_what_was_committed_when_the_server_died_is_there_once(
    house: House, database_url: str, prepare: Any, kept: dict[str, int], happened: dict[str, int]
) -> None:
    async with wire_to(database_url) as wire:
        server = await house.server("--no-worker", DATABASE_URL=wire.url)
        async with server.sign_in("wang") as wang, server.sign_in("zhao") as zhao:
            login, address, document = await prepare(wang, zhao)
            wire.hold_next_commit = True
            sender = {"wang": wang, "zhao": zhao}[login]
            sending = asyncio.create_task(sender.put(address, json=document))
            await asyncio.wait_for(wire.held.wait(), 60)
            assert {table: await counted(table) for table in kept} == kept
            server.kill()
            with pytest.raises(httpx.TransportError):
                await sending
            await server.come_up()
            again = await sender.put(address, json=document)
            once_more = await sender.put(address, json=document)
            changed = await sender.put(address, json=document | {"deviceAt": "2026-01-01T08:00:00+08:00"})
    assert (again.status_code, once_more.status_code, changed.status_code) == (200, 200, 409), again.text
    assert again.json() == once_more.json()
    assert {table: await counted(table) for table in kept} == kept
    assert {event: await times(event) for event in happened} == happened


async def times(event: str) -> int:
    """How often something happened."""
    return len(await fetch("SELECT FROM event WHERE name = $1", event))
