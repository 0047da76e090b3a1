"""Suppliers, products and what the stores of the demo should hold and do hold."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.demo.company import both, person_at, person_id, store_id
from backend.demo.names import demo_chance, demo_id
from backend.demo.story import ProductLine, StoreLine, company, goods
from backend.people.schemas import Role
from backend.products.importing.check_digit import check_digit
from backend.products.tables import Barcode, Pack, Product, Supplier
from backend.stock.tables import Lot, ParLevel, ShelfPlace, StockEntry

PLACES = {"ambient": "货架", "chilled": "冷藏柜", "frozen": "冷冻柜"}
BACK_ROOM = "后仓"
BULKY = ("VP-2002", "VP-2004")
FRESH_DAYS = 21
EXPIRED = "MD-2006"  # Riverside and Garden Road still have some of it that was good until yesterday
BY_REVENUE = "MD-3005"  # cream goes into what the kitchen sells: ordered by usage per 1,000 of revenue


async def fill_shelves(now: datetime) -> None:
    """Write suppliers, products, par levels and one count of every product in every store."""
    await Supplier.insert(*supplier_rows()).on_conflict(action="DO NOTHING")
    await Product.insert(*[product_row(line) for line in goods().products]).on_conflict(action="DO NOTHING")
    await Pack.insert(*[pack_row(line) for line in goods().products]).on_conflict(action="DO NOTHING")
    held = [(store, product) for store in company().stores for product in goods().products]
    await ParLevel.insert(*[par_row(*pair) for pair in held]).on_conflict(action="DO NOTHING")
    counts = [count_row(*pair, now) for pair in held]
    await StockEntry.insert(*counts).on_conflict(action="DO NOTHING")
    await Barcode.insert(*[barcode_row(line) for line in goods().products]).on_conflict(action="DO NOTHING")
    places = [row for pair in held for row in place_rows(*pair)]
    await ShelfPlace.insert(*places).on_conflict(action="DO NOTHING")
    dated = [
        row
        for pair, entry in zip(held, counts, strict=True)
        for row in lot_rows(*pair, entry.base_units, now)
    ]
    await Lot.insert(*dated).on_conflict(action="DO NOTHING")


def supplier_rows() -> list[Supplier]:
    """The suppliers with their delivery calendars."""
    return [
        Supplier(
            id=supplier_id(line.key),
            code=line.key,
            name=both(line.name.zh, line.name.en),
            email=line.email,
            delivery_weekdays=line.delivery_weekdays,
            cut_off=line.cut_off,
            lead_days=line.lead_days,
            grace_minutes=line.grace_minutes,
            minimum_order_minor=line.minimum_order_fen,
            currency=line.currency,
        )
        for line in goods().suppliers
    ]


def product_row(line: ProductLine) -> Product:
    """A product of the catalogue."""
    return Product(
        id=product_id(line.sku),
        sku=line.sku,
        name=both(line.name.zh, line.name.en),
        base_unit=both(line.base_unit.zh, line.base_unit.en),
        storage_class=line.storage,
        shelf_life_days=line.shelf_life_days,
        demand_by="revenue" if line.sku == BY_REVENUE else "sales",
    )


def pack_row(line: ProductLine) -> Pack:
    """How its supplier sells it."""
    return Pack(
        id=demo_id(f"pack {line.sku}"),
        product=product_id(line.sku),
        supplier=supplier_id(line.supplier),
        base_units=line.pack_base_units,
        price_minor=line.price_per_pack_fen,
        minimum_packs=line.minimum_packs,
        multiple=line.multiple,
    )


def par_row(store: StoreLine, product: ProductLine) -> ParLevel:
    """What the store should hold, a quarter of it as a cushion."""
    level = par_level(store, product)
    return ParLevel(
        id=demo_id(f"par {store.code} {product.sku}"),
        store=store_id(store.code),
        product=product_id(product.sku),
        base_units=level,
        safety_units=level // 4,
    )


def count_row(store: StoreLine, product: ProductLine, now: datetime) -> StockEntry:
    """What was counted; Riverside as the catalogue says, the others each somewhat differently."""
    share = product.on_hand_permille
    if store.code != "R001":
        share = demo_chance(f"{store.code} {product.sku}").choice((share, 250, 600, 800, 1000))
    return StockEntry(
        id=demo_id(f"count {store.code} {product.sku}"),
        store=store_id(store.code),
        product=product_id(product.sku),
        kind="count",
        base_units=par_level(store, product) * share // 1000,
        effective_at=now - timedelta(hours=5),
        recorded_at=now - timedelta(hours=5),
        person=person_id(person_at(store.code, Role.staff)),
    )


def barcode_row(line: ProductLine) -> Barcode:
    """A number of the company's own on a piece of it."""
    digits = f"6900000{goods().products.index(line) + 1:05}"
    return Barcode(
        id=demo_id(f"barcode {line.sku}"), code=f"{digits}{check_digit(digits)}", product=product_id(line.sku)
    )


def place_rows(store: StoreLine, product: ProductLine) -> list[ShelfPlace]:
    """Where it lies: on the shelf, or in what keeps it cold; what is bulky lies in the back room too."""
    places = [PLACES[product.storage], *([BACK_ROOM] if product.sku in BULKY else [])]
    return [
        ShelfPlace(
            id=demo_id(f"place {store.code} {product.sku} {place}"),
            store=store_id(store.code),
            product=product_id(product.sku),
            place=place,
            position=int(product.sku[-4:]),
        )
        for place in places
    ]


def lot_rows(store: StoreLine, product: ProductLine, held: int, now: datetime) -> list[Lot]:
    """What was counted of fresh goods by date: the larger part expires soon, some of it unsold."""
    life = product.shelf_life_days
    if product.storage != "chilled" or life is None or life > FRESH_DAYS or held < 2:
        return []
    soon, later = held - held // 3, held // 3
    over = 2 if product.sku == EXPIRED and store.code in ("R001", "R002") and soon > 2 else 0
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    return [
        Lot(
            id=demo_id(f"lot {store.code} {product.sku} {units}/{days}"),
            entry=demo_id(f"count {store.code} {product.sku}"),
            expires_on=today + timedelta(days=days),
            base_units=units,
        )
        for units, days in ((over, -1), (soon - over, 2), (later, life))
        if units
    ]


def par_level(store: StoreLine, product: ProductLine) -> int:
    """What a store of this kind should hold."""
    return product.par_levels[str(store.attributes["kind"])]


def supplier_id(key: str) -> UUID:
    """The id of a supplier of the demo."""
    return demo_id(f"supplier {key}")


def product_id(sku: str) -> UUID:
    """The id of a product of the demo."""
    return demo_id(f"product {sku}")
