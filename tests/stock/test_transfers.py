"""A transfer leaves one ledger at once and enters the other when that store says what arrived."""

import asyncio
from uuid import uuid4

import pytest

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK, RICE, YOGHURT
from tests.stock.doing import arrival, line_of, transfer

__all__ = ["shop"]


async def test_both_sides_say_what_they_saw(shop: Cast) -> None:
    zhao, sun = await shop.zhao(), await shop.sun()
    url = f"/api/transfers/{uuid4()}"
    assert (await zhao.put(url, json=transfer())).status_code == 201
    assert (await line_of(zhao, MILK))["onHand"] == 14 - 6
    assert (await line_of(sun, MILK, HILLTOP))["onHand"] == 14
    [waiting] = (await sun.get(f"/api/stores/{HILLTOP}/transfers")).json()
    assert (waiting["mayReceive"], waiting["arrivedAt"]) == (True, None)
    reply = await sun.put(f"{url}/arrivals/{uuid4()}", json=arrival((MILK, 5), (YOGHURT, 4)))
    assert reply.status_code == 201
    assert (await line_of(sun, MILK, HILLTOP))["onHand"] == 14 + 5
    [seen] = (await zhao.get(f"/api/stores/{RIVERSIDE}/transfers")).json()
    assert [(line["sent"], line["arrived"]) for line in seen["lines"]] == [(6, 5), (4, 4)]
    assert (seen["mayReceive"], seen["arrivedBy"]) == (False, "Sun")


async def test_each_side_hears_of_the_others_word_once(shop: Cast) -> None:
    zhao, sun = await shop.zhao(), await shop.sun()
    id, there = uuid4(), uuid4()
    for _ in range(2):
        await zhao.put(f"/api/transfers/{id}", json=transfer((MILK, 6)))
    for _ in range(2):
        await sun.put(f"/api/transfers/{id}/arrivals/{there}", json=arrival((MILK, 6)))
    told = await fetch(
        "SELECT name, subject, store FROM event WHERE name LIKE 'transfer.%' ORDER BY name DESC"
    )
    assert [(row["name"], row["subject"], row["store"]) for row in told] == [
        ("transfer.sent", id, HILLTOP),
        ("transfer.arrived", id, RIVERSIDE),
    ]


async def test_sent_and_received_twice_is_once(shop: Cast) -> None:
    zhao, sun = await shop.zhao(), await shop.sun()
    url, document, came = f"/api/transfers/{uuid4()}", transfer((MILK, 6)), arrival((MILK, 6))
    replies = await asyncio.gather(*(zhao.put(url, json=document) for _ in range(5)))
    assert sorted(reply.status_code for reply in replies) == [200] * 4 + [201]
    there = f"{url}/arrivals/{uuid4()}"
    replies = await asyncio.gather(*(sun.put(there, json=came) for _ in range(5)))
    assert sorted(reply.status_code for reply in replies) == [200] * 4 + [201]
    assert (await sun.put(f"{url}/arrivals/{uuid4()}", json=came)).status_code == 409
    assert (await line_of(sun, MILK, HILLTOP))["onHand"] == 20


@pytest.mark.parametrize(
    ("came", "path"),
    [(arrival((RICE, 1), (MILK, 1), (YOGHURT, 1)), "lines[0].product"), (arrival((MILK, 1)), "lines")],
)
async def test_an_arrival_speaks_of_what_was_sent_and_of_all_of_it(
    shop: Cast, came: dict[str, object], path: str
) -> None:
    url = f"/api/transfers/{uuid4()}"
    await (await shop.zhao()).put(url, json=transfer())
    reply = await (await shop.sun()).put(f"{url}/arrivals/{uuid4()}", json=came)
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, path)


async def test_whoever_sent_does_not_also_receive_and_strangers_see_nothing(shop: Cast) -> None:
    url = f"/api/transfers/{uuid4()}"
    await (await shop.zhao()).put(url, json=transfer())
    assert (await (await shop.zhao()).put(f"{url}/arrivals/{uuid4()}", json=arrival())).status_code == 400
    came = arrival((MILK, 6), (YOGHURT, 4))
    assert (await (await shop.zhao()).put(f"{url}/arrivals/{uuid4()}", json=came)).status_code == 404
    assert (await (await shop.song()).get(url)).status_code == 404


@pytest.mark.parametrize(
    ("more", "status"), [({"toStore": str(RIVERSIDE)}, 422), ({"toStore": str(uuid4())}, 422)]
)
async def test_a_transfer_goes_to_another_store(shop: Cast, more: dict[str, str], status: int) -> None:
    reply = await (await shop.zhao()).put(f"/api/transfers/{uuid4()}", json=transfer(**more))
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (status, "toStore")
