"""HQ hands a supplier the link to its page, makes it anew, and takes back what has got about."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.ordering.life.link import KIND, LASTS, page_url
from backend.ordering.life.schemas import HandedLink, SupplierLinkOut, SupplierLinks
from backend.people.access import require_role
from backend.people.links import end_link, end_links_of, make_link
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound
from backend.wire import build

BY_HAND = "desk"


async def read_supplier_links(person: SignedIn, supplier: UUID) -> SupplierLinks:
    """Tell which link HQ handed over and how many letters carry one; no link itself is kept."""
    require_role(person, Role.hq)
    await require_supplier(supplier)
    rows = await open_links(supplier)
    by_hand = [row for row in rows if row["name"] == BY_HAND]
    handed = [
        build(HandedLink, {name: row[name] for name in ("made_at", "made_by", "expires_at")})
        for row in by_hand
    ]
    return SupplierLinks(handed=handed[0] if handed else None, in_letters=len(rows) - len(by_hand))


async def hand_over_link(person: SignedIn, supplier: UUID) -> SupplierLinkOut:
    """Make a link for HQ to hand over by telephone or chat; the one handed over before ends."""
    require_role(person, Role.hq)
    async with transaction():
        await require_supplier(supplier)
        for row in await open_links(supplier):
            if row["name"] == BY_HAND:
                await end_link(row["id"])
        id, token = await make_link(KIND, supplier, person.id, name=BY_HAND, lasts=LASTS)
        await record("supplier_link.made", supplier, person=person.id, payload={"link": id})
    return SupplierLinkOut(url=page_url(token), expires_at=datetime.now(UTC) + LASTS)


async def take_links_back(person: SignedIn, supplier: UUID) -> SupplierLinks:
    """End every link to a supplier's page, those in letters too; the next letter carries a new one."""
    require_role(person, Role.hq)
    async with transaction():
        await require_supplier(supplier)
        if await open_links(supplier):
            await end_links_of(supplier, KIND)
            await record("supplier_link.ended", supplier, person=person.id)
    return await read_supplier_links(person, supplier)


async def require_supplier(supplier: UUID) -> None:
    """Raise `NotFound` for a supplier that nobody knows; of two at once one waits for the other."""
    if not await fetch("SELECT 1 FROM supplier WHERE id = $1 FOR NO KEY UPDATE", supplier):
        raise NotFound()


async def open_links(supplier: UUID) -> list[dict[str, Any]]:
    """List the links that open a supplier's page, newest first."""
    return await fetch(
        """
        SELECT link.id, link.name, made_at, expires_at, person.name AS made_by
        FROM link JOIN person ON person.id = made_by
        WHERE subject = $1 AND kind = $2 AND ended_at IS NULL AND expires_at > now()
        ORDER BY made_at DESC
        """,
        supplier,
        KIND,
    )
