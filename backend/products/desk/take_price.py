"""Give a supplier's pack another price or size, as somebody saw it on a delivery note."""

from uuid import UUID

import msgspec

from backend.database import fetch
from backend.events.log import record
from backend.problems import OutOfDate


class PackTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack costs and holds."""

    price_minor: int
    base_units: int


async def take_price(product: UUID, supplier: UUID, seen: PackTerms, wanted: PackTerms, by: UUID) -> None:
    """Write new terms of a pack in the caller's transaction, as a change of its product.

    Raises `OutOfDate` unless the pack is still sold, and on the terms that were seen.
    """
    await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"product {product}")
    changed = await fetch(
        """
        UPDATE pack SET price_minor = $5, base_units = $6
        WHERE product = $1 AND supplier = $2 AND active AND price_minor = $3 AND base_units = $4
        RETURNING id
        """,
        product,
        supplier,
        seen.price_minor,
        seen.base_units,
        wanted.price_minor,
        wanted.base_units,
    )
    if not changed:
        raise OutOfDate()
    await record("product.kept", product, person=by, payload={"changed": ["packs"]})
