"""How a chat bot is spoken to: one JSON document to its webhook, and its answer read as it is meant."""

import logging
from dataclasses import dataclass, field

import httpx
import msgspec

from backend.notifications.channels.outcome import Later, Outcome, Refused
from backend.notifications.public_address import NotPublic, Resolver, resolve_host
from backend.notifications.public_post import post_public

log = logging.getLogger("storewalk.bots")


@dataclass(frozen=True)
class Webhook:
    """Where a bot listens; whoever knows the address can write into the group, so neither is ever shown."""

    url: str = field(repr=False)
    secret: str = field(repr=False, default="")


@dataclass(frozen=True)
class Message:
    """What a group reads, and whose phone numbers to call by."""

    title: str
    text: str
    mobiles: tuple[str, ...] = ()


def read_webhook(url: str, hosts: tuple[str, ...], path: str, allow_loopback: bool) -> httpx.URL:
    """Read a webhook's address as its platform hands it out; raises ValueError for any other."""
    try:
        read = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ValueError("this is no address of the web") from error
    loopback = allow_loopback and read.scheme == "http" and read.host == "127.0.0.1"
    if not loopback and (read.scheme != "https" or read.host not in hosts or read.port not in (None, 443)):
        raise ValueError(f"the address does not begin with https://{hosts[0]}{path}")
    if not read.path.startswith(path) or read.userinfo:
        raise ValueError(f"the address does not begin with https://{hosts[0]}{path}")
    return read


async def post_json(
    url: httpx.URL, document: object, *, allow_loopback: bool, resolve: Resolver = resolve_host
) -> dict[str, object] | Outcome:
    """Post a document and return the answer's own document, or what became of it when there is none.

    No reason ever holds the address: it is a secret, and reasons are written down.
    """
    headers = {"content-type": "application/json; charset=utf-8"}
    try:
        answer = await post_public(
            url, msgspec.json.encode(document), headers, allow_loopback=allow_loopback, read=True,
            resolve=resolve,
        )  # fmt: skip
    except NotPublic as error:
        return Refused(str(error))
    except (TimeoutError, OSError, UnicodeError, httpx.TransportError) as error:
        return Later(f"no answer: {type(error).__name__}")
    if answer.status in (408, 425, 429) or answer.status >= 500:
        return Later(f"the bot answered {answer.status}")
    if answer.status != 200:
        return Refused(f"the bot answered {answer.status}")
    try:
        return msgspec.json.decode(answer.body, type=dict[str, object])
    except msgspec.DecodeError:
        return Refused("the answer is not that of a bot")


def said(code: object, message: object) -> str:
    """Write a bot's own complaint as a reason."""
    return f"the bot answered {code}: {message}"[:300]
