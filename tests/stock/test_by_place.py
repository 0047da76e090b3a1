"""A product that lies in several places: each is counted where it lies, and the ledger has the sum."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.database import fetch
from backend.stock.adding_up import AT_ONCE, ONE_COUNT, Part, add_up, newest_parts, other_count
from tests.cast import RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK, RICE
from tests.stock.doing import at_riverside, clocks, history_of, line_of

__all__ = ["shop"]
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
PLACES = ["fridge", "back room", "window"]


def part(place: str, units: int, minutes: int, order: int = 0, by: str = "Li") -> Part:
    at = NOW + timedelta(minutes=minutes)
    return Part(place=place, base_units=units, counted_at=at, order=order, by=by)


PARTS = st.lists(
    st.builds(part, st.sampled_from(PLACES), st.integers(0, 99), st.integers(0, 600), st.integers(0, 50)),
    max_size=12,
    unique_by=lambda one: one.order,
)


@given(PARTS, st.randoms())
def test_the_sum_is_the_same_in_whatever_order_the_parts_arrive(parts: list[Part], chance: Any) -> None:
    shuffled = parts[:]
    chance.shuffle(shuffled)
    assert add_up(PLACES, shuffled) == add_up(PLACES, parts)


@given(PARTS)
def test_no_place_is_left_out_and_none_is_counted_twice(parts: list[Part]) -> None:
    total = add_up(PLACES, parts)
    newest = newest_parts(parts)
    assert (total is None) == (len(newest) < len(PLACES))
    if total is not None:
        assert total == (
            sum(one.base_units for one in newest.values()),
            max(one.counted_at for one in parts),
        )


@given(PARTS, st.integers(0, 50))
def test_a_count_of_elsewhere_changes_nothing(parts: list[Part], units: int) -> None:
    elsewhere = part("roof", units, 700, 99)
    assert add_up(PLACES, [*parts, elsewhere]) == add_up(PLACES, parts)


def test_parts_of_different_days_are_not_one_count() -> None:
    minutes = int(ONE_COUNT.total_seconds()) // 60
    assert add_up(["a", "b"], [part("a", 1, 0), part("b", 2, minutes)]) is not None
    assert add_up(["a", "b"], [part("a", 1, 0), part("b", 2, minutes + 1)]) is None


def test_another_number_of_somebody_else_at_about_the_same_time_is_shown() -> None:
    mine = part("a", 9, 60, 2, "Li")
    assert other_count([mine, part("a", 12, 0, 1, "Zhao")], mine) == part("a", 12, 0, 1, "Zhao")
    for other in (
        part("a", 9, 0, 1, "Zhao"),
        part("a", 12, 0, 1, "Li"),
        part("b", 12, 0, 1, "Zhao"),
        part("a", 12, 60 - int(AT_ONCE.total_seconds()) // 60 - 1, 1, "Zhao"),
    ):
        assert other_count([mine, other], mine) is None


async def arrange(client: httpx.AsyncClient, product: Any, *places: str) -> httpx.Response:
    url = f"/api/stores/{RIVERSIDE}/stock/{product}/places"
    return await client.put(url, json={"places": list(places)})


def counted(*lines: tuple[Any, str, int], ago: int = 0, **more: Any) -> dict[str, Any]:
    at = (datetime.now(UTC) - timedelta(minutes=ago)).isoformat()
    named = [
        {"product": str(product), "place": place, "baseUnits": units, "countedAt": at, **more}
        for product, place, units in lines
    ]
    return {**clocks(), "lines": named}


async def test_two_people_count_two_places_at_once_and_the_ledger_has_the_sum(shop: Cast) -> None:
    li, zhao = await shop.li(), await shop.zhao()
    assert (await arrange(li, MILK, "冷藏柜", "后仓")).status_code == 200
    replies = await asyncio.gather(
        li.put(at_riverside("counts"), json=counted((MILK, "冷藏柜", 9), (RICE, "", 4))),
        zhao.put(at_riverside("counts"), json=counted((MILK, "后仓", 24))),
    )
    assert [reply.status_code for reply in replies] == [201, 201]
    line = await line_of(li, MILK)
    assert line["onHand"] == 33
    assert [(one["place"], one["baseUnits"], one["by"]) for one in line["places"]] == [
        ("冷藏柜", 9, "Li"),
        ("后仓", 24, "Zhao"),
    ]
    assert (await line_of(li, RICE))["onHand"] == 4
    assert (await history_of(li, MILK))["onHand"] == 33


async def test_one_place_alone_is_kept_and_waits_for_the_other(shop: Cast) -> None:
    li = await shop.li()
    await arrange(li, MILK, "冷藏柜", "后仓")
    before = (await line_of(li, MILK))["onHand"]
    await li.put(at_riverside("counts"), json=counted((MILK, "冷藏柜", 9)))
    line = await line_of(li, MILK)
    assert line["onHand"] == before
    assert [one["baseUnits"] for one in line["places"]] == [9, None]
    await li.put(at_riverside("counts"), json=counted((MILK, "后仓", 0)))
    assert (await line_of(li, MILK))["onHand"] == 9


async def test_the_same_place_counted_twice_shows_both_and_the_later_holds(shop: Cast) -> None:
    li, zhao = await shop.li(), await shop.zhao()
    await arrange(li, MILK, "冷藏柜")
    await li.put(at_riverside("counts"), json=counted((MILK, "冷藏柜", 12), ago=1))
    # Zhao saw it earlier; her phone was out of reach.
    late = counted((MILK, "冷藏柜", 9), ago=6)
    url = at_riverside("counts")
    assert [(await zhao.put(url, json=late)).status_code for _ in range(2)] == [201, 200]
    line = await line_of(li, MILK)
    assert line["onHand"] == 12
    [place] = line["places"]
    assert (place["baseUnits"], place["by"]) == (12, "Li")
    assert (place["other"]["baseUnits"], place["other"]["by"]) == (9, "Zhao")
    assert len(await fetch("SELECT FROM place_count")) == 2


async def test_lots_of_all_places_enter_the_ledger_together(shop: Cast) -> None:
    li = await shop.li()
    await arrange(li, MILK, "冷藏柜", "后仓")
    day = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    for place, units in (("冷藏柜", 3), ("后仓", 5)):
        lots = [{"expiresOn": day, "baseUnits": units}]
        await li.put(at_riverside("counts"), json=counted((MILK, place, units), lots=lots))
    assert (await line_of(li, MILK))["lots"] == [{"expiresOn": day, "baseUnits": 8}]


async def test_what_was_moved_meanwhile_is_taken_as_all_there_is(shop: Cast) -> None:
    li = await shop.li()
    await arrange(li, MILK, "新货架", "后仓")
    await li.put(at_riverside("counts"), json=counted((MILK, "老货架", 7), (MILK, "后仓", 2)))
    assert (await line_of(li, MILK))["onHand"] == 9


async def test_a_place_is_named_once_in_a_count_and_in_a_store(shop: Cast) -> None:
    li = await shop.li()
    await arrange(li, MILK, "冷藏柜", "后仓")
    twice = await li.put(at_riverside("counts"), json=counted((MILK, "冷藏柜", 7), (MILK, "冷藏柜", 2)))
    assert (twice.status_code, twice.json()["fields"][0]["code"]) == (422, "twice")
    assert await fetch("SELECT FROM place_count") == []
    assert (await arrange(li, MILK, "冷藏柜", " 冷藏柜 ")).status_code == 422
    assert (await arrange(li, uuid4(), "冷藏柜")).status_code == 404
    for _ in range(2):
        assert (await arrange(li, MILK, "后仓", "冷藏柜")).json()["places"] == ["后仓", "冷藏柜"]
    assert len(await fetch("SELECT FROM event WHERE name = 'product.arranged'")) == 2
    assert (await arrange(li, MILK)).json()["places"] == []


@pytest.mark.parametrize(("login", "status"), [("wang", 403), ("sun", 404), ("chen", 200)])
async def test_who_arranges_a_store(shop: Cast, login: str, status: int) -> None:
    client = await shop.sign_in(login)
    assert (await arrange(client, MILK, "冷藏柜")).status_code == status
