"""The lines of an order on its way in, and what they cost: pure."""

import msgspec

from backend.ordering.schemas import OrderLineIn, SheetLine


class Chosen(msgspec.Struct, frozen=True):
    """A line as the store sent it beside the line as the server computes it."""

    sent: OrderLineIn
    offered: SheetLine


def total_minor(chosen: list[Chosen]) -> int:
    """Add up what the lines cost at the server's prices."""
    return sum(line.sent.packs * line.offered.price_minor for line in chosen)
