"""One encrypted message on its way to one browser's push service (RFC 8030, 8188, 8291, 8292)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from re import fullmatch
from typing import Literal

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import AnyHttpUrl
from webpush import WebPush, WebPushSubscription  # type: ignore[import-untyped]
from webpush.types import WebPushKeys  # type: ignore[import-untyped]

from backend.notifications.public_address import NotPublic, Resolver, resolve_host
from backend.notifications.public_post import post_public
from backend.notifications.vapid import TokenSigner, VapidKeys, from_base64url

LARGEST_MESSAGE = 3993  # 4096 that every push service must take, less header (86), tag (16) and delimiter (1)
LONGEST_WAIT = 24 * 3600

Urgency = Literal["very-low", "low", "normal", "high"]


@dataclass(frozen=True)
class Endpoint:
    """Where one browser is reached and the keys that only it can open (PushSubscription of the Push API)."""

    url: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Pushed:
    """The push service has taken the message."""


@dataclass(frozen=True)
class Gone:
    """The browser has ended this subscription; it never comes back."""


@dataclass(frozen=True)
class Later:
    """Not now: try again after so many seconds, or whenever the queue sees fit."""

    seconds: int | None
    reason: str


@dataclass(frozen=True)
class Refused:
    """Never: the same message to the same endpoint will not pass."""

    reason: str


Outcome = Pushed | Gone | Later | Refused


async def push(
    subscription: Endpoint,
    message: bytes,
    keys: VapidKeys,
    *,
    ttl: int,
    urgency: Urgency = "normal",
    topic: str | None = None,
    allow_loopback: bool = False,
    resolve: Resolver = resolve_host,
) -> Outcome:
    """Encrypt one message for one browser and hand it to its push service.

    Nothing is raised for what the outside does: it becomes the outcome. A message that left and whose
    answer was lost is `Later`; with the same `topic` the repeat takes the place of the first.
    """
    try:
        url = read_endpoint(subscription.url, allow_loopback)
        body, headers = seal(subscription, message, keys)
    except ValueError as error:
        return Refused(str(error))
    headers |= {"TTL": str(ttl), "Urgency": urgency} | ({"Topic": topic} if topic else {})
    try:
        answer = await post_public(url, body, headers, allow_loopback=allow_loopback, resolve=resolve)
    except (NotPublic, UnicodeError) as error:
        return Refused(str(error))
    except (TimeoutError, OSError, httpx.TransportError) as error:
        return Later(None, f"{type(error).__name__}: {error}")
    return outcome_of(answer.status, answer.retry_after)


def read_endpoint(endpoint: str, allow_loopback: bool) -> httpx.URL:
    """Read the address of a subscription; raises ValueError for what no push service hands out."""
    try:
        if not fullmatch(r"[!-~]+", endpoint):  # the parsers would drop a line break or a blank in silence
            raise ValueError
        url = httpx.URL(str(AnyHttpUrl(endpoint)))
    except (ValueError, httpx.InvalidURL) as error:
        raise ValueError("the endpoint is not an address of the web") from error
    if url.userinfo:
        raise ValueError("the endpoint holds a password")
    if url.scheme == "https" or (allow_loopback and url.host == "127.0.0.1"):
        return url
    raise ValueError("the endpoint does not begin with https://")


def read_keys(subscription: Endpoint) -> None:
    """Raise ValueError unless a browser can have made these keys."""
    if len(from_base64url(subscription.auth)) != 16:
        raise ValueError("the auth secret does not have 16 bytes")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(subscription.p256dh))


def seal(subscription: Endpoint, message: bytes, keys: VapidKeys) -> tuple[bytes, dict[str, str]]:
    """Encrypt for one browser and sign for its push service: the body and the headers that go with it."""
    if len(message) > LARGEST_MESSAGE:
        raise ValueError(f"the message has {len(message)} bytes, {LARGEST_MESSAGE} fit")
    read_keys(subscription)
    browser = WebPushSubscription(
        endpoint=AnyHttpUrl(subscription.url),
        keys=WebPushKeys(auth=subscription.auth, p256dh=subscription.p256dh),
    )
    sealed = library(keys).get(message, browser)
    authorization = str(sealed.headers["authorization"])
    return sealed.encrypted, {"Authorization": authorization, "Content-Encoding": "aes128gcm"}


@lru_cache(maxsize=4)
def library(keys: VapidKeys) -> WebPush:
    # A ttl given to this object once would stay in it for every later message: it never gets one.
    encrypting = WebPush(keys.private_pem, keys.public_pem, subscriber=keys.subject)
    encrypting.vapid = TokenSigner(keys)
    return encrypting


def outcome_of(status: int, retry_after: str | None) -> Outcome:
    """Read a push service's answer."""
    if 200 <= status < 300:
        return Pushed()
    if status in (404, 410):
        return Gone()
    if status in (408, 425, 429) or status >= 500:
        return Later(seconds_of(retry_after, datetime.now(UTC)), f"the push service answered {status}")
    return Refused(f"the push service answered {status}")


def seconds_of(retry_after: str | None, now: datetime) -> int | None:
    """Read a Retry-After header, which holds seconds or an HTTP date."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        seconds = int(text[:9])
    else:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = round((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
    return min(max(seconds, 1), LONGEST_WAIT)
