"""How tests count, throw away and give away."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.cast import HILLTOP, RIVERSIDE
from tests.ordering.shop import MILK, YOGHURT


def clocks(ago: timedelta = timedelta(0)) -> dict[str, Any]:
    """Both clocks, so long ago."""
    at = (datetime.now(UTC) - ago).isoformat()
    return {"deviceAt": at, "estimatedAt": at}


def count(*lines: tuple[UUID, int], ago: timedelta = timedelta(0), **more: Any) -> dict[str, Any]:
    """A count of some products."""
    named = [{"product": str(product), "baseUnits": units} for product, units in lines]
    return {**clocks(ago), "lines": named, **more}


def waste(units: int = 2, **more: Any) -> dict[str, Any]:
    """Milk that is over its date."""
    line = {"product": str(MILK), "baseUnits": units}
    return {**clocks(), "reason": "expired", "lines": [line], **more}


def transfer(*lines: tuple[UUID, int], **more: Any) -> dict[str, Any]:
    """Goods from Riverside to Hilltop."""
    named = [{"product": str(p), "baseUnits": n} for p, n in lines or [(MILK, 6), (YOGHURT, 4)]]
    return {**clocks(), "fromStore": str(RIVERSIDE), "toStore": str(HILLTOP), "lines": named, **more}


def arrival(*lines: tuple[UUID, int]) -> dict[str, Any]:
    """What Hilltop says arrived."""
    return {**clocks(), "lines": [{"product": str(p), "baseUnits": n} for p, n in lines]}


def at_riverside(what: str, id: UUID | None = None) -> str:
    """The address of a deed at Riverside."""
    return f"/api/stores/{RIVERSIDE}/{what}/{id or uuid4()}"


async def line_of(client: httpx.AsyncClient, product: UUID, store: UUID = RIVERSIDE) -> dict[str, Any]:
    """What a store's sheet says of a product."""
    sheet = (await client.get(f"/api/stores/{store}/stock")).json()
    return next(line for line in sheet["lines"] if line["product"] == str(product))


async def history_of(client: httpx.AsyncClient, product: UUID, at: str = "") -> dict[str, Any]:
    """Riverside's ledger of a product."""
    reply = await client.get(f"/api/stores/{RIVERSIDE}/stock/{product}", params={"at": at} if at else {})
    assert reply.status_code == 200, reply.text
    return dict(reply.json())
