"""What HQ keeps about products and suppliers: whole documents, each error by its field, nothing lost."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from backend.products.suppliers import suppliers_of
from tests.cast import EAST, HILLTOP, LAKESIDE, RIVERSIDE, Cast
from tests.ordering.conftest import shop
from tests.ordering.shop import DAIRY, MILK, PANTRY, RICE, order_of_milk
from tests.products.desk import apples, baker, day, pack, plan, shelf

__all__ = ["shop"]

BARCODE, CASE = "6901234567892", "16901234567899"


async def read(cast: Cast, url: str) -> Any:
    answer = await (await cast.chen()).get(url)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def put(cast: Cast, url: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = await (await cast.chen()).put(url, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def fields(answer: dict[str, Any]) -> dict[str, str]:
    return {field["path"]: field["code"] for field in answer["fields"]}


async def sold_at(cast: Cast, store: UUID) -> dict[str, Any]:
    return {line["sku"]: line for line in await read(cast, f"/api/stores/{store}/products")}


async def test_a_new_product_is_sold_with_its_pack_barcodes_and_places(shop: Cast) -> None:
    address = f"/api/products/{uuid4()}"
    shelves = [shelf(minDisplay=4, capacity=60), shelf(store=str(HILLTOP), listed=False)]
    codes = [{"code": CASE, "baseUnits": 12}, {"code": BARCODE, "baseUnits": 1}]
    sent = apples(sku="FR-1", barcodes=codes, shelves=shelves)
    kept = await put(shop, address, sent)
    assert kept == await read(shop, address)
    assert kept["product"] == sent["product"] | {"barcodes": codes}  # a 1 sorts before a 6
    assert (await sold_at(shop, RIVERSIDE))["FR-1"]["barcodes"] == [CASE, BARCODE]
    assert "FR-1" not in await sold_at(shop, HILLTOP)


async def test_sent_twice_in_another_order_nothing_changes(shop: Cast) -> None:
    address = f"/api/products/{uuid4()}"
    packs = [pack(), pack(supplier=str(PANTRY))]
    sent = apples(packs=packs)
    first = await put(shop, address, sent)
    packs.reverse()
    assert await put(shop, address, sent) == first
    assert await fetch("SELECT 1 FROM event WHERE name = 'product.kept' OFFSET 1") == []


async def test_ten_at_once_make_one_product(shop: Cast) -> None:
    address, sent = f"/api/products/{uuid4()}", apples()
    await asyncio.gather(*[put(shop, address, sent) for _ in range(10)])
    assert len(await fetch("SELECT 1 FROM event WHERE name = 'product.kept'")) == 1


async def test_what_somebody_else_changed_is_not_overwritten(shop: Cast) -> None:
    address = f"/api/products/{MILK}"
    read_by_both = await read(shop, address)
    mine = {"product": read_by_both["product"] | {"shelfLifeDays": 7}, "basedOn": read_by_both["version"]}
    hers = {"product": read_by_both["product"] | {"shelfLifeDays": 9}, "basedOn": read_by_both["version"]}
    await put(shop, address, mine)
    assert (await put(shop, address, hers, 409))["type"] == "/problems/out-of-date"
    assert (await read(shop, address))["product"]["shelfLifeDays"] == 7


async def test_a_price_changes_for_the_next_sheet_and_orders_keep_theirs(shop: Cast) -> None:
    li, order = await shop.li(), f"/api/orders/{uuid4()}"
    before = (await li.put(order, json=order_of_milk())).json()
    held = await read(shop, f"/api/products/{MILK}")
    changed = held["product"] | {"packs": [held["product"]["packs"][0] | {"priceMinor": 17000}]}
    await put(shop, f"/api/products/{MILK}", {"product": changed, "basedOn": held["version"]})
    sheet = (await li.get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
    assert {line["sku"]: line["priceMinor"] for line in sheet["lines"]}["MD-1001"] == 17000
    assert (await li.get(order)).json()["totalMinor"] == before["totalMinor"]
    [event] = await fetch("SELECT payload FROM event WHERE name = 'product.kept'")
    assert event["payload"] == {"changed": ["packs"]}


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"sku": "MD-1001"}, "product.sku", "taken"),
        ({"name": {"zh": " ", "en": ""}}, "product.name", "required"),
        (
            {"barcodes": [{"code": "6901234567893", "baseUnits": 1}]},
            "product.barcodes[0].code",
            "check_digit",
        ),
        ({"barcodes": [{"code": "123", "baseUnits": 1}]}, "product.barcodes[0].code", "barcode_shape"),
        (
            {"barcodes": [{"code": BARCODE, "baseUnits": 1}, {"code": "0" + BARCODE, "baseUnits": 6}]},
            "product.barcodes[1].code",
            "twice",
        ),
        ({"packs": [pack(), pack()]}, "product.packs[1].supplier", "twice"),
        ({"packs": [pack(supplier=str(RICE))]}, "product.packs[0].supplier", "unknown"),
        (
            {"packs": [pack(minimumPacks=5, maximumPacks=4)]},
            "product.packs[0].maximumPacks",
            "maximum_below_minimum",
        ),
        (
            {"shelves": [shelf(minDisplay=9, capacity=8)]},
            "product.shelves[0].capacity",
            "capacity_below_display",
        ),
        ({"shelves": [shelf(), shelf(listed=False)]}, "product.shelves[1]", "twice"),
        ({"shelves": [shelf(store=str(RICE))]}, "product.shelves[0]", "unknown"),
        ({"shelves": [shelf(store=str(RIVERSIDE), region=str(EAST))]}, "product.shelves[0]", "one_place"),
        ({"category": str(RICE)}, "product.category", "unknown"),
    ],
)
async def test_a_product_that_breaks_a_rule_names_the_field(
    shop: Cast, changes: dict[str, Any], path: str, code: str
) -> None:
    id = uuid4()
    assert fields(await put(shop, f"/api/products/{id}", apples(**changes), 422)) == {path: code}
    assert await fetch("SELECT FROM product WHERE id = $1", id) == []


async def test_a_barcode_of_another_product_is_refused_also_in_its_longer_spelling(shop: Cast) -> None:
    await put(shop, f"/api/products/{uuid4()}", apples(barcodes=[{"code": "036000291452", "baseUnits": 1}]))
    again = apples(barcodes=[{"code": "0036000291452", "baseUnits": 1}])
    assert fields(await put(shop, f"/api/products/{uuid4()}", again, 422)) == {
        "product.barcodes[0].code": "taken"
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"packs": [pack(baseUnits=0)]},
        {"packs": [pack(priceMinor=-1)]},
        {"packs": [pack(multiple=1.5)]},
        {"shelfLifeDays": 0},
        {"storageClass": "hot"},
    ],
)
async def test_negative_and_fractional_numbers_are_no_document(shop: Cast, changes: dict[str, Any]) -> None:
    await put(shop, f"/api/products/{uuid4()}", apples(**changes), 400)


async def test_the_catalogue_is_found_by_either_language_code_and_barcode_a_page_at_a_time(
    shop: Cast,
) -> None:
    await put(
        shop, f"/api/products/{uuid4()}", apples(sku="100%_A", barcodes=[{"code": BARCODE, "baseUnits": 1}])
    )
    for words, found in (
        ("苹", ["100%_A"]),
        ("APPLE", ["100%_A"]),
        (BARCODE, ["100%_A"]),
        ("%_", ["100%_A"]),
        ("vp-", ["VP-2001", "VP-2002", "VP-2003"]),
        ("nothing", []),
    ):
        page = (await (await shop.chen()).get("/api/catalogue", params={"search": words})).json()
        assert [line["sku"] for line in page["products"]] == found, words
    await fetch(
        """
        INSERT INTO product (id, sku, name, base_unit, storage_class, active, demand_by)
        SELECT gen_random_uuid(), 'X-' || lpad(n::text, 4, '0'), '{"zh":"x","en":"x"}', '{"zh":"x","en":"x"}',
            'ambient', true, 'sales' FROM generate_series(1, 150) AS n
        """
    )
    first = await read(shop, "/api/catalogue")
    rest = await read(shop, f"/api/catalogue?after={first['next']}")
    skus = [line["sku"] for line in first["products"] + rest["products"]]
    assert len(first["products"]) == 100
    assert rest["next"] is None
    assert len(set(skus)) == 156


async def test_a_category_is_kept_once_and_chosen(shop: Cast) -> None:
    id = str(uuid4())
    await put(shop, f"/api/categories/{id}", {"name": {"zh": "水果", "en": "Fruit"}})
    again = await put(shop, f"/api/categories/{uuid4()}", {"name": {"zh": "水果", "en": "Fruits"}}, 422)
    assert fields(again) == {"name": "taken"}
    await put(shop, f"/api/products/{uuid4()}", apples(category=id))
    choices = await read(shop, "/api/catalogue-choices")
    assert choices["categories"] == [{"id": id, "name": {"zh": "水果", "en": "Fruit"}, "products": 1}]


async def test_a_supplier_comes_to_each_place_by_its_own_plan(shop: Cast) -> None:
    id = uuid4()
    plans = [
        plan(region=str(EAST), deliveryWeekdays=[5, 2]),
        plan(store=str(HILLTOP), deliveryWeekdays=[]),
    ]
    sent = baker(plans=plans, exceptions=[day(), day(onDay="2026-12-27", delivers=True)])
    kept = await put(shop, f"/api/suppliers/{id}", sent)
    assert kept["supplier"]["plans"][0]["deliveryWeekdays"] in ([2, 5], [])
    assert await put(shop, f"/api/suppliers/{id}", sent) == kept
    [here] = await suppliers_of(RIVERSIDE, id)
    assert here.delivery_weekdays == [2, 5]
    assert [str(one) for one in (*here.comes_not_on, *here.comes_also_on)] == ["2026-12-25", "2026-12-27"]
    assert await suppliers_of(HILLTOP, id) == []
    [there] = await suppliers_of(LAKESIDE, id)
    assert there.delivery_weekdays == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"code": "Morning Dairy"}, "supplier.code", "taken"),
        ({"email": None}, "supplier.email", "email"),
        ({"email": "nobody"}, "supplier.email", "email"),
        ({"channel": "webhook", "webhookUrl": "http://x.example"}, "supplier.webhookUrl", "url"),
        ({"plans": [plan()]}, "supplier.plans[0]", "one_place"),
        (
            {"plans": [plan(store=str(RIVERSIDE)), plan(store=str(RIVERSIDE))]},
            "supplier.plans[1]",
            "twice",
        ),
        ({"exceptions": [day(), day(delivers=True)]}, "supplier.exceptions[1]", "twice"),
        ({"deliveryWeekdays": [1, 1]}, "supplier.deliveryWeekdays", "twice"),
    ],
)
async def test_a_supplier_that_breaks_a_rule_names_the_field(
    shop: Cast, changes: dict[str, Any], path: str, code: str
) -> None:
    assert fields(await put(shop, f"/api/suppliers/{uuid4()}", baker(**changes), 422)) == {path: code}


async def test_a_supplier_that_somebody_else_changed_is_not_overwritten(shop: Cast) -> None:
    held = await read(shop, f"/api/suppliers/{DAIRY}")
    later = {"supplier": held["supplier"] | {"graceMinutes": 45}, "basedOn": held["version"]}
    await put(shop, f"/api/suppliers/{DAIRY}", later)
    other = {"supplier": held["supplier"] | {"graceMinutes": 5}, "basedOn": held["version"]}
    await put(shop, f"/api/suppliers/{DAIRY}", other, 409)
