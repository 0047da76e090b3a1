"""What there is to say once a day."""

from enum import StrEnum

from backend.notifications.words import Texts, Words


class Kind(StrEnum):
    """How the day begins."""

    busy = "digest.busy"
    calm = "digest.calm"


TEXTS: Texts = {
    Kind.busy: {
        "zh": Words(
            "今日汇总：{overdue} 项逾期，{today} 项今天到期",
            "待复核 {review} 项 · 今天要走 {walks} 家 · 没送出的订货单 {orders} 张",
        ),
        "en": Words(
            "Today: {overdue} overdue, {today} due",
            "To review: {review} · visits due: {walks} · orders not sent: {orders}",
        ),
    },
    Kind.calm: {
        "zh": Words("今日汇总：没有要紧的事", "没有逾期、今天到期、待复核的整改，也没有没送出的订货单。"),
        "en": Words(
            "Today: nothing urgent", "Nothing is overdue, due today or to review; all orders were sent."
        ),
    },
}
