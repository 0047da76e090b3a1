"""Which products an order goes out without although they were suggested."""

from collections.abc import Iterable
from uuid import UUID

from backend.database import fetch
from backend.ordering.schemas import LeftOutLine, OrderIn, SheetLine
from backend.wire import build


async def write_left_out(order: UUID, draft: OrderIn, offered: Iterable[SheetLine]) -> None:
    """Write what was set to no packs; what is not sold here any more is no reason to refuse an order."""
    sold = {line.product for line in offered} - {line.product for line in draft.lines}
    left_out = [one for one in draft.left_out if one.product in sold]
    await fetch(
        """
        INSERT INTO order_left_out (id, "order", product, suggested_packs, reason)
        SELECT gen_random_uuid(), $1, product, suggested_packs, reason
        FROM unnest($2::uuid[], $3::int[], $4::text[]) AS line(product, suggested_packs, reason)
        ON CONFLICT DO NOTHING
        """,
        order,
        [one.product for one in left_out],
        [one.suggested_packs for one in left_out],
        [one.reason for one in left_out],
    )


async def read_left_out(order: UUID) -> tuple[LeftOutLine, ...]:
    """Tell what an order goes out without, the most suggested first."""
    rows = await fetch(
        """
        SELECT product, name, suggested_packs, reason
        FROM order_left_out AS omitted JOIN product ON product.id = omitted.product
        WHERE "order" = $1 ORDER BY suggested_packs DESC, sku
        """,
        order,
    )
    return tuple(build(LeftOutLine, row) for row in rows)
