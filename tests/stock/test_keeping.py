"""Counting, throwing away and correcting: the ledger has every line, once, by the time it took effect."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.database import fetch
from tests.cast import HILLTOP, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import DAIRY, MILK, NOODLES, RICE, YOGHURT
from tests.stock.doing import at_riverside, clocks, count, history_of, line_of, waste

__all__ = ["shop"]
HOUR = timedelta(hours=1)


async def test_a_count_is_what_there_is_and_the_ledger_says_who_counted(shop: Cast) -> None:
    zhao = await shop.zhao()
    reply = await zhao.put(at_riverside("counts"), json=count((MILK, 9), (NOODLES, 31)))
    assert (reply.status_code, reply.json()["lines"]) == (201, 2)
    assert (await line_of(zhao, MILK))["onHand"] == 9
    assert (await line_of(zhao, NOODLES))["onHand"] == 31
    newest = (await history_of(zhao, MILK))["lines"][0]
    assert (newest["kind"], newest["after"], newest["personName"]) == ("count", 9, "Zhao")


async def test_ten_times_the_same_count_is_one(shop: Cast) -> None:
    zhao, url, document = await shop.zhao(), at_riverside("counts"), count((MILK, 9))
    replies = await asyncio.gather(*(zhao.put(url, json=document) for _ in range(10)))
    assert sorted(reply.status_code for reply in replies) == [200] * 9 + [201]
    assert len({reply.text for reply in replies}) == 1
    assert len(await fetch("SELECT 1 FROM stock_entry WHERE deed IS NOT NULL")) == 1


async def test_the_same_id_with_other_content_is_refused(shop: Cast) -> None:
    zhao, url = await shop.zhao(), at_riverside("counts")
    await zhao.put(url, json=count((MILK, 9)))
    assert (await zhao.put(url, json=count((MILK, 8)))).status_code == 409
    assert (await (await shop.li()).put(url, json=count((MILK, 8)))).status_code == 404
    assert (await line_of(zhao, MILK))["onHand"] == 9


async def test_two_who_count_at_once_lose_nothing_of_each_other(shop: Cast) -> None:
    li, zhao = await shop.li(), await shop.zhao()
    await asyncio.gather(
        li.put(at_riverside("counts"), json=count((MILK, 9), (YOGHURT, 5))),
        zhao.put(at_riverside("counts"), json=count((RICE, 3), (NOODLES, 2))),
    )
    held = [(await line_of(li, product))["onHand"] for product in (MILK, YOGHURT, RICE, NOODLES)]
    assert held == [9, 5, 3, 2]


async def test_waste_that_arrives_late_lands_before_the_count_made_after_it(shop: Cast) -> None:
    zhao = await shop.zhao()
    await zhao.put(at_riverside("counts"), json=count((MILK, 9), ago=HOUR / 2))
    await zhao.put(at_riverside("wastes"), json=waste(2) | clocks(2 * HOUR))
    assert (await line_of(zhao, MILK))["onHand"] == 9
    await zhao.put(at_riverside("wastes"), json=waste(2))
    history = await history_of(zhao, MILK)
    assert history["onHand"] == 7
    assert [(line["kind"], line["after"]) for line in history["lines"][:3]] == [
        ("waste", 7), ("count", 9), ("waste", 12),
    ]  # fmt: skip
    assert [line["isLate"] for line in history["lines"][:3]] == [False, False, True]


async def test_each_line_of_a_long_count_holds_from_its_own_moment(shop: Cast) -> None:
    zhao = await shop.zhao()
    document = count((MILK, 9), (YOGHURT, 8))
    document["lines"][0]["countedAt"] = (datetime.now(UTC) - 2 * HOUR).isoformat()
    await zhao.put(at_riverside("wastes"), json=waste(2) | clocks(HOUR))
    await zhao.put(at_riverside("counts"), json=document)
    assert (await line_of(zhao, MILK))["onHand"] == 7


async def test_nothing_takes_effect_in_the_future(shop: Cast) -> None:
    zhao = await shop.zhao()
    await zhao.put(at_riverside("counts"), json=count((MILK, 9), ago=-48 * HOUR))
    assert (await line_of(zhao, MILK))["onHand"] == 9


async def test_what_was_on_hand_at_any_moment_can_be_asked_for(shop: Cast) -> None:
    zhao = await shop.zhao()
    await zhao.put(at_riverside("counts"), json=count((MILK, 9), ago=HOUR))
    before = (datetime.now(UTC) - 2 * HOUR).isoformat()
    assert (await history_of(zhao, MILK, before))["onHand"] == 14
    assert (await history_of(zhao, MILK))["onHand"] == 9


async def test_lots_go_first_expired_first_out_and_what_expired_is_not_ordered_on(shop: Cast) -> None:
    zhao, today = await shop.zhao(), datetime.now(UTC).date()
    document = count((MILK, 30))
    document["lines"][0]["lots"] = [
        {"expiresOn": (today - timedelta(days=2)).isoformat(), "baseUnits": 10},
        {"expiresOn": (today + timedelta(days=9)).isoformat(), "baseUnits": 20},
    ]
    await zhao.put(at_riverside("counts"), json=document)
    await zhao.put(at_riverside("wastes"), json=waste(4))
    line = await line_of(zhao, MILK)
    assert [lot["baseUnits"] for lot in line["lots"]] == [6, 20]
    sheet = (await zhao.get(f"/api/stores/{line_store()}/order-sheets/{DAIRY}")).json()
    suggestion = next(row for row in sheet["lines"] if row["product"] == str(MILK))["suggestion"]
    assert suggestion["onHand"] == 20
    assert "EXPIRED_LEFT_OUT" in suggestion["flags"]


def line_store() -> str:
    """Riverside, as an address names it."""
    return at_riverside("x").split("/")[3]


@pytest.mark.parametrize(
    ("what", "document", "path"),
    [
        ("counts", count((uuid4(), 1)), "lines[0].product"),
        ("counts", count((MILK, 1), (MILK, 2)), "lines[1].product"),
        ("wastes", waste(reason="other"), "note"),
        ("corrections", {**count((MILK, -3)), "note": "  "}, "note"),
    ],
)
async def test_what_breaks_a_rule_is_named_and_nothing_is_kept(
    shop: Cast, what: str, document: dict[str, Any], path: str
) -> None:
    reply = await (await shop.li()).put(at_riverside(what), json=document)
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"] == path
    assert await fetch("SELECT 1 FROM stock_deed") == []


@pytest.mark.parametrize("units", [-1, 1.5, "3", 10**9])
async def test_half_or_negative_goods_are_refused(shop: Cast, units: Any) -> None:
    reply = await (await shop.li()).put(at_riverside("counts"), json=count((MILK, units)))
    assert reply.status_code == 400
    assert "baseUnits" in reply.json()["fields"][0]["path"]


async def test_a_supervisor_counts_but_throws_nothing_away(shop: Cast) -> None:
    wang = await shop.wang()
    assert (await wang.put(at_riverside("counts"), json=count((MILK, 9)))).status_code == 201
    assert (await wang.put(at_riverside("wastes"), json=waste())).status_code == 403


async def test_a_neighbour_sees_nothing(shop: Cast) -> None:
    sun = await shop.sun()
    assert (await sun.put(at_riverside("counts"), json=count((MILK, 9)))).status_code == 404
    assert (await sun.get(f"/api/stores/{HILLTOP}/stock")).status_code == 200
