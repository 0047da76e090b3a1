"""Waste takes from the lot it names; what names none, or is beyond it, goes first expired, first out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK, YOGHURT
from tests.stock.doing import at_riverside, clocks, count, history_of, line_of, waste

__all__ = ["shop"]

TODAY = datetime.now(UTC).date()
FIRST, LATER, NEVER = (TODAY + timedelta(days=days) for days in (5, 30, 60))


def lot(expires_on: date, units: int) -> dict[str, Any]:
    """So many by a date."""
    return {"expiresOn": expires_on.isoformat(), "baseUnits": units}


def waste_of(units: int, *lots: dict[str, Any]) -> dict[str, Any]:
    """Milk out of some lots."""
    document = waste(units)
    document["lines"][0]["lots"] = list(lots)
    return document


async def thrown_away(shop: Cast, document: dict[str, Any]) -> list[dict[str, Any]]:
    """What is left by lot of 10 and 20 of milk after some waste."""
    zhao = await shop.zhao()
    counted = count((MILK, 30), (YOGHURT, 8))
    counted["lines"][0]["lots"] = [lot(FIRST, 10), lot(LATER, 20)]
    counted["lines"][1]["lots"] = [lot(NEVER, 8)]
    assert (await zhao.put(at_riverside("counts"), json=counted)).status_code == 201
    reply = await zhao.put(at_riverside("wastes"), json=document | clocks())
    assert reply.status_code == 201, reply.text
    line = await line_of(zhao, MILK)
    assert line["onHand"] == 30 - document["lines"][0]["baseUnits"]
    return list(line["lots"])


@pytest.mark.parametrize(
    ("document", "left"),
    [
        (waste_of(4), (6, 20)),
        (waste_of(4, lot(FIRST, 4)), (6, 20)),
        (waste_of(4, lot(LATER, 4)), (10, 16)),
        (waste_of(7, lot(FIRST, 3), lot(LATER, 4)), (7, 16)),
        (waste_of(24, lot(LATER, 20)), (6, 0)),  # what is beyond the lot goes as everything else does
        (waste_of(12, lot(FIRST, 12)), (0, 18)),  # more than the book had: they are gone
        (waste_of(4, lot(TODAY, 4)), (6, 20)),  # a lot that nobody wrote down
        (waste_of(4, lot(NEVER, 4)), (6, 20)),  # a lot of the yoghurt
    ],
)
async def test_waste_takes_from_its_lot(shop: Cast, document: dict[str, Any], left: tuple[int, int]) -> None:
    expected = [lot(day, units) for day, units in zip((FIRST, LATER), left, strict=True) if units]
    assert await thrown_away(shop, document) == expected
    zhao = await shop.zhao()
    said = (await history_of(zhao, MILK))["lines"][0]
    assert said["lots"] == document["lines"][0]["lots"]
    assert (await line_of(zhao, YOGHURT))["lots"] == [lot(NEVER, 8)]


async def test_the_same_waste_of_a_lot_twice_is_once(shop: Cast) -> None:
    zhao, url = await shop.zhao(), at_riverside("wastes")
    await thrown_away(shop, waste_of(1, lot(FIRST, 1)))
    document = waste_of(4, lot(LATER, 4))
    assert [(await zhao.put(url, json=document)).status_code for _ in range(2)] == [201, 200]
    assert (await line_of(zhao, MILK))["lots"] == [lot(FIRST, 9), lot(LATER, 16)]


@pytest.mark.parametrize(
    ("lots", "path"),
    [
        ([lot(FIRST, 5)], "lines[0].lots"),
        ([lot(FIRST, 2), lot(LATER, 3)], "lines[0].lots"),
        ([lot(FIRST, 0)], None),
        ([{"expiresOn": "soon", "baseUnits": 1}], None),
    ],
)
async def test_lots_that_cannot_be_are_refused_and_nothing_is_kept(
    shop: Cast, lots: list[dict[str, Any]], path: str | None
) -> None:
    zhao = await shop.zhao()
    reply = await zhao.put(at_riverside("wastes"), json=waste_of(4, *lots))
    assert reply.status_code in (400, 422)
    if path:
        assert [field["path"] for field in reply.json()["fields"]] == [path]
    assert (await line_of(zhao, MILK))["onHand"] == 14
