"""The grid of products and places: what it says holds for the stores, and what changes of it turn."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.database import fetch
from backend.products.assortments.nearest import COMPANY, Place, changed, nearest
from tests.cast import EAST, HILLTOP, LAKESIDE, NORTH, RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK, RICE, SALT, YOGHURT, order_of_milk

__all__ = ["shop"]
STORES = (RIVERSIDE, HILLTOP, LAKESIDE)
SHOP, REGION, OTHER = Place(store=UUID(int=1)), Place(UUID(int=2)), Place(UUID(int=3))
CHAIN = [SHOP, REGION, COMPANY]
SAYINGS = st.dictionaries(st.sampled_from([SHOP, REGION, OTHER, COMPANY]), st.booleans())


@pytest.mark.parametrize(
    ("said", "listed", "by"),
    [
        ({}, True, None),
        ({OTHER: True}, False, None),
        ({COMPANY: False}, False, COMPANY),
        ({COMPANY: False, REGION: True}, True, REGION),
        ({REGION: True, SHOP: False}, False, SHOP),
    ],
)
def test_the_nearest_place_counts(said: dict[Place, bool], listed: bool, by: Place | None) -> None:
    assert nearest(said, CHAIN) == (listed, by)


@given(SAYINGS, st.sampled_from(["in", "out"]))
def test_what_is_set_holds_there_and_nothing_changes_elsewhere(said: dict[Place, bool], wanted: Any) -> None:
    after = changed(said, [SHOP], wanted)
    assert nearest(after, CHAIN) == (wanted == "in", SHOP)
    assert nearest(after, CHAIN[1:])[0] == nearest(said, CHAIN[1:])[0]
    assert nearest(after, [OTHER, COMPANY])[0] == nearest(said, [OTHER, COMPANY])[0]


@given(SAYINGS)
def test_what_is_taken_back_holds_as_above_and_nothing_changes_elsewhere(said: dict[Place, bool]) -> None:
    after = changed(said, [SHOP], "inherit")
    assert nearest(after, CHAIN)[0] == nearest(said, CHAIN[1:])[0]
    assert nearest(after, [OTHER, COMPANY])[0] == nearest(said, [OTHER, COMPANY])[0]


async def grid(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    """A page of the grid."""
    reply = await client.get("/api/assortments", params=asked)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def sold_in(cast: Cast, store: UUID) -> set[str]:
    """What a store can order, by sku."""
    reply = await (await cast.chen()).get(f"/api/stores/{store}/products")
    return {product["sku"] for product in reply.json()}


def wish(wanted: str, *products: UUID, places: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    """A change as the page sends it."""
    return {"wanted": wanted, "products": [str(one) for one in products], "places": places, **more}


def at(store: UUID | None = None, region: UUID | None = None) -> dict[str, Any]:
    """A place as the page names it."""
    return {"store": store and str(store), "region": region and str(region)}


async def tried(client: httpx.AsyncClient, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Try a change, and return its address with its preview."""
    url = f"/api/assortment-changes/{uuid4()}"
    reply = await client.put(url, json=body)
    assert reply.status_code == 200, reply.text
    return url, reply.json()


async def applied(client: httpx.AsyncClient, body: dict[str, Any]) -> str:
    """Try a change and apply it."""
    url, preview = await tried(client, body)
    reply = await client.put(f"{url}/application", json={"basedOn": preview["version"]})
    assert (reply.status_code, reply.json()["status"]) == (200, "applied"), reply.text
    return url


async def test_the_grid_says_of_every_store_what_the_store_can_order(shop: Cast) -> None:
    chen = await shop.chen()
    await applied(chen, wish("out", MILK, places=[at(region=EAST)]))
    await applied(chen, wish("in", MILK, places=[at(HILLTOP)]))
    await applied(chen, wish("out", RICE, YOGHURT, places=[at(LAKESIDE)]))
    for region in (None, EAST, NORTH):
        page = await grid(chen, **({"inside": str(region)} if region else {}))
        for place, column in enumerate(page["columns"]):
            if column["store"] is None:
                continue
            sold = await sold_in(shop, UUID(column["store"]))
            shown = {row["sku"] for row in page["rows"] if row["cells"][place]["listed"]}
            assert shown == sold, column["name"]


async def test_a_cell_names_where_its_word_comes_from_and_a_region_counts_its_stores(shop: Cast) -> None:
    chen = await shop.chen()
    await applied(chen, wish("out", MILK, places=[at(region=EAST)]))
    await applied(chen, wish("in", MILK, places=[at(HILLTOP)]))
    page = await grid(chen, inside=str(EAST), search="鲜牛奶")
    [row] = [row for row in page["rows"] if row["product"] == str(MILK)]
    by_store = {column["store"]: cell for column, cell in zip(page["columns"], row["cells"], strict=True)}
    assert (by_store[None]["listed"], by_store[None]["origin"]) == (False, "own")
    assert by_store[None]["inStores"] == 1
    assert (by_store[str(HILLTOP)]["listed"], by_store[str(HILLTOP)]["origin"]) == (True, "own")
    riverside = by_store[str(RIVERSIDE)]
    assert (riverside["listed"], riverside["origin"]) == (False, "region")
    assert riverside["originName"] == page["path"][-1]["name"]
    [salt] = [row for row in (await grid(chen))["rows"] if row["product"] == str(SALT)]
    assert {cell["origin"] for cell in salt["cells"]} == {"everywhere"}


