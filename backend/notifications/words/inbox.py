"""What there is to say about the inbox itself."""

from enum import StrEnum

from backend.notifications.words import Texts, Words


class Kind(StrEnum):
    """What a notification about notifications speaks of."""

    held = "inbox.held"
    tried = "inbox.tried"


TEXTS: Texts = {
    Kind.held: {
        "zh": Words("免打扰期间有 {count} 条通知", "最新一条：{first}"),
        "en": Words("{count} notifications came in your quiet hours", "The newest: {first}"),
    },
    Kind.tried: {
        "zh": Words("测试通知", "{person}，您能看到这一条，说明这个渠道是通的。"),
        "en": Words("A test", "{person}, if you read this, this way of telling you works."),
    },
}
