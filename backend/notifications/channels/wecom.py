"""WeCom 企业微信: a group robot's webhook (developer.work.weixin.qq.com/document/path/99110)."""

from backend.notifications.channels.outcome import Later, Outcome, Refused, Sent
from backend.notifications.channels.webhook import Message, Webhook, post_json, read_webhook, said

HOSTS = ("qyapi.weixin.qq.com",)
PATH = "/cgi-bin/webhook/send"
TOO_MANY = {45009, -1}  # more than twenty in a minute; their system is busy
LONGEST = 2048  # bytes


def check(webhook: Webhook, allow_loopback: bool) -> None:
    """Raise ValueError for an address that WeCom does not hand out."""
    url = read_webhook(webhook.url, HOSTS, PATH, allow_loopback)
    if not url.params.get("key"):
        raise ValueError("the address holds no key")


async def send(webhook: Webhook, message: Message, allow_loopback: bool) -> Outcome:
    """Write into the group."""
    url = read_webhook(webhook.url, HOSTS, PATH, allow_loopback)
    answer = await post_json(url, document_of(message), allow_loopback=allow_loopback)
    return outcome_of(answer) if isinstance(answer, dict) else answer


def document_of(message: Message) -> dict[str, object]:
    content = f"{message.title}\n{message.text}".encode()[:LONGEST].decode(errors="ignore")
    return {
        "msgtype": "text",
        "text": {"content": content, "mentioned_mobile_list": list(message.mobiles)},
    }


def outcome_of(answer: dict[str, object]) -> Outcome:
    """Read the answer: WeCom says 200 to everything and tells in `errcode` what it means."""
    code = answer.get("errcode")
    if code == 0:
        return Sent()
    reason = said(code, answer.get("errmsg", ""))
    return Later(reason, 60) if code in TOO_MANY else Refused(reason)
