"""What there is to say about orders."""

from enum import StrEnum

from backend.notifications.words import Texts, Words


class Kind(StrEnum):
    """What a notification about an order speaks of."""

    order_due = "order.due"
    order_asked = "order.asked"
    order_sent = "order.sent"
    order_refused = "order.refused"
    order_moved = "order.moved"
    order_held = "order.held"
    order_beyond = "order.beyond"
    order_approved = "order.approved"
    order_rejected = "order.rejected"
    order_cancelled = "order.cancelled"
    order_confirmed = "order.confirmed"
    order_confirmed_short = "order.confirmed_short"
    order_shipped = "order.shipped"
    order_short = "order.short"
    order_received = "order.received"
    order_price = "order.price"


TEXTS: Texts = {
    Kind.order_due: {
        "zh": Words("{supplier} {time} 截单，还没订货", "{store}：{delivery} 到货，建议订 {count} 种"),
        "en": Words(
            "{supplier} closes at {time}, nothing ordered",
            "{store}: {count} products suggested for {delivery}",
        ),
    },
    Kind.order_asked: {
        "zh": Words(
            "总部提醒：还没向{supplier}订货", "{store}：{delivery} 到货，{time} 截单，建议订 {count} 种"
        ),
        "en": Words(
            "HQ asks for your order from {supplier}",
            "{store}: for {delivery}, cut-off {time}, {count} products suggested",
        ),
    },
    Kind.order_held: {
        "zh": Words("订货单 {number} 等待审批", "{store} 向 {supplier} 订货，超出了限额"),
        "en": Words("Order {number} waits for approval", "{store} orders from {supplier} beyond the limits"),
    },
    Kind.order_beyond: {
        "zh": Words("订货单 {number} 等待审批", "{store} 向 {supplier} 订货：{limits}"),
        "en": Words("Order {number} waits for approval", "{store} orders from {supplier}: {limits}"),
    },
    Kind.order_approved: {
        "zh": Words("订货单 {number} 已通过", "{store} 的订货单正在发给 {supplier}"),
        "en": Words("Order {number} approved", "The order of {store} goes to {supplier}"),
    },
    Kind.order_rejected: {
        "zh": Words("订货单 {number} 被驳回", "{store}：{reason}"),
        "en": Words("Order {number} rejected", "{store}: {reason}"),
    },
    Kind.order_cancelled: {
        "zh": Words("订货单 {number} 已取消", "{store} 取消了向 {supplier} 的订货"),
        "en": Words("Order {number} cancelled", "{store} took back its order from {supplier}"),
    },
    Kind.order_confirmed: {
        "zh": Words("订货单 {number} 已确认", "{supplier} 会全部送到 {store}"),
        "en": Words("Order {number} confirmed", "{supplier} brings all of it to {store}"),
    },
    Kind.order_confirmed_short: {
        "zh": Words("订货单 {number} 有缺货或延迟", "{supplier} 不能全部按时送到 {store}，看看要不要另订"),
        "en": Words(
            "Order {number}: less or later", "{supplier} cannot bring everything to {store} on the day"
        ),
    },
    Kind.order_shipped: {
        "zh": Words("订货单 {number} 已发货", "{supplier} 的货在路上，{delivery} 到 {store}"),
        "en": Words("Order {number} shipped", "{supplier} is on the way to {store}, due {delivery}"),
    },
    Kind.order_short: {
        "zh": Words("订货单 {number} 短收", "{supplier} 送到 {store} 的货有差异"),
        "en": Words("Order {number} came short", "What {supplier} brought to {store} differs"),
    },
    Kind.order_received: {
        "zh": Words("订货单 {number} 已收货", "{store} 收到了 {supplier} 的全部商品"),
        "en": Words("Order {number} received", "{store} got everything from {supplier}"),
    },
    Kind.order_price: {
        "zh": Words(
            "{supplier}的送货价格和订货时不同",
            "{store} {number}：{product}等 {count} 种，看看要不要改成新价格",
        ),
        "en": Words(
            "{supplier} charged another price than ordered",
            "{store}, {number}: {product} and others, {count} in all. Decide whether it is the new price",
        ),
    },
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
