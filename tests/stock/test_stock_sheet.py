"""The stock sheet of a store: what it can get or still holds, and nothing else of a company's range."""

from typing import Any
from uuid import UUID, uuid4

from backend.database import fetch
from tests.cast import HILLTOP, RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import DAIRY, MILK
from tests.stock.doing import at_riverside, count

__all__ = ["shop"]
SHEET = f"/api/stores/{RIVERSIDE}/stock"
WAYS_IN = {
    "supplied": "INSERT INTO pack (id, product, supplier, base_units, price_minor, minimum_packs, multiple,"
    f" active) VALUES (gen_random_uuid(), $1, '{DAIRY}', 6, 900, 1, 1, true)",
    "no longer supplied": "INSERT INTO pack (id, product, supplier, base_units, price_minor, minimum_packs,"
    f" multiple, active) VALUES (gen_random_uuid(), $1, '{DAIRY}', 6, 900, 1, 1, false)",
    "listed here": "INSERT INTO assortment_line (id, product, store, listed)"
    f" VALUES (gen_random_uuid(), $1, '{RIVERSIDE}', true)",
    "has a level": "INSERT INTO par_level (id, store, product, base_units, safety_units)"
    f" VALUES (gen_random_uuid(), '{RIVERSIDE}', $1, 9, 0)",
    "has a place": "INSERT INTO shelf_place (id, store, product, place)"
    f" VALUES (gen_random_uuid(), '{RIVERSIDE}', $1, 'window')",
    "has a place elsewhere": "INSERT INTO shelf_place (id, store, product, place)"
    f" VALUES (gen_random_uuid(), '{HILLTOP}', $1, 'window')",
    "of the range only": "SELECT $1::uuid",
}


async def make_product(way_in: str) -> UUID:
    id = uuid4()
    await fetch(
        "INSERT INTO product (id, sku, name, base_unit, storage_class, active) VALUES"
        """ ($1, $2, '{"zh": "货", "en": "goods"}', '{"zh": "件", "en": "piece"}', 'ambient', true)""",
        id,
        f"K-{way_in}",
    )
    await fetch(WAYS_IN[way_in], id)
    return id


async def listed(client: Any) -> set[UUID]:
    return {UUID(line["product"]) for line in (await client.get(SHEET)).json()["lines"]}


async def test_a_store_s_sheet_lists_what_can_be_there_and_not_the_whole_range(shop: Cast) -> None:
    zhao = await shop.zhao()
    before = await listed(zhao)
    made = {way: await make_product(way) for way in WAYS_IN}
    more = await listed(zhao) - before
    assert {way for way, id in made.items() if id in more} == {
        "supplied",
        "listed here",
        "has a level",
        "has a place",
    }
    assert MILK in before


async def test_what_was_ever_written_down_stays_on_the_sheet(shop: Cast) -> None:
    zhao, id = await shop.zhao(), await make_product("of the range only")
    assert id not in await listed(zhao)
    assert (await zhao.put(at_riverside("counts"), json=count((id, 3)))).status_code == 201
    assert id in await listed(zhao)
    await fetch("UPDATE product SET active = false WHERE id = $1", id)
    assert id in await listed(zhao)


async def test_a_sheet_that_says_the_same_is_not_sent_again(shop: Cast) -> None:
    zhao = await shop.zhao()
    tag = (await zhao.get(SHEET)).headers["etag"]
    assert (await zhao.get(SHEET, headers={"if-none-match": tag})).status_code == 304
    await zhao.put(at_riverside("counts"), json=count((MILK, 9)))
    assert (await zhao.get(SHEET, headers={"if-none-match": tag})).status_code == 200
