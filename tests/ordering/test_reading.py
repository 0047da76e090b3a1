"""Reading orders: within reach, newest first, page by page."""

import pytest

from backend.ordering.reading import PAGE
from tests.cast import HILLTOP, RIVERSIDE, Cast, named
from tests.ordering.shop import Clock, address, order_of

pytestmark = pytest.mark.usefixtures("clock")


async def test_a_list_goes_on_where_the_page_before_ended(shop: Cast) -> None:
    zhao = await shop.zhao()
    for _ in range(PAGE + 3):
        assert (await zhao.put(address(), json=order_of(extra=True))).status_code == 201
    for login in ("zhao", "chen"):
        client = await shop.sign_in(login)
        first = (await client.get("/api/orders")).json()
        rest = (await client.get("/api/orders", params={"before": first["next"]})).json()
        numbers = [order["number"] for order in first["orders"] + rest["orders"]]
        assert numbers == sorted(numbers, reverse=True)
        assert (len(first["orders"]), len(set(numbers)), rest["next"]) == (PAGE, PAGE + 3, None)


async def test_everybody_lists_what_is_within_reach(shop: Cast, clock: Clock) -> None:
    await (await shop.zhao()).put(address(), json=order_of())
    await (await shop.sun()).put(address(), json=order_of(store=str(HILLTOP)))
    both, one = {"Riverside", "Hilltop"}, {"Riverside"}
    for login, seen in {"zhao": one, "li": one, "sun": {"Hilltop"}, "wang": both, "chen": both, "ada": both,
                        "song": set()}.items():  # fmt: skip
        orders = (await (await shop.sign_in(login)).get("/api/orders")).json()["orders"]
        assert {order["storeName"]["en"] for order in orders} == seen
    at_riverside = (await (await shop.wang()).get(f"/api/orders?store={RIVERSIDE}")).json()["orders"]
    assert [order["storeName"]["en"] for order in at_riverside] == ["Riverside"]


@pytest.mark.parametrize(
    ("login", "status"),
    [("zhao", 200), ("li", 200), ("wang", 200), ("chen", 200), ("ada", 200), ("sun", 404), ("song", 404)],
)
async def test_an_order_is_read_by_whoever_reaches_its_store(shop: Cast, login: str, status: int) -> None:
    place = address()
    await (await shop.zhao()).put(place, json=order_of())
    client = await shop.sign_in(login)
    assert (await client.get(place)).status_code == status
    assert (await client.get(f"/api/orders?store={RIVERSIDE}")).status_code == status


async def test_nobody_reads_orders_without_signing_in(shop: Cast) -> None:
    nobody = await shop.nobody()
    assert (await nobody.get("/api/orders")).status_code == 401
    assert (await nobody.get(address())).status_code == 401


async def test_an_order_that_is_not_there_is_not_found(shop: Cast) -> None:
    assert (await (await shop.chen()).get(address(named("no order")))).status_code == 404


@pytest.mark.parametrize("before", ["x", "-1", "1e3", "9" * 30, "٣"])
async def test_a_made_up_cursor_is_refused(shop: Cast, before: str) -> None:
    reply = await (await shop.chen()).get("/api/orders", params={"before": before})
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (400, "before")
