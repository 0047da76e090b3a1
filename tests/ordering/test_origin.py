"""An issue that a receipt raised says so and leads to its order, and the order leads to the issue."""

from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast
from tests.ordering.lives import got, place, receipt
from tests.ordering.shop import MILK, YOGHURT
from tests.stock.doing import clocks

pytestmark = pytest.mark.usefixtures("clock")
BEFORE = "migrations.backend_2026_11_26t18_19_00_000000"


async def received(shop: Cast, milk: int) -> str:
    """An order of two packs of milk that came with so many units of it."""
    zhao = await shop.zhao()
    order = await place(zhao)
    why = {"reason": "short"} if milk < 24 else {}
    reply = await zhao.put(receipt(order), json=got((MILK, milk, why), (YOGHURT, 40)))
    assert reply.status_code == 201, reply.text
    await work_until_quiet()
    return order


async def issue_of(client: httpx.AsyncClient) -> dict[str, Any]:
    """The one issue there is, as its page reads it."""
    [card] = (await client.get("/api/issues")).json()["issues"]
    issue: dict[str, Any] = (await client.get(f"/api/issues/{card['id']}")).json()
    return issue


async def test_the_issue_names_order_and_supplier_and_the_order_its_issue(shop: Cast) -> None:
    order = await received(shop, 12)
    zhao = await shop.zhao()
    seen = (await zhao.get(order)).json()
    issue = await issue_of(zhao)
    assert issue["origin"] == {
        "kind": "receipt",
        "subject": order[-36:],
        "words": {
            "zh": f"收货发现：订货单 {seen['number']}（{seen['supplierName']['zh']}）",
            "en": f"Found receiving order {seen['number']} from {seen['supplierName']['en']}",
        },
    }
    assert [(one["id"], one["title"]) for one in seen["raised"]] == [(issue["id"], issue["title"])]
    # A page that is open hears of it: the issue comes some moments after the receipt.
    [event] = await fetch("SELECT store, subject FROM event WHERE name = 'shortage.raised'")
    assert (str(event["subject"]), str(event["store"])) == (order[-36:], seen["store"])


async def test_a_delivery_as_ordered_raises_nothing_and_what_people_raise_has_no_origin(shop: Cast) -> None:
    order = await received(shop, 24)
    zhao = await shop.zhao()
    assert (await zhao.get(order)).json()["raised"] == []
    assert await fetch("SELECT 1 FROM event WHERE name = 'shortage.raised'") == []
    body = {**clocks(), "store": str(RIVERSIDE), "title": "Lamp out"}
    raised = await zhao.put(f"/api/issues/{uuid4()}", json=body)
    assert (raised.status_code, raised.json()["origin"]) == (201, None)


async def test_who_may_not_see_the_issue_does_not_find_it_on_the_order(shop: Cast) -> None:
    order = await received(shop, 12)
    await fetch("UPDATE issue SET seen_by = $1, raised_by = $2", ["hq"], (await person("chen")))
    for login, many in (("zhao", 0), ("li", 0), ("chen", 1)):
        client = await shop.sign_in(login)
        assert len((await client.get(order)).json()["raised"]) == many, login


async def person(login: str) -> UUID:
    """The id of somebody of the cast."""
    [row] = await fetch("SELECT id FROM person WHERE login = $1", login)
    id: UUID = row["id"]
    return id


async def test_issues_from_before_are_told_where_they_came_from(shop: Cast) -> None:
    await received(shop, 12)
    zhao = await shop.zhao()
    told = (await issue_of(zhao))["origin"]
    await fetch("UPDATE issue SET origin = NULL")
    assert (await issue_of(zhao))["origin"] is None
    for step in (await import_module(BEFORE).forwards()).raw:
        await step()
    assert (await issue_of(zhao))["origin"] == told
