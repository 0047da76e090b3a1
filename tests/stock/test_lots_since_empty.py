"""Lots are read from when the shelf was last empty, and that says the same as reading all that ever came."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest

from backend.database import fetch
from backend.stock.fefo import LotLeft, left_of, merge
from backend.stock.ledger import on_hand
from backend.stock.lots import LOTS, lots_left
from tests.cast import RIVERSIDE, Cast
from tests.ordering.conftest import shop

__all__ = ["shop"]

START, DAY = datetime.fromisoformat("2026-09-01T08:00:00+08:00"), date(2026, 9, 10)
PRODUCTS, HOURS = 200, 40


@dataclass
class Line:
    """One line of a ledger, with the lots it names."""

    kind: str
    units: int
    lots: list[LotLeft] = field(default_factory=list)


@dataclass
class Shelf:
    """What really lies there: fresher goods come after older ones, and the oldest is sold first."""

    chance: Random
    lots: list[LotLeft] = field(default_factory=list)
    freshest: date = DAY

    def live(self) -> Line:
        """Let an hour pass, and write down truly what happened."""
        many = sum(lot.base_units for lot in self.lots)
        match self.chance.choice(["receipt", "sale", "sale", "sale", "waste", "count", "named", "sell out"]):
            case "receipt":
                return self.receive(self.chance.randint(1, 12))
            case "waste" if many:
                return self.throw_away()
            case "count":
                return Line("count", many)
            case "named" if many:
                return Line("count", many, list(self.lots))
            case "sell out":
                return self.sell(many)
        return self.sell(min(many, self.chance.randint(0, 6)))

    def receive(self, units: int) -> Line:
        self.freshest += timedelta(days=self.chance.randint(0, 3))
        came = LotLeft(self.freshest, units)
        self.lots = merge([*self.lots, came])
        return Line("receipt", units, [came])

    def sell(self, units: int) -> Line:
        self.lots = left_of(sum(lot.base_units for lot in self.lots) - units, self.lots)
        return Line("sale", -units)

    def throw_away(self) -> Line:
        at = self.chance.randrange(len(self.lots))
        lot = self.lots[at]
        gone = LotLeft(lot.expires_on, self.chance.randint(1, lot.base_units))
        rest = LotLeft(lot.expires_on, lot.base_units - gone.base_units)
        self.lots[at : at + 1] = [rest] if rest.base_units else []
        return Line("waste", -gone.base_units, [gone])


def all_that_ever_came(lines: list[Line]) -> Iterator[LotLeft]:
    """Every lot of every receipt, less what was thrown away of it: no count needed, no end to it."""
    nets: dict[date, int] = {}
    for line in lines:
        for lot in line.lots if line.kind != "count" else []:
            sign = -1 if line.kind == "waste" else 1
            nets[lot.expires_on] = nets.get(lot.expires_on, 0) + sign * lot.base_units
    return (LotLeft(day, units) for day, units in nets.items())


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


async def new_products(many: int) -> list[UUID]:
    ids = [uuid4() for _ in range(many)]
    await fetch(
        """
        INSERT INTO product (id, sku, name, base_unit, storage_class, active, demand_by)
        SELECT id, 'L-' || id, '{"zh":"商品","en":"product"}', '{"zh":"件","en":"piece"}', 'ambient', true,
            'sales' FROM unnest($1::uuid[]) AS one(id)
        """,
        ids,
    )
    return ids


async def write(product: UUID, *lines: tuple[int, Line]) -> None:
    """Write lines into Riverside's ledger, each with the hour at which it took effect."""
    entries = [(uuid4(), at, line) for at, line in lines]
    await fetch(
        """
        INSERT INTO stock_entry (id, store, product, kind, base_units, effective_at, recorded_at)
        SELECT id, $1, $2, kind, units, at, at
        FROM unnest($3::uuid[], $4::text[], $5::int[], $6::timestamptz[]) AS line(id, kind, units, at)
        """,
        RIVERSIDE,
        product,
        [id for id, _, _ in entries],
        [line.kind for _, _, line in entries],
        [line.units for _, _, line in entries],
        [hour(at) for _, at, _ in entries],
    )
    named = [(id, lot) for id, _, line in entries for lot in line.lots]
    await fetch(
        """
        INSERT INTO lot (id, entry, code, expires_on, base_units)
        SELECT gen_random_uuid(), entry, '', day, units
        FROM unnest($1::uuid[], $2::date[], $3::int[]) AS lot(entry, day, units)
        """,
        [id for id, _ in named],
        [lot.expires_on for _, lot in named],
        [lot.base_units for _, lot in named],
    )


