"""Prices of delivery notes that differ from the pack's: offered to HQ, taken or left, never by themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.database import fetch, insert_or_nothing, transaction
from backend.events.log import record
from backend.ordering.after.measures import DeliveredLine, price_change
from backend.ordering.after.schemas import PriceDecisionIn, PriceOffer, PriceOffers
from backend.ordering.reading import number_of
from backend.ordering.tables import PriceDecision
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound, OutOfDate
from backend.products.desk.take_price import PackTerms, take_price
from backend.wire import build

MAY_DECIDE = (Role.hq, Role.admin)
FRESH = timedelta(days=90)
# Of several notes about one pack the newest speaks; what HQ has decided or the pack says already is over.
OFFERS = """
    WITH told AS (
        SELECT said.id AS line, placed.supplier, said.product, placed.id AS "order", placed.number,
            placed.store, placed.delivery_on, placed.currency, deed.received_at, deed.person,
            coalesce(delivered_price_minor, line.price_minor) AS delivered_price_minor,
            coalesce(delivered_pack_units, line.pack_base_units) AS delivered_pack_units
        FROM order_deed_line AS said JOIN order_deed AS deed ON deed.id = said.deed
            JOIN order_placed AS placed ON placed.id = deed."order"
            JOIN order_line AS line ON line."order" = placed.id AND line.product = said.product
        WHERE (delivered_price_minor IS NOT NULL OR delivered_pack_units IS NOT NULL)
            AND deed.received_at > $1
    ),
    newest AS (
        SELECT DISTINCT ON (supplier, product) told.*,
            count(*) OVER (PARTITION BY supplier, product, delivered_price_minor, delivered_pack_units)
                AS times
        FROM told ORDER BY supplier, product, received_at DESC, line DESC
    )
    SELECT line, newest.supplier, supplier.name AS supplier_name, newest.product, sku, product.name,
        base_unit, newest.currency, pack.price_minor, pack.base_units AS pack_base_units,
        delivered_price_minor, delivered_pack_units, "order", number, store.name AS store_name,
        delivery_on, received_at AS told_at, person.name AS told_by, times
    FROM newest JOIN pack ON pack.supplier = newest.supplier AND pack.product = newest.product AND pack.active
        JOIN supplier ON supplier.id = newest.supplier JOIN product ON product.id = newest.product
        JOIN store ON store.id = newest.store JOIN person ON person.id = newest.person
    WHERE (pack.price_minor, pack.base_units) <> (delivered_price_minor, delivered_pack_units)
        AND NOT EXISTS (SELECT FROM price_decision WHERE price_decision.line = newest.line)
    ORDER BY received_at DESC, sku
"""


async def list_price_offers(person: SignedIn) -> PriceOffers:
    """List every price that waits for HQ."""
    require_role(person, *MAY_DECIDE)
    return PriceOffers(offers=[offer(row) for row in await fetch(OFFERS, datetime.now(UTC) - FRESH)])


def offer(row: dict[str, Any]) -> PriceOffer:
    """Show one price beside the pack's own; a base unit is what is compared."""
    change = price_change(
        DeliveredLine(
            packs=1,
            pack_base_units=row["pack_base_units"],
            price_minor=row["price_minor"],
            received_units=0,
            delivered_price_minor=row["delivered_price_minor"],
            delivered_pack_units=row["delivered_pack_units"],
        )
    )
    permille = change.permille if change else 0
    return build(PriceOffer, {**row, "number": number_of(row["number"]), "permille": permille})


async def decide_price(line: UUID, person: SignedIn, draft: PriceDecisionIn) -> PriceOffers:
    """Take a delivery note's price as the pack's new one, or leave it; decided twice alike is decided once.

    Raises `OutOfDate` when the pack is no longer as HQ saw it, or when somebody decided otherwise.
    """
    require_role(person, *MAY_DECIDE)
    async with transaction():
        told = await note_of(line)
        if await was_decided(line, accepted=draft.accepted):
            return await list_price_offers(person)
        wanted = PackTerms(price_minor=told["price_minor"], base_units=told["pack_base_units"])
        if draft.accepted:
            seen = PackTerms(price_minor=draft.price_minor, base_units=draft.pack_base_units)
            await take_price(told["product"], told["supplier"], seen, wanted, person.id)
        now = datetime.now(UTC)
        row = PriceDecision(line=line, accepted=draft.accepted, person=person.id, decided_at=now)
        await insert_or_nothing(row)
        payload: dict[str, object] = {
            "order": told["order"],
            "supplier": told["supplier"],
            "before": [draft.price_minor, draft.pack_base_units],
            "told": [wanted.price_minor, wanted.base_units],
        }
        name = "price.accepted" if draft.accepted else "price.left"
        await record(name, told["product"], person=person.id, payload=payload)
    return await list_price_offers(person)


async def was_decided(line: UUID, *, accepted: bool) -> bool:
    """Tell whether a price was decided so before; raises `OutOfDate` when it was decided otherwise."""
    rows = await fetch("SELECT accepted FROM price_decision WHERE line = $1", line)
    if rows and rows[0]["accepted"] != accepted:
        raise OutOfDate()
    return bool(rows)


async def note_of(line: UUID) -> dict[str, Any]:
    """Read what a delivery note says of one line, so that nobody else decides meanwhile."""
    rows = await fetch(
        """
        SELECT said.product, placed.supplier, placed.id AS "order",
            coalesce(delivered_price_minor, line.price_minor) AS price_minor,
            coalesce(delivered_pack_units, line.pack_base_units) AS pack_base_units
        FROM order_deed_line AS said JOIN order_deed AS deed ON deed.id = said.deed
            JOIN order_placed AS placed ON placed.id = deed."order"
            JOIN order_line AS line ON line."order" = placed.id AND line.product = said.product
        WHERE said.id = $1 AND (delivered_price_minor IS NOT NULL OR delivered_pack_units IS NOT NULL)
        FOR UPDATE OF said
        """,
        line,
    )
    if not rows:
        raise NotFound()
    return rows[0]
