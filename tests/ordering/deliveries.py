"""How tests let deliveries of past days arrive; all days are counted back from the store's own today."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from tests.cast import Cast
from tests.ordering.lives import got, place, receipt
from tests.ordering.shop import COUNTED_AT

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The day it is in the stores."""
    return datetime.now(SHANGHAI).date()


def days_ago(days: int) -> date:
    """The day so many days before today."""
    return today() - timedelta(days=days)


def noon(days: int) -> str:
    """Noon of a day before today, as it crosses the wire."""
    return datetime.combine(days_ago(days), time(12), SHANGHAI).isoformat()


async def due(shop: Cast, days: int, *lines: tuple[UUID, int], login: str = "zhao", **more: Any) -> str:
    """An order whose delivery day is so many days past."""
    await count_long_ago()
    order = await place(await shop.sign_in(login), *lines, extra=True, **more)
    await fetch(
        "UPDATE order_placed SET delivery_on = $2, asked_for_on = $2 WHERE id = $1",
        UUID(order.rsplit("/", 1)[1]),
        days_ago(days),
    )
    return order


async def count_long_ago() -> None:
    """Put what the shop was stocked with in November 2026 out of sight of days counted from today."""
    await fetch(
        "UPDATE stock_entry SET effective_at = $1, recorded_at = $1 WHERE effective_at = $2",
        datetime.combine(days_ago(60), time(21), SHANGHAI),
        datetime.fromisoformat(COUNTED_AT),
    )


async def arrive(shop: Cast, order: str, days: int, *lines: tuple[Any, ...], login: str = "zhao") -> None:
    """Take an order in at noon of a day before today."""
    stamps = {"deviceAt": noon(days), "estimatedAt": noon(days)}
    client = await shop.sign_in(login)
    reply = await client.put(receipt(order), json={**got(*lines), **stamps})
    assert reply.status_code == 201, reply.text
