"""What a store may spend: counted by delivery day, told on the sheet, and binding only where HQ says so."""

from datetime import date
from typing import Any

import pytest

from backend.database import fetch
from backend.ordering.budget.span import Period, days_of, is_over
from tests.cast import RIVERSIDE, Cast
from tests.ordering.lives import give_budget, place, withdraw
from tests.ordering.shop import DAIRY, MILK, PANTRY, RICE, address, order_of

pytestmark = pytest.mark.usefixtures("clock")
SHEET = f"/api/stores/{RIVERSIDE}/order-sheets/{DAIRY}"
MILK_PACK = 15600


@pytest.mark.parametrize(
    ("day", "period", "first", "last"),
    [
        ("2026-11-23", "week", "2026-11-23", "2026-11-29"),
        ("2026-11-29", "week", "2026-11-23", "2026-11-29"),
        ("2026-12-31", "week", "2026-12-28", "2027-01-03"),
        ("2026-12-31", "month", "2026-12-01", "2026-12-31"),
        ("2028-02-10", "month", "2028-02-01", "2028-02-29"),
        ("2026-02-28", "month", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_budget_runs_from_monday_or_from_the_first(day: str, period: Period, first: str, last: str) -> None:
    assert days_of(date.fromisoformat(day), period) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("spent", "order", "over"), [(0, 100, False), (1, 100, True), (150, 0, True)])
def test_the_last_coin_may_be_spent(spent: int, order: int, over: bool) -> None:
    assert is_over(100, spent, order) is over


async def budget(shop: Cast) -> dict[str, Any] | None:
    """The budget as the sheet of Riverside shows it."""
    found: dict[str, Any] | None = (await (await shop.zhao()).get(SHEET)).json()["budget"]
    return found


async def test_the_sheet_shows_what_other_orders_of_the_week_have_cost(shop: Cast) -> None:
    assert await budget(shop) is None
    await give_budget(shop, 100_000)
    zhao = await shop.zhao()
    await place(zhao, (MILK, 2))
    await place(zhao, (RICE, 1), supplier=str(PANTRY), deliveryOn="2026-11-28")
    cancelled = await place(zhao, (MILK, 3), deliveryOn="2026-11-27")
    await withdraw(zhao, cancelled)
    await place(zhao, (MILK, 4), deliveryOn="2026-11-30")  # another week
    assert await budget(shop) == {
        "amountMinor": 100_000,
        "spentMinor": 2 * MILK_PACK + 13600,
        "fromOn": "2026-11-23",
        "toOn": "2026-11-29",
        "over": "warn",
    }
    await give_budget(shop, 100_000, period="month")
    assert (await budget(shop) or {})["spentMinor"] == 2 * MILK_PACK + 13600 + 4 * MILK_PACK


async def test_another_currency_and_no_budget_are_no_budget(shop: Cast) -> None:
    await give_budget(shop, 100_000, currency="EUR")
    assert await budget(shop) is None
    await give_budget(shop, None)
    assert await budget(shop) is None


async def test_beyond_the_budget_an_order_goes_out_waits_or_is_refused_as_the_company_says(
    shop: Cast,
) -> None:
    zhao, li = await shop.zhao(), await shop.li()
    await give_budget(shop, 2 * MILK_PACK)
    assert (await zhao.put(address(), json=order_of((MILK, 3)))).json()["status"] == "placed"
    await give_budget(shop, 2 * MILK_PACK, over="approve")
    more = order_of((MILK, 1), deliveryOn="2026-11-27")
    assert (await zhao.put(address(), json=more)).json()["status"] == "held"
    assert (await li.put(address(), json={**more, "extra": True})).json()["status"] == "placed"
    await give_budget(shop, 2 * MILK_PACK, over="refuse")
    refused = await zhao.put(address(), json={**more, "extra": True})
    assert refused.status_code == 422
    assert [field["code"] for field in refused.json()["fields"]] == ["over-budget"]
    later = await zhao.put(address(), json=order_of((MILK, 2), deliveryOn="2026-11-30"))
    assert later.status_code == 201, "the last coin of the week after may be spent"


async def test_a_budget_given_twice_is_told_once(shop: Cast) -> None:
    for amount in (5000, 5000, 6000, None, None):
        await give_budget(shop, amount)
    rows = await fetch("SELECT payload FROM event WHERE name = 'budget.given' ORDER BY seq")
    assert [row["payload"]["amount_minor"] for row in rows] == [5000, 6000, None]
    chen = await shop.chen()
    assert (
        await chen.put(f"/api/stores/{RIVERSIDE}/order-budget", json={"amountMinor": -1})
    ).status_code == 400


async def test_the_last_three_orders_can_be_copied(shop: Cast) -> None:
    zhao = await shop.zhao()
    days = ("2026-11-25", "2026-11-27", "2026-11-30", "2026-12-02")
    placed = [await place(zhao, (MILK, n), deliveryOn=day) for n, day in enumerate(days, start=1)]
    await place(zhao, (MILK, 9), extra=True)
    await withdraw(zhao, placed[2])
    last = (await zhao.get(SHEET)).json()["lastOrders"]
    assert [(one["deliveryOn"], one["lines"]) for one in last] == [
        ("2026-12-02", [{"product": str(MILK), "packs": 4}]),
        ("2026-11-27", [{"product": str(MILK), "packs": 2}]),
        ("2026-11-25", [{"product": str(MILK), "packs": 1}]),
    ]
