"""From a finding to the ledger: what is expired goes, what is wrong is counted, and the thread shows it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from backend.database import fetch
from tests.cast import RIVERSIDE, Cast
from tests.issues.test_loop import MOPPED, STAMPS, VERIFIED, raise_puddle
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK, YOGHURT
from tests.stock.doing import at_riverside, clocks, count, history_of, line_of, waste

__all__ = ["shop"]


def in_days(days: int) -> str:
    """A date from today on."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


async def found(client: httpx.AsyncClient, what: str = "expired") -> str:
    """Raise an issue about milk, and return its address."""
    url = f"/api/issues/{uuid4()}"
    body = {**STAMPS, "store": str(RIVERSIDE), "title": "货架上", "category": what, "products": [str(MILK)]}
    reply = await client.put(url, json=body)
    assert reply.status_code == 201, reply.text
    return url


async def step_of(client: httpx.AsyncClient, issue: str) -> dict[str, Any]:
    """The newest step of a thread."""
    return dict((await client.get(issue)).json()["steps"][-1])


async def test_expired_goods_are_thrown_away_from_the_issue_and_the_thread_and_the_ledger_say_so(
    shop: Cast,
) -> None:
    zhao, wang = await shop.zhao(), await shop.wang()
    issue = await found(wang)
    reply = await zhao.put(f"{issue}/wastes/{uuid4()}", json=waste(3, note="冷柜第二层", basedOn=0))
    assert reply.status_code == 201, reply.text
    assert (reply.json()["status"], reply.json()["fixes"]) == ("open", [])  # the shelf is still to be shown
    step = await step_of(wang, issue)
    assert (step["kind"], step["personName"], step["words"]) == ("wasted", "Zhao", "冷柜第二层")
    assert step["details"]["product"] == str(MILK)
    assert "× 3" in step["details"]["zh"]
    assert "× 3" in step["details"]["en"]
    line = (await history_of(zhao, MILK))["lines"][0]
    assert (line["kind"], line["baseUnits"], line["reason"]) == ("waste", -3, "expired")
    assert line["issue"] == issue.rsplit("/", 1)[1]


async def test_ten_times_the_same_waste_is_one_line_and_one_step(shop: Cast) -> None:
    zhao = await shop.zhao()
    issue = await found(await shop.wang())
    url, document = f"{issue}/wastes/{uuid4()}", waste(2)
    replies = await asyncio.gather(*(zhao.put(url, json=document) for _ in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] * 9 + [201]
    assert len(await fetch("SELECT 1 FROM stock_entry WHERE deed IS NOT NULL")) == 1
    assert [step["kind"] for step in (await zhao.get(issue)).json()["steps"]] == ["wasted"]
    assert (await zhao.put(url, json=waste(1))).status_code == 409


async def test_waste_that_arrives_after_the_issue_was_closed_is_kept_and_opens_nothing(shop: Cast) -> None:
    zhao, wang = await shop.zhao(), await shop.wang()
    issue = await found(wang)
    fix = f"{issue}/fixes/{uuid4()}"
    assert (await zhao.put(fix, json=MOPPED)).status_code == 201
    assert (await wang.put(f"{fix}/verification", json=VERIFIED)).status_code == 201
    reply = await zhao.put(f"{issue}/wastes/{uuid4()}", json=waste(2) | clocks(timedelta(hours=1)))
    assert (reply.status_code, reply.json()["status"]) == (201, "closed")
    assert (await history_of(zhao, MILK))["lines"][0]["kind"] == "waste"


async def test_waste_without_words_for_other_or_of_nothing_that_exists_leaves_neither_line_nor_step(
    shop: Cast,
) -> None:
    zhao = await shop.zhao()
    issue = await found(await shop.wang())
    unknown = {**waste(), "lines": [{"product": str(uuid4()), "baseUnits": 1}]}
    for document, path in ((waste(reason="other"), "note"), (unknown, "lines[0].product")):
        reply = await zhao.put(f"{issue}/wastes/{uuid4()}", json=document)
        assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, path)
    assert (await zhao.get(issue)).json()["steps"] == []
    assert await fetch("SELECT 1 FROM stock_entry WHERE deed IS NOT NULL") == []


async def test_waste_that_names_its_lot_takes_from_that_lot(shop: Cast) -> None:
    zhao = await shop.zhao()
    document = count((MILK, 30))
    early, late = in_days(-2), in_days(9)
    document["lines"][0]["lots"] = [
        {"expiresOn": early, "baseUnits": 10},
        {"expiresOn": late, "baseUnits": 20},
    ]
    await zhao.put(at_riverside("counts"), json=document)
    thrown = waste(4)
    thrown["lines"][0]["lots"] = [{"expiresOn": late, "baseUnits": 4}]
    issue = await found(await shop.wang())
    assert (await zhao.put(f"{issue}/wastes/{uuid4()}", json=thrown)).status_code == 201
    left = (await line_of(zhao, MILK))["lots"]
    assert left == [{"expiresOn": early, "baseUnits": 10}, {"expiresOn": late, "baseUnits": 16}]
    assert (await history_of(zhao, MILK))["lines"][0]["lots"] == [{"expiresOn": late, "baseUnits": 4}]
    thrown["lines"][0]["lots"][0]["baseUnits"] = 5
    reply = await zhao.put(f"{issue}/wastes/{uuid4()}", json=thrown)
    assert reply.json()["fields"][0]["path"] == "lines[0].lots"


async def test_a_wrong_number_is_counted_from_its_issue_also_by_the_supervisor(shop: Cast) -> None:
    wang = await shop.wang()
    issue = await found(wang, "wrong_stock")
    reply = await wang.put(f"{issue}/counts/{uuid4()}", json=count((MILK, 5)))
    assert reply.status_code == 201, reply.text
    assert (await step_of(wang, issue))["kind"] == "counted"
    history = await history_of(wang, MILK)
    line = history["lines"][0]
    assert (history["onHand"], line["kind"], line["issue"]) == (5, "count", issue.rsplit("/", 1)[1])


async def test_a_count_on_a_walk_says_on_which_one(shop: Cast) -> None:
    wang, walk = await shop.wang(), str(uuid4())
    reply = await wang.put(at_riverside("counts"), json=count((YOGHURT, 7), inspection=walk))
    assert reply.status_code == 201, reply.text
    line = (await history_of(wang, YOGHURT))["lines"][0]
    assert (line["kind"], line["after"], line["inspection"], line["issue"]) == ("count", 7, walk, None)


async def test_an_issue_of_another_store_is_not_there_for_waste_or_counts(shop: Cast) -> None:
    sun, issue = await shop.sun(), await raise_puddle(await shop.wang())
    assert (await sun.put(f"{issue}/wastes/{uuid4()}", json=waste())).status_code == 404
    assert (await sun.put(f"{issue}/counts/{uuid4()}", json=count((MILK, 1)))).status_code == 404
