"""Bring an order to its supplier, and write down what came of every try."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from backend.database import fetch, transaction, uuid7
from backend.events.log import Happening, record
from backend.notifications.channels import outcome as came
from backend.ordering.channels.email import send_email
from backend.ordering.channels.webhook import Door, post_order
from backend.ordering.life.link import supplier_link
from backend.ordering.reading import load_order
from backend.ordering.schemas import OrderOut
from backend.problems import Later

FIRST_WAIT = 30.0  # seconds; eight tries, each twice as far from the last, are about an hour
LONGEST_WAIT = 3600.0


class Recipient(msgspec.Struct, frozen=True):
    """Whom the letter goes to, and what its supplier calls the store."""

    email: str | None
    store_code: str
    placed_by: UUID
    channel: str
    webhook_url: str | None
    webhook_secret: str

    @property
    def door(self) -> Door | None:
        """The supplier's own system, where it is told by one."""
        return Door(self.webhook_url, self.webhook_secret) if self.webhook_url else None


async def send_to_supplier(event: Happening) -> None:
    """Send an order to its supplier by its channel; raises `Later` when the other side cannot take it now.

    The letter leaves outside any transaction: a worker that dies after that sends it again, with the same
    number and Message-ID. An order that is no longer waiting is left alone.
    """
    order = await load_order(event.subject)
    if order is None or order.status != "placed":
        return
    recipient = await recipient_of(order)
    outcome = await send(order, recipient)
    match outcome:
        case came.Sent():
            await settle(order, recipient, "sent", "")
        case came.Refused(reason):
            await settle(order, recipient, "refused", reason)
        case came.Later(reason, _):
            await note(order.id, "later", reason, recipient.channel)
            raise Later(reason, wait_after(order))


async def recipient_of(order: OrderOut) -> Recipient:
    """Look up where the letter goes."""
    [row] = await fetch(
        """
        SELECT supplier.email, store.code AS store_code, placed_by, channel, webhook_url,
            webhook_secret
        FROM order_placed JOIN supplier ON supplier.id = supplier JOIN store ON store.id = store
        WHERE order_placed.id = $1
        """,
        order.id,
    )
    return msgspec.convert(row, Recipient)


async def send(order: OrderOut, recipient: Recipient) -> came.Outcome:
    """Hand the order in, with a link to the supplier's own page."""
    if recipient.channel == "webhook":
        if recipient.door is None:
            return came.Refused("no webhook is kept for this supplier")
        link = await supplier_link(order.supplier, recipient.placed_by)
        return await post_order(recipient.door, order, recipient.store_code, link)
    if not recipient.email:
        return came.Refused("no e-mail address is kept for this supplier")
    link = await supplier_link(order.supplier, recipient.placed_by)
    return await send_email(recipient.email, order, recipient.store_code, link)


async def settle(order: OrderOut, recipient: Recipient, status: str, reason: str) -> None:
    """Write down how sending ended; of two workers with the same order only one tells of it."""
    async with transaction():
        await note(order.id, status, reason, recipient.channel)
        changed = await fetch(
            "UPDATE order_placed SET status = $2 WHERE id = $1 AND status = 'placed' RETURNING id",
            order.id,
            status,
        )
        if changed:
            payload: dict[str, object] = {
                "number": order.number,
                "supplier": order.supplier_name,
                "store": order.store_name,
                "delivery_on": order.delivery_on,
                "placed_by": recipient.placed_by,
                "reason": reason,
            }
            await record(f"order.{status}", order.id, store=order.store, payload=payload)


async def note(order: UUID, outcome: str, detail: str, channel: str) -> None:
    """Write down one try."""
    await fetch(
        'INSERT INTO dispatch (id, "order", channel, outcome, detail, at) VALUES ($1, $2, $3, $4, $5, $6)',
        uuid7(),
        order,
        channel,
        outcome,
        detail,
        datetime.now(UTC),
    )


def wait_after(order: OrderOut) -> float:
    """Return how long to wait: twice as long after every try."""
    return min(FIRST_WAIT * 2.0 ** len(order.dispatches), LONGEST_WAIT)