async def read(products: list[UUID], at: int = HOURS) -> dict[UUID, list[LotLeft]]:
    return await lots_left(RIVERSIDE, await on_hand(RIVERSIDE, products, hour(at)), hour(at))


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("seed", range(3))
async def test_what_is_left_is_what_lies_there_whenever_it_is_asked(seed: int) -> None:
    chance = Random(seed)
    products = await new_products(PRODUCTS)
    lived: dict[UUID, list[Line]] = {}
    lying: dict[tuple[UUID, int], list[LotLeft]] = {}
    for product in products:
        shelf, lived[product] = Shelf(chance), []
        for at in range(HOURS):
            lived[product].append(shelf.live())
            lying[product, at] = list(shelf.lots)
        await write(product, *enumerate(lived[product]))
    for at in sorted(chance.sample(range(HOURS), 6)):
        held, found = await on_hand(RIVERSIDE, products, hour(at)), await read(products, at)
        for product in products:
            known = lying[product, at]
            ever = all_that_ever_came(lived[product][: at + 1])
            assert held[product].base_units == sum(lot.base_units for lot in known)
            assert found.get(product, []) == known == left_of(held[product].base_units, ever), (product, at)
    assert any(not lots for lots in lying.values())
    assert any(len(lots) > 2 for lots in lying.values())


def lot(days: int, units: int) -> LotLeft:
    return LotLeft(DAY + timedelta(days=days), units)


def receipt(days: int, units: int) -> Line:
    return Line("receipt", units, [lot(days, units)])


SOLD = (Line("count", 0), Line("sale", -10))
CASES: list[tuple[str, list[tuple[int, Line]], list[LotLeft]]] = [
    *(
        (f"{what} {n}", [(1, receipt(90, 10)), (2, sold), (3, came)], left)
        for n, sold in enumerate(SOLD)
        for what, came, left in (
            ("what keeps longer but is gone does not come back", receipt(5, 10), [lot(5, 10)]),
            ("goods without a date have none of what was there before", Line("receipt", 10), []),
        )
    ),
    (
        "a count that found goods where the book had none says that they were there all the time",
        [(1, receipt(30, 10)), (2, Line("sale", -10)), (3, Line("count", 4))],
        [lot(30, 4)],
    ),
    (
        "what came before a count of zero is gone however late it was written down",
        [(3, Line("count", 0)), (2, receipt(30, 10)), (4, Line("receipt", 3))],
        [],
    ),
    (
        "what came at the moment of a count of zero is in the count",
        [(3, Line("count", 0)), (3, receipt(30, 10)), (4, receipt(20, 3))],
        [lot(20, 3)],
    ),
    (
        "sold out and refilled at one moment was never empty",
        [(1, receipt(30, 10)), (2, Line("sale", -10)), (2, receipt(40, 10)), (3, Line("sale", -2))],
        [lot(40, 8)],
    ),
    ("nothing is left of what is not there", [(1, receipt(30, 10)), (2, Line("waste", -12))], []),
]


@pytest.mark.parametrize(("lines", "left"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
async def test_what_was_there_before_the_shelf_was_empty_is_gone(
    shop: Cast, lines: list[tuple[int, Line]], left: list[LotLeft]
) -> None:
    [product] = await new_products(1)
    await write(product, *lines)
    assert (await read([product])).get(product, []) == left


async def rows_read(products: list[UUID], at: int) -> dict[str, int]:
    """How many rows of each table PostgreSQL goes through to answer."""
    held = await on_hand(RIVERSIDE, products, hour(at))
    [explained] = await fetch(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {LOTS}",
        RIVERSIDE,
        list(held),
        hour(at),
        [one.base_units for one in held.values()],
        [one.counted_at for one in held.values()],
    )
    rows: dict[str, int] = {}
    plan = explained["QUERY PLAN"]
    nodes = [(json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if table := node.get("Relation Name"):
            each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            rows[table] = rows.get(table, 0) + round(each * node["Actual Loops"])
    return rows


async def test_years_of_a_ledger_are_not_read_for_what_came_since_yesterday(shop: Cast) -> None:
    [product] = await new_products(1)
    await write(product, *((at, receipt(at // 24, 5)) for at in range(3000)))
    await fetch("ANALYZE stock_entry, lot")
    assert (await rows_read([product], 4000))["lot"] >= 3000
    await write(product, (3000, Line("count", 0)), (3001, receipt(200, 6)), (3002, Line("sale", -2)))
    assert await read([product], 4000) == {product: [lot(200, 4)]}
    read_now = await rows_read([product], 4000)
    assert read_now["lot"] <= 5
    assert read_now["stock_entry"] <= 20