async def test_a_preview_turns_nothing_and_says_what_would_turn(shop: Cast) -> None:
    chen = await shop.chen()
    before = [await sold_in(shop, store) for store in STORES]
    _, preview = await tried(chen, wish("out", MILK, RICE, places=[at(region=EAST), at(RIVERSIDE)]))
    assert [await sold_in(shop, store) for store in STORES] == before
    assert (preview["turnedOut"], preview["turnedIn"], preview["products"]) == (4, 0, 2)
    assert {one["sku"] for one in preview["examples"]} == {"MD-1001", "VP-2001"}
    _, none = await tried(chen, wish("in", MILK, places=[at(RIVERSIDE)]))
    assert (none["turnedOut"], none["turnedIn"]) == (0, 0)


async def test_leaving_one_store_leaves_no_other(shop: Cast) -> None:
    await applied(await shop.chen(), wish("out", MILK, places=[at(RIVERSIDE)]))
    assert ["MD-1001" in await sold_in(shop, store) for store in STORES] == [False, True, True]


async def test_a_change_is_taken_back_whole_with_the_room_that_lines_told_of(shop: Cast) -> None:
    chen = await shop.chen()
    await fetch(
        """
        INSERT INTO assortment_line (id, product, store, listed, min_display, capacity)
        VALUES (gen_random_uuid(), $1, $2, true, 6, 40)
        """,
        MILK,
        RIVERSIDE,
    )
    lines = "SELECT product, region, store, listed, min_display, capacity FROM assortment_line ORDER BY id"
    before = await fetch(lines)
    url = await applied(chen, wish("out", MILK, RICE, places=[at(RIVERSIDE), at(region=NORTH)]))
    [room] = await fetch("SELECT listed, capacity FROM assortment_line WHERE capacity IS NOT NULL")
    assert (room["listed"], room["capacity"]) == (False, 40)
    assert (await chen.put(f"{url}/undo", json={})).json()["status"] == "undone"
    assert await fetch(lines) == before
    assert (await chen.put(f"{url}/undo", json={})).status_code == 200
    again = await chen.put(f"{url}/application", json={"basedOn": "0" * 64})
    assert again.status_code == 409
    names = await fetch("SELECT name FROM event WHERE name LIKE 'assortment.%' ORDER BY seq")
    assert [row["name"] for row in names] == ["assortment.changed", "assortment.change_undone"]
    [card] = (await chen.get("/api/assortment-changes")).json()
    assert (card["status"], card["products"], card["places"]) == ("undone", 2, 2)


async def test_what_changed_since_the_preview_or_since_the_change_is_not_overwritten(shop: Cast) -> None:
    chen = await shop.chen()
    url, preview = await tried(chen, wish("out", MILK, places=[at(RIVERSIDE)]))
    other = await applied(chen, wish("out", MILK, places=[at(HILLTOP)]))
    late = await chen.put(f"{url}/application", json={"basedOn": preview["version"]})
    assert late.status_code == 409
    await applied(chen, wish("out", MILK, places=[at(LAKESIDE)]))
    assert (await chen.put(f"{other}/undo", json={})).status_code == 409
    assert ["MD-1001" in await sold_in(shop, store) for store in STORES] == [True, False, False]


async def test_room_on_a_shelf_that_was_given_since_is_not_taken_back(shop: Cast) -> None:
    chen = await shop.chen()
    url = await applied(chen, wish("out", MILK, places=[at(RIVERSIDE)]))
    await fetch("UPDATE assortment_line SET capacity = 40 WHERE store = $1", RIVERSIDE)
    assert (await chen.put(f"{url}/undo", json={})).status_code == 409
    [line] = await fetch("SELECT capacity FROM assortment_line WHERE store = $1", RIVERSIDE)
    assert line["capacity"] == 40


async def test_ten_times_applied_is_once(shop: Cast) -> None:
    chen = await shop.chen()
    url, preview = await tried(chen, wish("out", MILK, places=[at(RIVERSIDE)]))
    body = {"basedOn": preview["version"]}
    replies = await asyncio.gather(*(chen.put(f"{url}/application", json=body) for _ in range(10)))
    assert {reply.status_code for reply in replies} == {200}
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'assortment.changed'")) == 1
    assert len(await fetch("SELECT 1 FROM assortment_line WHERE store = $1", RIVERSIDE)) == 1
    assert (await chen.put(url, json=wish("in", MILK, places=[at(RIVERSIDE)]))).status_code == 409


async def test_all_that_a_filter_finds_changes_at_once(shop: Cast) -> None:
    body = wish("out", places=[at(RIVERSIDE)], matching={"search": "鲜牛奶"})
    url = await applied(await shop.chen(), body)
    assert url
    assert "MD-1001" not in await sold_in(shop, RIVERSIDE)
    assert "VP-2001" in await sold_in(shop, RIVERSIDE)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (wish("out", uuid4(), places=[at(RIVERSIDE)]), "products"),
        (wish("out", places=[at(RIVERSIDE)]), "products"),
        (wish("out", MILK, places=[at(uuid4())]), "places[0]"),
        (wish("inherit", MILK, places=[at()]), "places"),
    ],
)
async def test_what_cannot_be_is_named(shop: Cast, body: dict[str, Any], path: str) -> None:
    reply = await (await shop.chen()).put(f"/api/assortment-changes/{uuid4()}", json=body)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, path)


async def test_the_preview_names_the_open_orders_it_touches(shop: Cast) -> None:
    zhao, chen = await shop.zhao(), await shop.chen()
    order = uuid4()
    assert (await zhao.put(f"/api/orders/{order}", json=order_of_milk())).status_code == 201
    url, _ = await tried(chen, wish("out", MILK, places=[at(RIVERSIDE)]))
    touched = (await chen.get(f"{url}/open-orders")).json()
    assert [(one["id"], one["lines"]) for one in touched["orders"]] == [(str(order), 1)]
    elsewhere, _ = await tried(chen, wish("out", MILK, places=[at(HILLTOP)]))
    assert (await chen.get(f"{elsewhere}/open-orders")).json() == {"orders": [], "total": 0}
