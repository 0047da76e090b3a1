"""Who is answered what about inboxes and phones that want a push."""

from typing import Any
from uuid import uuid4

import httpx

from backend.config import settings
from tests.riverside import ALL_SIGNED_IN, OWN_ONLY, Attempt, Lines, deletes, puts, reads, stamps


def subscription(_: object) -> dict[str, Any]:
    """A subscription with keys of the right length."""
    p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    keys = {"p256dh": p256dh, "auth": "BTBZMqHH6r4Tts7J_aSIgg"}
    return {**stamps(), "endpoint": f"http://127.0.0.1:9/{uuid4()}", "keys": keys}


HQ_ONLY = "401 403 403 403 403 200 200 403"
BOT = {
    "kind": "wecom",
    "name": "group",
    "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0",
    "secret": "",
    "region": None,
    "store": None,
}


async def ask_for_address(attempt: Attempt) -> httpx.Response:
    """Give an address, where there is a mail server; nobody answers there."""
    held, settings().smtp_url = settings().smtp_url, "smtp://127.0.0.1:9?tls=none"
    try:
        body = {"email": f"{attempt.login}@chain.example"}
        return await attempt.client.put(f"/api/email-addresses/{uuid4()}", json=body)
    finally:
        settings().smtp_url = held


ANYBODY_404 = " ".join(["404"] * 8)
LINES: Lines = {
    "getMyAddress": (ALL_SIGNED_IN, reads("/api/email-address")),
    "askForAddress": ("401 201 201 201 201 201 201 201", ask_for_address),
    "giveMyAddressUp": (ALL_SIGNED_IN, deletes("/api/email-address")),
    "openAddressProof": (ANYBODY_404, reads(f"/api/address-proofs/{'x' * 32}")),
    "proveAddress": (ANYBODY_404, puts(f"/api/address-proofs/{'x' * 32}/confirmation")),
    "listNotifications": (ALL_SIGNED_IN, reads("/api/notifications")),
    "getPushKey": (ALL_SIGNED_IN, reads("/api/push-key")),
    "putPushSubscription": (
        "401 204 204 204 204 204 204 204",
        puts("/api/push-subscriptions/{fresh}", subscription),
    ),
    "endPushSubscription": (
        "401 204 204 204 204 204 204 204",
        deletes("/api/push-subscriptions/{fresh}"),
    ),
    "proveShown": (OWN_ONLY, puts("/api/notifications/{fresh}/showing", lambda _: stamps())),
    "readInbox": (
        ALL_SIGNED_IN,
        puts("/api/inbox-readings/{fresh}", lambda _: {**stamps(), "upTo": str(uuid4())}),
    ),
    "getNotificationChoices": (ALL_SIGNED_IN, reads("/api/notification-choices")),
    "putNotificationChoices": (
        ALL_SIGNED_IN,
        puts(
            "/api/notification-choices",
            lambda _: {**stamps(), "push": True, "mail": "off", "bot": "off", "quiet": None, "digest": None},
        ),
    ),
    "listBots": (HQ_ONLY, reads("/api/bots")),
    "putBot": (HQ_ONLY, puts("/api/bots/{fresh}", lambda _: BOT)),
    "removeBot": ("401 403 403 403 403 404 404 403", deletes("/api/bots/{fresh}")),
    "pauseBot": (
        "401 403 403 403 403 404 404 403",
        puts("/api/bots/{fresh}/pause", lambda _: {"paused": True}),
    ),
    "tryBot": ("401 403 403 403 403 404 404 403", puts("/api/bots/{fresh}/trials/{fresh}", lambda _: {})),
    "tryMyWays": (ALL_SIGNED_IN, puts("/api/notification-trials/{fresh}", lambda _: {})),
    "getMyDeliveries": (OWN_ONLY, reads(f"/api/notifications/{uuid4()}/deliveries")),
    "listNotificationLog": ("401 403 403 403 403 403 200 403", reads("/api/notification-log")),
    "readNotification": (OWN_ONLY, puts("/api/notifications/{fresh}/reading", lambda _: stamps())),
}
