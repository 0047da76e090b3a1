"""What one old order of the demo went out without although it was suggested, and what was found of it."""

from uuid import UUID

from backend.database import fetch
from backend.demo.company import store_id
from backend.demo.shelves import supplier_id
from backend.demo.story import Habit
from backend.ordering.schemas import LeftOutIn, OrderLineIn, Reason

# The third order of the month: counts and deliveries since have long made up for it.
STORE, SUPPLIER, WHICH = "R001", "morning-dairy", 2
LASTED: Reason = "no_space"
RAN_OUT: Reason = "other"
FEWEST = 2  # of what lasted, a count finds some


def leaves_out(habit: Habit, place: int) -> bool:
    """Tell whether an order of the month, counted from the oldest, goes out without some products."""
    return (habit.store, habit.supplier, place) == (STORE, SUPPLIER, WHICH)


def leave_out(lines: list[OrderLineIn]) -> tuple[list[OrderLineIn], tuple[LeftOutIn, ...]]:
    """Set the last two of what was suggested to no packs, unless nothing else would be ordered."""
    kept, out = lines[:-2], lines[-2:]
    if not kept:
        return lines, ()
    return kept, tuple(
        LeftOutIn(product=line.product, suggested_packs=line.suggested_packs or line.packs, reason=reason)
        for line, reason in zip(out, (LASTED, RAN_OUT), strict=True)
    )


async def found_since(habit: Habit, order: UUID) -> dict[UUID, Reason]:
    """Return what the order before this one went out without, and why."""
    rows = await fetch(
        """
        SELECT product, reason FROM order_left_out WHERE "order" = (
            SELECT id FROM order_placed WHERE store = $1 AND supplier = $2 AND id <> $3 AND NOT extra
            ORDER BY delivery_on DESC LIMIT 1
        )
        """,
        store_id(habit.store),
        supplier_id(habit.supplier),
        order,
    )
    return {row["product"]: row["reason"] for row in rows}


def count_of(reason: Reason | None, usual: int) -> int:
    """Return what the count before the next order finds: of what ran out nothing, of what lasted some."""
    if reason == RAN_OUT:
        return 0
    return max(FEWEST, usual) if reason == LASTED else usual
