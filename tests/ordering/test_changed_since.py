"""What changed between the sheet and the order's arrival is answered in words, and nothing is lost."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from tests.cast import EAST, HILLTOP, NORTH, RIVERSIDE, Cast
from tests.ordering.lives import place
from tests.ordering.shop import DAIRY, MILK, YOGHURT, Clock, address, count_orders, order_of

pytestmark = pytest.mark.usefixtures("clock")


def seen(product: UUID, packs: float, *, holds: float = 12, price: int = 15600) -> dict[str, Any]:
    """A line with what its sheet showed of the pack."""
    return {"product": str(product), "packs": packs, "packBaseUnits": holds, "priceMinor": price}


async def send(shop: Cast, *lines: dict[str, Any], **more: Any) -> Any:
    """Place an order of these lines as Zhao."""
    return await (await shop.zhao()).put(address(), json=order_of(**more) | {"lines": list(lines)})


@pytest.mark.parametrize("packs", [-1, 0, 1.5, 0.999, 10**9])
async def test_negative_and_fractional_packs_are_named_and_nothing_is_ordered(
    shop: Cast, packs: float
) -> None:
    reply = await send(shop, seen(YOGHURT, 2, holds=10, price=4500), seen(MILK, packs))
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (400, "lines[1].packs")
    assert await count_orders() == 0


async def test_packs_of_another_size_are_not_ordered_by_the_old_number(shop: Cast) -> None:
    await fetch("UPDATE pack SET base_units = 24 WHERE product = $1", MILK)
    reply = await send(shop, seen(YOGHURT, 2, holds=10, price=4500), seen(MILK, 3))
    assert reply.status_code == 422
    [field] = reply.json()["fields"]
    assert (field["path"], field["code"]) == ("lines[1].packs", "pack-changed")
    assert field["message"] == "Fresh milk 1 L: a pack holds 24 now, not 12."
    assert await count_orders() == 0
    again = await send(shop, seen(MILK, 2, holds=24))
    assert (again.status_code, again.json()["orderLines"][0]["packBaseUnits"]) == (201, 24)


async def test_another_price_is_taken_at_the_new_one_and_shown_beside_the_old(shop: Cast) -> None:
    await fetch("UPDATE pack SET price_minor = 16000 WHERE product = $1", MILK)
    reply = await send(shop, seen(YOGHURT, 2, holds=10, price=4500), seen(MILK, 2))
    assert reply.status_code == 201
    milk, yoghurt = reply.json()["orderLines"]
    assert (milk["priceMinor"], milk["seenPriceMinor"]) == (16000, 15600)
    assert (yoghurt["priceMinor"], yoghurt["seenPriceMinor"]) == (4500, None)
    assert reply.json()["totalMinor"] == 2 * 16000 + 2 * 4500


async def test_a_price_that_changes_after_the_order_does_not_change_the_order(shop: Cast) -> None:
    order = await place(await shop.zhao(), (MILK, 2))
    await fetch("UPDATE pack SET price_minor = 99900, base_units = 6 WHERE product = $1", MILK)
    seen_order = (await (await shop.zhao()).get(order)).json()
    assert seen_order["totalMinor"] == 2 * 15600
    assert seen_order["orderLines"][0]["packBaseUnits"] == 12


@pytest.mark.parametrize(
    "left",
    [
        "INSERT INTO assortment_line (id, product, store, listed) VALUES (gen_random_uuid(), $1, $2, false)",
        "UPDATE product SET active = ($2::uuid IS NULL) WHERE id = $1",
        "UPDATE pack SET active = ($2::uuid IS NULL) WHERE product = $1",
        "DELETE FROM pack WHERE product = $1 AND $2::uuid IS NOT NULL",
    ],
)
async def test_what_left_the_assortment_is_named_and_the_rest_can_be_sent_anew(shop: Cast, left: str) -> None:
    await fetch(left, MILK, RIVERSIDE)
    reply = await send(shop, seen(YOGHURT, 2, holds=10, price=4500), seen(MILK, 2))
    assert reply.status_code == 422
    assert [(field["path"], field["code"]) for field in reply.json()["fields"]] == [
        ("lines[1].product", "not-sold")
    ]
    assert await count_orders() == 0
    assert (await send(shop, seen(YOGHURT, 2, holds=10, price=4500))).status_code == 201


async def test_a_supplier_that_no_longer_comes_is_named(shop: Cast) -> None:
    await fetch("UPDATE supplier SET active = false WHERE id = $1", DAIRY)
    reply = await send(shop, seen(MILK, 2))
    assert (reply.status_code, reply.json()["fields"][0]["path"]) == (422, "supplier")


@pytest.mark.parametrize(
    ("region", "store", "delivery"),
    [
        (None, None, "2026-11-27"),
        (EAST, None, "2026-11-27"),
        (None, RIVERSIDE, "2026-11-27"),
        (NORTH, None, "2026-11-25"),
        (None, HILLTOP, "2026-11-25"),
    ],
)
async def test_an_order_for_a_day_on_which_the_store_is_closed_moves_to_the_next_delivery(
    shop: Cast, clock: Clock, region: UUID | None, store: UUID | None, delivery: str
) -> None:
    sheet = f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}"
    assert (await (await shop.zhao()).get(sheet)).json()["deliveryOn"] == "2026-11-25"
    await fetch(
        "INSERT INTO closed_day (id, day, name, region, store) VALUES ($1, $2, $3, $4, $5)",
        uuid4(),
        date(2026, 11, 25),
        {"zh": "盘点", "en": "Stocktaking"},
        region,
        store,
    )
    reply = await send(shop, seen(MILK, 2))
    assert (reply.status_code, reply.json()["deliveryOn"]) == (201, delivery)
    assert reply.json()["moved"] is (delivery != "2026-11-25")
    assert (await (await shop.zhao()).get(sheet)).json()["deliveryOn"] == delivery


async def test_a_supplier_that_comes_besides_does_not_come_to_a_closed_door(shop: Cast) -> None:
    for day in (date(2026, 11, 25), date(2026, 11, 26)):
        await fetch(
            "INSERT INTO delivery_exception (id, supplier, on_day, delivers) VALUES ($1, $2, $3, true)",
            uuid4(),
            DAIRY,
            day,
        )
        await fetch(
            "INSERT INTO closed_day (id, day, name, store) VALUES ($1, $2, '{}', $3)", uuid4(), day, RIVERSIDE
        )
    assert (await send(shop, seen(MILK, 2))).json()["deliveryOn"] == "2026-11-27"
