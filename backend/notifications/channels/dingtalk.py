"""DingTalk 钉钉: a custom robot's webhook (open.dingtalk.com, custom robots)."""

import hashlib
import hmac
import time
from base64 import b64encode

from backend.notifications.channels.outcome import Later, Outcome, Refused, Sent
from backend.notifications.channels.webhook import Message, Webhook, post_json, read_webhook, said

HOSTS = ("oapi.dingtalk.com",)
PATH = "/robot/send"
TOO_MANY = {-1, 130101, 410100}  # busy; more than twenty in a minute, then silence for ten


def check(webhook: Webhook, allow_loopback: bool) -> None:
    """Raise ValueError for an address that DingTalk does not hand out."""
    url = read_webhook(webhook.url, HOSTS, PATH, allow_loopback)
    if not url.params.get("access_token"):
        raise ValueError("the address holds no access_token")


async def send(webhook: Webhook, message: Message, allow_loopback: bool) -> Outcome:
    """Write into the group."""
    url = read_webhook(webhook.url, HOSTS, PATH, allow_loopback)
    if webhook.secret:
        at = str(time.time_ns() // 1_000_000)
        url = url.copy_merge_params({"timestamp": at, "sign": sign(webhook.secret, at)})
    answer = await post_json(url, document_of(message), allow_loopback=allow_loopback)
    return outcome_of(answer) if isinstance(answer, dict) else answer


def sign(secret: str, at: str) -> str:
    """Sign a moment in milliseconds, as the robot's security setting 加签 asks for."""
    return b64encode(hmac.digest(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256)).decode()


def document_of(message: Message) -> dict[str, object]:
    calls = " ".join(f"@{mobile}" for mobile in message.mobiles)
    content = f"{message.title}\n{message.text}" + (f"\n{calls}" if calls else "")
    return {
        "msgtype": "text",
        "text": {"content": content},
        "at": {"atMobiles": list(message.mobiles), "isAtAll": False},
    }


def outcome_of(answer: dict[str, object]) -> Outcome:
    """Read the answer: 310000 stands for a wrong signature, keyword or address of ours."""
    code = answer.get("errcode")
    if code == 0:
        return Sent()
    reason = said(code, answer.get("errmsg", ""))
    return Later(reason, 600) if code in TOO_MANY else Refused(reason)
