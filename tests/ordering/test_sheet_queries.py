"""A sheet takes the same number of queries, however many lines it has."""

from typing import Any

import pytest

from backend.database import DB, fetch
from tests.cast import RIVERSIDE, Cast
from tests.ordering.shop import DAIRY

MANY = """
    WITH made AS (
        INSERT INTO product (id, sku, name, base_unit, storage_class, active, demand_by)
        SELECT gen_random_uuid(), 'Q-' || n, '{"zh":"商品","en":"product"}', '{"zh":"件","en":"piece"}',
            'ambient', true, 'sales' FROM generate_series(1, 300) AS n RETURNING id)
    INSERT INTO pack (id, product, supplier, base_units, price_minor, minimum_packs, multiple, active)
    SELECT gen_random_uuid(), id, $1, 6, 900, 1, 1, true FROM made
"""


async def test_a_sheet_of_300_lines_takes_no_more_queries_than_one_of_two(
    shop: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, asked = await shop.li(), [0]
    check = DB.check_owner

    def count() -> None:
        asked[0] += 1
        check()

    monkeypatch.setattr(DB, "check_owner", count)

    async def open_sheet() -> tuple[int, int]:
        asked[0] = 0
        answer: Any = (await li.get(f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}")).json()
        return len(answer["lines"]), asked[0]

    lines, queries = await open_sheet()
    await fetch(MANY, DAIRY)
    many_lines, many_queries = await open_sheet()
    assert (lines, many_lines) == (2, 302)
    assert 0 < many_queries == queries < 30
