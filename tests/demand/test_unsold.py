"""What will expire before a store can sell it, from its lots and from what it sold."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.cast import RIVERSIDE, Cast
from tests.demand.test_feed import feed
from tests.ordering.conftest import shop
from tests.ordering.shop import MILK
from tests.stock.doing import count

__all__ = ["shop"]


def today() -> date:
    """The day in Shanghai, also when a run goes on over midnight."""
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()


def dated(units: int, *lots: tuple[int, int]) -> dict[str, Any]:
    """A count of milk whose lots expire in so many days."""
    document = count((MILK, units))
    document["lines"][0]["lots"] = [
        {"expiresOn": (today() + timedelta(days=days)).isoformat(), "baseUnits": some} for days, some in lots
    ]
    return document


async def unsold(cast: Cast) -> Any:
    answer = await (await cast.li()).get(f"/api/stores/{RIVERSIDE}/unsold")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_only_what_is_good_and_will_not_sell_is_listed(shop: Cast) -> None:
    chen, li = await shop.chen(), await shop.li()
    for ago in range(1, 57):
        await feed(chen, today() - timedelta(days=ago), ("MD-1001", 5))
    sent = dated(50, (-1, 4), (1, 16), (5, 30))
    assert (await li.put(f"/api/stores/{RIVERSIDE}/counts/{uuid4()}", json=sent)).status_code == 201
    # 10 sell today and tomorrow, 20 more in the four days after; what expired yesterday is waste already.
    assert await unsold(shop) == [
        {"product": str(MILK), "expiresOn": (today() + timedelta(days=1)).isoformat(), "baseUnits": 6},
        {"product": str(MILK), "expiresOn": (today() + timedelta(days=5)).isoformat(), "baseUnits": 10},
    ]


async def test_without_history_nobody_can_say(shop: Cast) -> None:
    li = await shop.li()
    sent = dated(50, (1, 50))
    assert (await li.put(f"/api/stores/{RIVERSIDE}/counts/{uuid4()}", json=sent)).status_code == 201
    assert await unsold(shop) == []
