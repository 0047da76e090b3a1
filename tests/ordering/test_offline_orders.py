"""What is still to come lies on the phones of its store."""

from uuid import uuid4

from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.ordering.lives import got, receipt
from tests.ordering.shop import MILK, address, order_of_milk
from tests.stock.doing import clocks


async def held(cast: Cast, login: str) -> list[str]:
    """The addresses that a phone holds."""
    documents = (await (await cast.sign_in(login)).get("/api/offline")).json()["documents"]
    return [one["url"] for one in documents]


async def test_open_orders_lie_on_the_phone_until_they_are_received_or_over(shop: Cast) -> None:
    zhao = await shop.zhao()
    coming, arrived, over = address(), address(), address()
    for url in (coming, arrived, over):
        assert (await zhao.put(url, json=order_of_milk())).status_code == 201
    await work_until_quiet()
    assert (await zhao.put(receipt(arrived), json=got((MILK, 24)))).status_code == 201
    assert (await zhao.put(f"{over}/cancellations/{uuid4()}", json=clocks())).status_code == 200
    urls = await held(shop, "zhao")
    assert [url in urls for url in (coming, arrived, over)] == [True, False, False]
    assert coming in await held(shop, "li")
    assert coming not in await held(shop, "sun")
    assert coming not in await held(shop, "wang"), "a supervisor receives nothing"
