"""The assortment as the finder of an empty shelf gets it, and the days on which suppliers come."""

from datetime import date, time
from uuid import UUID

import pytest

from backend.database import fetch
from backend.products.suppliers import suppliers_of
from backend.products.tables import AssortmentLine, DeliveryException, DeliveryPlan
from tests.cast import EAST, HILLTOP, LAKESIDE, NORTH, RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import DAIRY, MILK, PANTRY, RICE, SALT

__all__ = ["shop"]

PRODUCTS = f"/api/stores/{RIVERSIDE}/products"


async def test_every_product_is_there_once_with_who_sells_it(shop: Cast) -> None:
    await fetch(
        """
        INSERT INTO pack SELECT gen_random_uuid(), product, $1, base_units, price_minor, 1, 1
        FROM pack WHERE product = $2
        """,
        PANTRY,
        MILK,
    )
    await fetch("UPDATE product SET active = false WHERE id = $1", SALT)
    products = (await (await shop.wang()).get(PRODUCTS)).json()
    assert [product["sku"] for product in products] == ["MD-1001", "MD-1002", "VP-2001", "VP-2002"]
    milk = products[0]
    assert milk.pop("suppliers") == sorted([str(DAIRY), str(PANTRY)])
    assert milk == {
        "id": str(MILK),
        "sku": "MD-1001",
        "name": {"zh": "鲜牛奶 1 L", "en": "Fresh milk 1 L"},
        "baseUnit": {"zh": "件", "en": "piece"},
        "storageClass": "chilled",
        "category": None,
        "barcodes": [],
    }


@pytest.mark.parametrize(
    ("login", "status"),
    [("li", 200), ("zhao", 200), ("wang", 200), ("chen", 200), ("ada", 200), ("sun", 404), ("song", 404)],
)
async def test_who_reaches_the_store_reads_its_products(shop: Cast, login: str, status: int) -> None:
    assert (await (await shop.sign_in(login)).get(PRODUCTS)).status_code == status


async def test_nobody_reads_products_without_signing_in(shop: Cast) -> None:
    assert (await (await shop.nobody()).get(PRODUCTS)).status_code == 401


async def assort(
    product: UUID, listed: bool, *, region: UUID | None = None, store: UUID | None = None
) -> None:
    """Say whether a place sells a product."""
    await AssortmentLine(product=product, region=region, store=store, listed=listed).save()


async def skus(shop: Cast, login: str, store: UUID) -> set[str]:
    """What a store can order."""
    reply = await (await shop.sign_in(login)).get(f"/api/stores/{store}/products")
    return {product["sku"] for product in reply.json()}


async def test_the_nearest_place_says_whether_a_product_is_sold(shop: Cast) -> None:
    await assort(MILK, True)
    await assort(MILK, False, region=EAST)
    await assort(MILK, True, store=HILLTOP)
    await assort(RICE, True, region=NORTH)
    assert not {"MD-1001", "VP-2001"} & await skus(shop, "li", RIVERSIDE)
    assert await skus(shop, "sun", HILLTOP) >= {"MD-1001"}
    assert await skus(shop, "song", LAKESIDE) >= {"MD-1001", "VP-2001", "MD-1002"}


async def test_a_supplier_comes_when_the_nearest_plan_says(shop: Cast) -> None:
    await DeliveryPlan(
        supplier=DAIRY, region=EAST, delivery_weekdays=[2], cut_off=time(10), lead_days=1
    ).save()
    await DeliveryPlan(
        supplier=DAIRY, store=HILLTOP, delivery_weekdays=[], cut_off=time(10), lead_days=1
    ).save()
    await DeliveryException(supplier=DAIRY, on_day=date(2026, 12, 1)).save()
    await DeliveryException(supplier=DAIRY, region=EAST, on_day=date(2026, 12, 2), delivers=True).save()
    [dairy] = await suppliers_of(RIVERSIDE, DAIRY)
    assert (dairy.delivery_weekdays, dairy.cut_off) == ([2], time(10))
    assert (dairy.comes_not_on, dairy.comes_also_on) == ([date(2026, 12, 1)], [date(2026, 12, 2)])
    assert await suppliers_of(HILLTOP, DAIRY) == []
    [elsewhere] = await suppliers_of(LAKESIDE, DAIRY)
    assert (elsewhere.delivery_weekdays, elsewhere.comes_also_on) == ([1, 3, 5], [])
