"""Several people fill in one sheet: every line as it was last tapped, in whatever order the taps arrive."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.database import fetch
from backend.ordering.together.merge import AHEAD, missed, moment_of, rank
from tests.cast import RIVERSIDE, Cast, named
from tests.ordering.lives import place
from tests.ordering.shop import DAIRY, MILK, NOODLES, YOGHURT, address, order_of

pytestmark = pytest.mark.usefixtures("clock")
SHEET = f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}"
NOW = datetime.now(UTC)
settings = some.tuples(
    some.integers(0, 3).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    some.none() | some.integers(0, 3),
)


def fold(taps: list[tuple[datetime, int | None]]) -> tuple[datetime, int | None]:
    """What a line ends at when the taps come in this order."""
    held = taps[0]
    for tap in taps[1:]:
        held = tap if rank(*held) < rank(*tap) else held
    return held


@given(some.lists(settings, min_size=1, max_size=8), some.randoms(use_true_random=False))
def test_every_order_of_arrival_and_every_repeat_ends_the_same(
    taps: list[tuple[datetime, int | None]], chance: Any
) -> None:
    shuffled = [*taps, *chance.sample(taps, len(taps) // 2)]
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(taps)


def test_a_phone_ahead_of_time_does_not_win_for_ever() -> None:
    assert moment_of(NOW + timedelta(days=1), NOW) == NOW
    assert moment_of(NOW + AHEAD, NOW) == NOW + AHEAD
    assert moment_of(NOW - timedelta(days=1), NOW) == NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("packs", "ordered", "out"), [(3, 3, False), (3, 0, True), (0, 0, False), (0, 2, True)]
)
def test_what_an_order_went_out_without_is_missed(packs: int, ordered: int, out: bool) -> None:
    assert missed(packs, ordered) is out
    assert not missed(None, ordered)


def tap(packs: int | None, seconds: float = 0, **more: Any) -> dict[str, Any]:
    """One setting of a line, some seconds after the others."""
    at = (NOW - timedelta(minutes=5) + timedelta(seconds=seconds)).isoformat()
    return {"deviceAt": at, "estimatedAt": at, "deliveryOn": "2026-11-25", "packs": packs, **more}


async def put(client: httpx.AsyncClient, product: Any, body: dict[str, Any]) -> dict[str, Any]:
    """Set a line, and return it as it holds."""
    reply = await client.put(f"{SHEET}/lines/{product}", json=body)
    assert reply.status_code == 200, reply.text
    held: dict[str, Any] = reply.json()
    return held


async def edits(client: httpx.AsyncClient) -> dict[str, tuple[int | None, str, bool]]:
    """The lines of the sheet that somebody set."""
    found = (await client.get(SHEET)).json()["edits"]
    return {one["product"]: (one["packs"], one["byName"], one["missed"]) for one in found}


async def test_two_see_each_others_lines_and_the_last_tap_holds(shop: Cast) -> None:
    zhao, li = await shop.zhao(), await shop.li()
    await put(zhao, MILK, tap(5, 1, reason="event"))
    await put(li, YOGHURT, tap(4, 2))
    assert (
        await edits(zhao)
        == await edits(li)
        == {
            str(MILK): (5, "Zhao", False),
            str(YOGHURT): (4, "Li", False),
        }
    )
    await put(li, MILK, tap(2, 9))
    late = await put(zhao, MILK, tap(7, 8))
    assert (late["packs"], late["byName"]) == (2, "Li"), "Li tapped later, though hers came first"
    back = await put(zhao, MILK, tap(None, 10))
    assert back["packs"] is None


async def test_whatever_order_taps_arrive_in_the_sheet_ends_the_same(shop: Cast) -> None:
    zhao, li = await shop.zhao(), await shop.li()
    taps = [(zhao, tap(1, 1)), (li, tap(9, 2)), (zhao, tap(3, 3)), (li, tap(4, 3))]
    for order in permutations(taps):
        await fetch("DELETE FROM sheet_edit")
        for client, body in [*order, order[0]]:
            held = await put(client, MILK, body)
        assert (held["packs"], held["byName"]) == (4, "Li")


async def test_the_same_tap_twice_is_told_once(shop: Cast) -> None:
    zhao = await shop.zhao()
    for _ in range(2):
        await put(zhao, MILK, tap(5))
    rows = await fetch("SELECT store, person FROM event WHERE name = 'sheet.edited'")
    assert [(row["store"], row["person"]) for row in rows] == [(RIVERSIDE, named("zhao"))]


async def test_what_an_order_went_out_without_is_marked_and_not_lost(shop: Cast) -> None:
    zhao, li = await shop.zhao(), await shop.li()
    await put(zhao, MILK, tap(5))
    await place(li, (MILK, 2), (YOGHURT, 4))
    await put(zhao, YOGHURT, tap(4))
    assert await edits(li) == {str(MILK): (5, "Zhao", True), str(YOGHURT): (4, "Zhao", False)}
    extra = await zhao.put(address(), json=order_of((MILK, 3), extra=True))
    assert extra.status_code == 201
    assert (await edits(li))[str(MILK)] == (5, "Zhao", False), "the rest is on its way too"


async def test_a_line_of_another_supplier_or_another_year_is_refused(shop: Cast) -> None:
    zhao = await shop.zhao()
    for product, body, code in (
        (NOODLES, tap(1), "not-sold"),
        (MILK, tap(1, deliveryOn="2028-01-01"), "too-far"),
    ):
        reply = await zhao.put(f"{SHEET}/lines/{product}", json=body)
        assert (reply.status_code, reply.json()["fields"][0]["code"]) == (422, code)
    assert (await zhao.put(f"{SHEET}/lines/{MILK}", json=tap(-1))).status_code == 400
