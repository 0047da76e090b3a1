"""How PostgreSQL reads what grows: every question that the pages about orders and stock ask, at size."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.database import DB, connect, disconnect, fetch
from backend.ordering.after.due_delivery import Due
from backend.ordering.after.left_out import follow_left_out
from backend.ordering.after.outcomes import read_outcomes
from backend.ordering.after.prices import list_price_offers
from backend.ordering.after.results import days_between, read_after_delivery, read_deliveries
from backend.ordering.after.table import write_after_delivery
from backend.ordering.consolidation.reading import list_deliveries, read_delivery
from backend.ordering.reading import list_orders
from backend.ordering.sheets import get_sheet, list_sheets
from backend.people.person import HeldPost, SignedIn
from backend.people.schemas import Role
from backend.stock.reading import read_history
from backend.upgrade import upgrade
from tests.bench.filling import FILL, SUPPLIER
from tests.bench.measures import Table
from tests.bench.stage import Stage
from tests.conftest import execute, renamed

SCRATCH = "storewalk_plans"
GROWING = (
    *("order_placed", "order_line", "order_deed", "order_deed_line", "delivered", "override_outcome"),
    *("stock_entry", "lot", "usage_day", "sheet_edit", "order_left_out"),
)
WHOLE = re.compile(rf"Seq Scan on ({'|'.join(GROWING)})\b")
Asked = list[tuple[str, tuple[object, ...]]]
Ask = Callable[[], Awaitable[object]]


async def measure_plans(stage: Stage, table: Table) -> None:
    """Fill a scratch database, ask every page once, and read the plan of each question."""
    await stage.serve("--no-worker")
    await execute(stage.database_url, f"CREATE DATABASE {SCRATCH}")
    await connect(renamed(stage.database_url, SCRATCH), pool_size=2)
    try:
        await upgrade()
        for statement in FILL:
            await fetch(statement)
        await fetch("VACUUM (ANALYZE)")
        [row] = await fetch("SELECT count(*) AS lines FROM order_line")
        lines, asked = row["lines"], await listen(await pages())
        whole = [f"{name} in {sql[:80]}" for name, sql in await read_plans(asked)]
    finally:
        await disconnect()
        stage.house.remove()
    assert not whole, "\n".join(whole)
    said = f"{len(asked)} questions, no growing table read whole"
    table.add(f"plans of orders and stock at {lines:,} ordered lines", said)


async def pages() -> list[Ask]:
    """What HQ and a store open: after deliveries, all deliveries, sheets, orders, stock as it once was."""
    [row] = await fetch(
        "SELECT (SELECT id FROM store LIMIT 1) AS store, (SELECT id FROM product LIMIT 1) AS product"
    )
    hq, shop = HeldPost(role=Role.hq), HeldPost(role=Role.staff, store=row["store"])
    due, tomorrow = await without_something(), datetime.now(UTC).date() + timedelta(days=1)
    return [
        *pages_of(signed_in(hq), row["store"], row["product"]),
        *pages_of(signed_in(shop), row["store"], row["product"]),
        lambda: list_price_offers(signed_in(hq)),
        lambda: list_deliveries(signed_in(hq)),
        lambda: read_delivery(signed_in(hq), SUPPLIER, tomorrow),
        lambda: follow_left_out(due, datetime.now(UTC)),
    ]


async def without_something() -> Due:
    """Find a delivery that came without something suggested, as the clock looks into it."""
    [row] = await fetch(
        """
        SELECT delivered."order", delivered.store, delivered.supplier, delivered.received_at, covers_until,
            time_zone, receipt.id AS receipt
        FROM delivered JOIN store ON store.id = delivered.store
            JOIN order_deed AS receipt ON receipt."order" = delivered."order" AND receipt.kind = 'receipt'
        WHERE delivered."order" = (SELECT "order" FROM order_left_out LIMIT 1)
        """
    )
    return msgspec.convert(row, Due)


def pages_of(person: SignedIn, store: UUID, product: UUID) -> list[Ask]:
    """What both open, each within reach."""
    days, then = days_between(None, None), datetime.now(UTC) - timedelta(days=200)
    return [
        lambda: read_after_delivery(person, days, None),
        lambda: read_deliveries(person, SUPPLIER, days, None),
        lambda: read_outcomes(person, days, None, None, None),
        lambda: write_after_delivery(person, days, None, "csv"),
        lambda: list_orders(person),
        lambda: get_sheet(person, store, SUPPLIER),
        lambda: list_sheets(person, store),
        lambda: read_history(store, product, person, then),
    ]


def signed_in(post: HeldPost) -> SignedIn:
    """Somebody who holds one post."""
    return SignedIn(id=UUID(int=1), login="one", name="One", locale="zh", posts=(post,))


async def listen(asks: list[Ask]) -> Asked:
    """Ask all of it, and return each question to the database once, with what it was asked with."""
    pool, heard = DB.pool, dict[str, tuple[object, ...]]()
    assert pool is not None
    ask_pool = pool.fetch

    class Listening:
        """The pool, with an ear."""

        async def fetch(self, sql: str, *arguments: object) -> Any:
            heard.setdefault(sql, arguments)
            return await ask_pool(sql, *arguments)

    DB.pool = Listening()
    try:
        for ask in asks:
            await ask()
    finally:
        DB.pool = pool
    return list(heard.items())


async def read_plans(asked: Asked) -> list[tuple[str, str]]:
    """Name every growing table that is read whole, with the question that does it."""
    found = []
    for sql, arguments in asked:
        rows = await fetch(f"EXPLAIN {sql}", *arguments)
        plan = "\n".join(str(row["QUERY PLAN"]) for row in rows)
        found += [(name, " ".join(sql.split())) for name in WHOLE.findall(plan)]
    return found
