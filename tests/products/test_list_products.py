"""The assortment as the finder of an empty shelf gets it."""

import pytest

from backend.database import fetch
from tests.cast import RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import DAIRY, MILK, PANTRY, SALT

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
    }


@pytest.mark.parametrize(
    ("login", "status"),
    [("li", 200), ("zhao", 200), ("wang", 200), ("chen", 200), ("ada", 200), ("sun", 404), ("song", 404)],
)
async def test_who_reaches_the_store_reads_its_products(shop: Cast, login: str, status: int) -> None:
    assert (await (await shop.sign_in(login)).get(PRODUCTS)).status_code == status


async def test_nobody_reads_products_without_signing_in(shop: Cast) -> None:
    assert (await (await shop.nobody()).get(PRODUCTS)).status_code == 401
