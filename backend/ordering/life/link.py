"""The supplier's own page: opened by a mailed link, without an account, with nothing of others on it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from backend.config import settings
from backend.database import fetch, transaction
from backend.ordering.life.answer import LET_OUT, confirm_order, ship_order
from backend.ordering.life.schemas import ConfirmationIn, ShipmentIn, SupplierOrder, SupplierPage
from backend.ordering.reading import load_order
from backend.people.links import OpenLink, make_link, open_link
from backend.wire import Sent, build

KIND = "supplier"
LASTS = timedelta(days=30)
SHOWN_DAYS = 14
MOST = 200


async def supplier_link(supplier: UUID, by: UUID) -> str:
    """Make a link to a supplier's page; every letter carries its own, and older ones go on until they end."""
    async with transaction():
        _, token = await make_link(KIND, supplier, by, lasts=LASTS)
    return page_url(token)


def page_url(token: str) -> str:
    """Return the address that a link's token opens."""
    return f"{settings().public_url.rstrip('/')}/supplier/{token}"


async def read_supplier_page(token: str) -> SupplierPage:
    """Show a supplier its open orders and what was delivered lately."""
    return await page_of(await open_link(token, KIND))


async def confirm_by_link(token: str, id: UUID, order: UUID, sent: Sent[ConfirmationIn]) -> SupplierPage:
    """Keep what the supplier will bring."""
    link = await open_link(token, KIND)
    async with transaction():
        await confirm_order(id, order, link.subject, sent)
    return await page_of(link)


async def ship_by_link(token: str, id: UUID, order: UUID, sent: Sent[ShipmentIn]) -> SupplierPage:
    """Keep that the goods are on their way."""
    link = await open_link(token, KIND)
    async with transaction():
        await ship_order(id, order, link.subject, sent)
    return await page_of(link)


async def page_of(link: OpenLink) -> SupplierPage:
    """Make the page of one supplier; why a store ordered more or less is the company's own matter."""
    [supplier] = await fetch("SELECT name FROM supplier WHERE id = $1", link.subject)
    rows = await fetch(
        f"""
        SELECT placed.id, store.code FROM order_placed AS placed JOIN store ON store.id = placed.store
        WHERE supplier = $1 AND {LET_OUT} AND delivery_on >= $2
        ORDER BY delivery_on, number LIMIT $3
        """,  # noqa: S608
        link.subject,
        (datetime.now(UTC) - timedelta(days=SHOWN_DAYS)).date(),
        MOST,
    )
    orders = [await shown(row["id"], row["code"]) for row in rows]
    return build(
        SupplierPage, {"supplier_name": supplier["name"], "expires_at": link.expires_at, "orders": orders}
    )


async def shown(id: UUID, store_code: str) -> SupplierOrder:
    """Take from an order what its supplier has to know."""
    order = await load_order(id)
    assert order is not None
    document = msgspec.to_builtins(order)
    for line in document["orderLines"]:
        line.update(suggestedPacks=None, words=None, reason=None)
        # What the store says of the price is for HQ to settle with it.
        line.update(deliveredPriceMinor=None, deliveredPackUnits=None)
    document.update(placedByName="", issue=None, dispatches=[], deeds=[], storeCode=store_code, cutOffAt=None)
    document.update(beyond=None, leftOut=[], raised=[])
    return msgspec.convert(document, SupplierOrder)
