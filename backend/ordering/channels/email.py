"""An order on its way to a supplier by e-mail."""

from backend.notifications.channels.mail import message_id_of, send_mail
from backend.notifications.channels.outcome import Outcome
from backend.ordering.letter import subject_of, table_of, text_of, withdrawal_of, workbook_of
from backend.ordering.schemas import OrderOut


async def send_email(to: str, order: OrderOut, store_code: str, link: str) -> Outcome:
    """Hand the letter with its table in; a repeat is recognised by its Message-ID."""
    return await send_mail(
        to,
        subject_of(order, store_code),
        text_of(order, store_code, link),
        message_id_of("order", order.number),
        [table_of(order), workbook_of(order)],
    )


async def send_withdrawal(to: str, order: OrderOut, store_code: str) -> Outcome:
    """Tell a supplier that an order it has is taken back."""
    return await send_mail(
        to,
        f"取消 {subject_of(order, store_code)}",
        withdrawal_of(order, store_code),
        message_id_of("cancelled-order", order.number),
        [],
    )
