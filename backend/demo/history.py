"""Eight weeks of what each store of the demo sold, from which its suggestions are made."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.demo.company import store_id
from backend.demo.names import demo_chance, demo_id
from backend.demo.shelves import par_level, product_id
from backend.demo.story import ProductLine, StoreLine, company, goods

DAYS = 56
# In thousandths of a usual day, from Monday on: the weekend is busy.
WEEK = (900, 850, 900, 950, 1200, 1450, 1350)
# Of these nobody has a history yet: their suggestions fill up to the par level, and say so.
NEW = 2
REVENUE_FEN = {"small": 680_000, "standard": 1_150_000, "flagship": 2_400_000}


class Sold(NamedTuple):
    """What one product sold on one day."""

    product: ProductLine
    on: date
    base_units: int
    out_of_stock: bool


async def remember_sales(anchor: datetime) -> None:
    """Write what every store sold and earned in the eight weeks before, once."""
    for store in company().stores:
        today = anchor.astimezone(ZoneInfo(store.time_zone)).date()
        days = [today - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
        sold = [sold_on(store, product, day) for product in goods().products[:-NEW] for day in days]
        await write_usage(store, sold)
        await write_revenue(store, days)


def sold_on(store: StoreLine, product: ProductLine, day: date) -> Sold:
    """Sell an eighth of the par level on a usual day; now and then the shelf runs empty."""
    chance = demo_chance(f"sold {store.code} {product.sku} {day}")
    wanted = par_level(store, product) * WEEK[day.weekday()] * chance.randint(80, 120) // 800_000
    empty = chance.random() < 0.03
    return Sold(product, day, wanted // 2 if empty else wanted, empty)


async def write_usage(store: StoreLine, sold: list[Sold]) -> None:
    """Write a store's days in one statement."""
    await fetch(
        """
        INSERT INTO usage_day (id, store, product, used_on, base_units, out_of_stock)
        SELECT id, $1, product, used_on, base_units, out_of_stock
        FROM unnest($2::uuid[], $3::uuid[], $4::date[], $5::int[], $6::bool[])
            AS line(id, product, used_on, base_units, out_of_stock)
        ON CONFLICT DO NOTHING
        """,
        store_id(store.code),
        [demo_id(f"sold {store.code} {one.product.sku} {one.on}") for one in sold],
        [product_id(one.product.sku) for one in sold],
        [one.on for one in sold],
        [one.base_units for one in sold],
        [one.out_of_stock for one in sold],
    )


async def write_revenue(store: StoreLine, days: list[date]) -> None:
    """Write what the store earned."""
    usual = REVENUE_FEN[str(store.attributes["kind"])]
    await fetch(
        """
        INSERT INTO revenue_day (id, store, earned_on, revenue_minor)
        SELECT id, $1, earned_on, revenue FROM unnest($2::uuid[], $3::date[], $4::bigint[])
            AS line(id, earned_on, revenue)
        ON CONFLICT DO NOTHING
        """,
        store_id(store.code),
        [demo_id(f"earned {store.code} {day}") for day in days],
        days,
        [
            usual
            * WEEK[day.weekday()]
            // 1000
            * demo_chance(f"earned {store.code} {day}").randint(90, 110)
            // 100
            for day in days
        ],
    )
