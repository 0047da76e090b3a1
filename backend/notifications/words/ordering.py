"""What there is to say about orders."""

from enum import StrEnum

from backend.notifications.words import Texts, Words


class Kind(StrEnum):
    """What a notification about an order speaks of."""

    order_sent = "order.sent"
    order_refused = "order.refused"
    order_moved = "order.moved"


TEXTS: Texts = {
    Kind.order_sent: {
        "zh": Words("订货单 {number} 已发送", "{store} 的订货单已发给 {supplier}"),
        "en": Words("Order {number} sent", "The order of {store} went to {supplier}"),
    },
    Kind.order_moved: {
        "zh": Words("订货单 {number} 已过截单时间", "{store} 的订货改为 {delivery} 到货"),
        "en": Words("Order {number} came after the cut-off", "The order of {store} is now for {delivery}"),
    },
    Kind.order_refused: {
        "zh": Words("订货单 {number} 未能发送", "{supplier} 没有收到 {store} 的订货单：{reason}"),
        "en": Words("Order {number} was not sent", "{supplier} did not get the order of {store}: {reason}"),
    },
}
