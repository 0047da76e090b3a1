"""Feishu 飞书, outside China Lark: a custom bot's webhook (open.feishu.cn, custom bots)."""

import hashlib
import hmac
import time
from base64 import b64encode

from backend.notifications.channels.outcome import Later, Outcome, Refused, Sent
from backend.notifications.channels.webhook import Message, Webhook, post_json, read_webhook, said

HOSTS = ("open.feishu.cn", "open.larksuite.com")
PATH = "/open-apis/bot/v2/hook/"
TOO_MANY = {9499, 11232}  # more than five in a second or a hundred in a minute


def check(webhook: Webhook, allow_loopback: bool) -> None:
    """Raise ValueError for an address that Feishu does not hand out."""
    url = read_webhook(webhook.url, HOSTS, PATH, allow_loopback)
    if not url.path.removeprefix(PATH):
        raise ValueError("the address holds no token")


async def send(webhook: Webhook, message: Message, allow_loopback: bool) -> Outcome:
    """Write into the group; Feishu calls people by its own ids, which we do not know, so nobody is called."""
    url = read_webhook(webhook.url, HOSTS, PATH, allow_loopback)
    document = document_of(message)
    if webhook.secret:
        at = str(int(time.time()))
        document |= {"timestamp": at, "sign": sign(webhook.secret, at)}
    answer = await post_json(url, document, allow_loopback=allow_loopback)
    return outcome_of(answer) if isinstance(answer, dict) else answer


def sign(secret: str, at: str) -> str:
    """Sign a moment in seconds: here the text is the key, and nothing is signed with it."""
    return b64encode(hmac.digest(f"{at}\n{secret}".encode(), b"", hashlib.sha256)).decode()


def document_of(message: Message) -> dict[str, object]:
    return {"msg_type": "text", "content": {"text": f"{message.title}\n{message.text}"}}


def outcome_of(answer: dict[str, object]) -> Outcome:
    """Read the answer; 19001 stands for a wrong token, 19021 for a wrong signature."""
    code = answer.get("code", answer.get("StatusCode"))
    if code == 0:
        return Sent()
    reason = said(code, answer.get("msg", ""))
    return Later(reason, 60) if code in TOO_MANY else Refused(reason)
