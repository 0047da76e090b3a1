"""An order on its way to a supplier's own system: one signed POST of JSON, to public places only."""

import json
from datetime import UTC, datetime

import httpx
import msgspec

from backend.config import settings
from backend.notifications.channels.outcome import Later, Outcome, Refused, Sent
from backend.notifications.public_address import NotPublic, Resolver, resolve_host
from backend.notifications.public_post import post_public
from backend.ordering.channels.signature import signed_headers
from backend.ordering.schemas import OrderLineOut, OrderOut


class Door(msgspec.Struct, frozen=True):
    """Where a supplier's system listens, and what we sign with."""

    url: str
    secret: str = ""


async def post_order(door: Door, order: OrderOut, store_code: str, link: str) -> Outcome:
    """Hand an order in; a repeat carries the same `Idempotency-Key`, so that it is not packed twice."""
    return await post_document(door, order.number, {"type": "order", **document_of(order, store_code, link)})


async def post_withdrawal(door: Door, order: OrderOut, store_code: str) -> Outcome:
    """Tell that an order which was handed in is taken back."""
    document: dict[str, object] = {
        "type": "cancellation",
        "number": order.number,
        "store": store_of(order, store_code),
    }
    return await post_document(door, f"{order.number}-cancelled", document)


async def post_trial(door: Door, id: str) -> Outcome:
    """Hand in what is no order, to see whether the door opens."""
    return await post_document(door, f"trial-{id}", {"type": "trial"})


async def post_document(
    door: Door, key: str, document: dict[str, object], resolve: Resolver = resolve_host
) -> Outcome:
    """Post a document under a key that stays the same when it has to be repeated."""
    body = json.dumps(document, ensure_ascii=False).encode()
    signed = signed_headers(door.secret, key, int(datetime.now(UTC).timestamp()), body)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key, **signed}
    allow = settings().push_allow_loopback
    try:
        target = httpx.URL(door.url)
        if target.scheme != "https" and not (allow and target.scheme == "http"):
            return Refused("the webhook is no https address")
        answer = await post_public(target, body, headers, allow_loopback=allow, resolve=resolve)
    except (NotPublic, httpx.InvalidURL) as error:
        return Refused(str(error))
    except (TimeoutError, OSError, UnicodeError, httpx.HTTPError) as error:
        return Later(f"no answer: {type(error).__name__}")
    if 200 <= answer.status < 300:
        return Sent()
    if answer.status in (408, 425, 429) or answer.status >= 500:
        return Later(f"the supplier's system answered {answer.status}")
    return Refused(f"the supplier's system answered {answer.status}")


def document_of(order: OrderOut, store_code: str, link: str) -> dict[str, object]:
    """Write an order as the supplier's system reads it."""
    return {
        "number": order.number,
        "extra": order.extra,
        "store": store_of(order, store_code),
        "deliveryOn": order.delivery_on.isoformat(),
        "totalMinor": order.total_minor,
        "currency": order.currency,
        "page": link,
        "lines": [line_of(line) for line in order.order_lines],
    }


def store_of(order: OrderOut, store_code: str) -> dict[str, object]:
    """Write which store it is."""
    return {"code": store_code, "name": {"zh": order.store_name.zh, "en": order.store_name.en}}


def line_of(line: OrderLineOut) -> dict[str, object]:
    """Write one line."""
    return {
        "sku": line.sku,
        "name": {"zh": line.name.zh, "en": line.name.en},
        "packs": line.packs,
        "packBaseUnits": line.pack_base_units,
        "priceMinor": line.price_minor,
    }
