"""Tell a supplier that an order it may have is taken back."""

from backend.events.log import Happening
from backend.notifications.channels import outcome as came
from backend.ordering.channels.email import send_withdrawal
from backend.ordering.channels.webhook import post_withdrawal
from backend.ordering.dispatch import recipient_of
from backend.ordering.reading import load_order
from backend.problems import Later


async def withdraw_from_supplier(event: Happening) -> None:
    """Tell a supplier by its channel that an order it has is taken back; raises `Later` for not now."""
    order = await load_order(event.subject)
    if order is None or not any(one.outcome == "sent" for one in order.dispatches):
        return
    recipient = await recipient_of(order)
    outcome: came.Outcome = came.Sent()
    if recipient.channel == "webhook" and recipient.door is not None:
        outcome = await post_withdrawal(recipient.door, order, recipient.store_code)
    elif recipient.email:
        outcome = await send_withdrawal(recipient.email, order, recipient.store_code)
    if isinstance(outcome, came.Later):
        raise Later(outcome.reason)
