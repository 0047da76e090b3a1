"""An order on its way to a supplier's own system: one POST of JSON, to public places only."""

import json

import httpx

from backend.config import settings
from backend.notifications.channels.outcome import Later, Outcome, Refused, Sent
from backend.notifications.public_address import NotPublic
from backend.notifications.public_post import post_public
from backend.ordering.schemas import OrderLineOut, OrderOut


async def post_order(url: str, order: OrderOut, store_code: str, link: str) -> Outcome:
    """Hand an order in; a repeat carries the same `Idempotency-Key`, so that it is not packed twice."""
    body = json.dumps(document_of(order, store_code, link), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": order.number}
    allow = settings().push_allow_loopback
    try:
        target = httpx.URL(url)
        if target.scheme != "https" and not (allow and target.scheme == "http"):
            return Refused("the webhook is no https address")
        answer = await post_public(target, body, headers, allow_loopback=allow)
    except (NotPublic, httpx.InvalidURL) as error:
        return Refused(str(error))
    except (httpx.HTTPError, TimeoutError) as error:
        return Later(type(error).__name__)
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
        "store": {"code": store_code, "name": {"zh": order.store_name.zh, "en": order.store_name.en}},
        "deliveryOn": order.delivery_on.isoformat(),
        "totalMinor": order.total_minor,
        "currency": order.currency,
        "page": link,
        "lines": [line_of(line) for line in order.order_lines],
    }


def line_of(line: OrderLineOut) -> dict[str, object]:
    """Write one line."""
    return {
        "sku": line.sku,
        "name": {"zh": line.name.zh, "en": line.name.en},
        "packs": line.packs,
        "packBaseUnits": line.pack_base_units,
        "priceMinor": line.price_minor,
    }
