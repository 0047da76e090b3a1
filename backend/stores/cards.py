"""Stores as lists show them."""

from uuid import UUID

from backend.database import fetch
from backend.stores.schemas import StoreCard
from backend.wire import build


async def store_cards(stores: list[UUID] | None) -> list[StoreCard]:
    """List the given stores, or all of them for None, in order of code."""
    rows = await fetch(
        """
        SELECT store.id, store.code, store.name, store.region, region.name AS region_name, store.time_zone,
            store.latitude_e7, store.longitude_e7, store.attributes
        FROM store JOIN region ON region.id = store.region
        WHERE NOT store.closed AND ($1::uuid[] IS NULL OR store.id = ANY($1)) ORDER BY store.code
        """,
        stores,
    )
    return [build(StoreCard, row) for row in rows]
