"""What will expire before a store can sell it: its lots against its forecast."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.database import fetch
from backend.demand.forecast import forecast
from backend.demand.schemas import UnsoldLot
from backend.people.access import load_store
from backend.people.person import SignedIn
from backend.stock.fefo import unsold_in_time
from backend.stock.ledger import on_hand
from backend.stock.lots import lots_left

FARTHEST_DAYS = 60


async def list_unsold(store_id: UUID, person: SignedIn) -> list[UnsoldLot]:
    """List what is still good and will not be sold in time, the first to expire first.

    A product without enough history is left out: nobody can say.
    """
    store = await load_store(person, store_id)
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    rows = await fetch(WITH_LOTS, store.id)
    ways = {row["product"]: row["demand_by"] for row in rows}
    lots = await lots_left(store.id, await on_hand(store.id, list(ways), now), now)
    good = {product: [lot for lot in left if lot.expires_on >= today] for product, left in lots.items()}
    ends = [(lot.expires_on - today).days + 1 for left in good.values() for lot in left]
    days = min(FARTHEST_DAYS, max(ends, default=0))
    expected = await forecast(store.id, ways, today, days) if days else {}
    found = [
        UnsoldLot(product=product, expires_on=lot.expires_on, base_units=lot.base_units)
        for product, outlook in expected.items()
        for lot in unsold_in_time(good.get(product, []), outlook.per_day, today)
        if (lot.expires_on - today).days < FARTHEST_DAYS
    ]
    return sorted(found, key=lambda lot: (lot.expires_on, -lot.base_units, str(lot.product)))


WITH_LOTS = """
    SELECT DISTINCT entry.product, demand_by
    FROM stock_entry AS entry JOIN product ON product.id = entry.product
    WHERE entry.store = $1 AND demand_by <> 'par' AND EXISTS (SELECT FROM lot WHERE lot.entry = entry.id)
"""
