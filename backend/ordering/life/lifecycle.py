"""Which deed is possible in which state of an order, and what it makes of it: pure."""

from backend.ordering.schemas import OrderDeedKind, OrderStatus

# Goods that stand in the store have arrived, whatever the book says of the letter that asked for them.
LIFE: dict[OrderDeedKind, dict[OrderStatus, OrderStatus]] = {
    "approval": {"held": "placed"},
    "rejection": {"held": "rejected"},
    "cancellation": dict.fromkeys(("held", "placed", "sent", "refused", "confirmed"), "cancelled"),
    "confirmation": {"placed": "confirmed", "sent": "confirmed", "refused": "confirmed"},
    "shipment": {"placed": "shipped", "sent": "shipped", "refused": "shipped", "confirmed": "shipped"},
    "receipt": dict.fromkeys(("placed", "sent", "refused", "confirmed", "shipped"), "received"),
}


def status_after(deed: OrderDeedKind, status: OrderStatus) -> OrderStatus | None:
    """Return the state that a deed leads to, or None where it is not possible."""
    return LIFE[deed].get(status)


def is_far(packs: int, suggested: int, percent: int) -> bool:
    """Tell whether an order line is far from its suggestion: by more than some percent and two packs."""
    off = abs(packs - suggested)
    return off > 2 and off * 100 > max(suggested, 1) * percent
