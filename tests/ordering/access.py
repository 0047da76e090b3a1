"""Who is answered what about ordering for Riverside."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from tests.ordering.shop import DAIRY, MILK, order_of_milk
from tests.riverside import (
    ALL_SIGNED_IN,
    RIVERSIDE_ONLY,
    STORE,
    Attempt,
    Deed,
    Lines,
    deletes,
    puts,
    reads,
    stamps,
)


def edit_of_milk() -> dict[str, Any]:
    """A line of the dairy's sheet for a day near."""
    return {**stamps(), "deliveryOn": datetime.now(UTC).date().isoformat(), "packs": 3}


LINES: Lines = {
    "listOrders": (ALL_SIGNED_IN, reads("/api/orders")),
    "getOrder": (RIVERSIDE_ONLY, reads("{order}")),
    "listOrderSheets": (RIVERSIDE_ONLY, reads(f"{STORE}/order-sheets")),
    "getOrderSheet": (RIVERSIDE_ONLY, reads(f"{STORE}/order-sheets/{DAIRY}")),
    "editSheetLine": (
        "401 403 200 200 404 200 403 404",
        puts(f"{STORE}/order-sheets/{DAIRY}/lines/{MILK}", lambda _: edit_of_milk()),
    ),
    "placeOrder": ("401 403 201 201 404 201 403 404", puts("/api/orders/{fresh}", lambda _: order_of_milk())),
}


async def page_link(attempt: Attempt) -> str:
    """A link to the dairy's page, as HQ hands it over."""
    made = await (await attempt.there.cast.chen()).put(f"/api/suppliers/{DAIRY}/link")
    return f"/api/supplier-links/{made.json()['url'].rsplit('/', 1)[1]}"


async def fresh_order(attempt: Attempt) -> str:
    """An order of Riverside for this attempt alone."""
    url = f"/api/orders/{uuid4()}"
    placed = await (await attempt.there.cast.li()).put(url, json=order_of_milk())
    assert placed.status_code == 201
    return url


def about_order(what: str, body: dict[str, Any] | None = None) -> Deed:
    """Do something about a fresh order."""

    async def put(attempt: Attempt) -> httpx.Response:
        url = f"{await fresh_order(attempt)}/{what}/{uuid4()}"
        return await attempt.client.put(url, json={**stamps(), **(body or {})})

    return put


def by_link(what: str) -> Deed:
    """Say something as the supplier."""

    async def put(attempt: Attempt) -> httpx.Response:
        order = (await fresh_order(attempt)).rsplit("/", 1)[1]
        url = f"{await page_link(attempt)}/orders/{order}/{what}/{uuid4()}"
        return await attempt.client.put(url, json=stamps())

    return put


async def read_page(attempt: Attempt) -> httpx.Response:
    """Open the supplier's page."""
    return await attempt.client.get(await page_link(attempt))


def about_delivery(method: str, what: str) -> Deed:
    """Look at or do something about the dairy's first delivery."""

    async def ask(attempt: Attempt) -> httpx.Response:
        cards = (await (await attempt.there.cast.chen()).get("/api/deliveries")).json()
        [day, *_] = [card["deliveryOn"] for card in cards if card["supplier"] == str(DAIRY)]
        return await attempt.client.request(method, f"/api/suppliers/{DAIRY}/deliveries/{day}{what}")

    return ask


WHOLE = {"lines": [{"product": str(MILK), "baseUnits": 24}]}
ANYBODY = "200 200 200 200 200 200 200 200"
HQ_ONLY = "401 403 403 403 403 200 200 403"
LINES |= {
    "listDeliveries": (HQ_ONLY, reads("/api/deliveries")),
    "getDelivery": (HQ_ONLY, about_delivery("get", "")),
    "remindOfDelivery": (HQ_ONLY, about_delivery("put", "/reminder")),
    "downloadDelivery": (HQ_ONLY, about_delivery("get", "/table/csv")),
    "getOrderBudgets": (HQ_ONLY, reads("/api/order-budgets")),
    "putOrderBudgetRules": (
        "401 403 403 403 403 409 409 403",
        puts("/api/order-budgets", lambda _: {"basedOn": 7, "rules": {}}),
    ),
    "putOrderBudget": (
        "401 403 403 403 404 200 200 404",
        puts(f"{STORE}/order-budget", lambda _: {"amountMinor": 500000}),
    ),
    # Li may decide, but not about her own; 409: HQ sees that nothing waits.
    "decideOrder": ("401 403 403 403 404 409 403 404", about_order("decisions", {"approved": True})),
    "cancelOrder": ("401 403 200 200 404 200 403 404", about_order("cancellations")),
    "receiveOrder": ("401 403 201 201 404 403 403 404", about_order("receipts", WHOLE)),
    "getOrderRules": (ALL_SIGNED_IN, reads("/api/order-rules")),
    "putOrderRules": (
        "401 403 403 403 403 409 409 403",
        puts("/api/order-rules", lambda _: {"basedOn": 7, "rules": {}}),
    ),
    "readSupplierPage": (ANYBODY, read_page),
    "confirmOrder": (ANYBODY, by_link("confirmations")),
    "shipOrder": (ANYBODY, by_link("shipments")),
}

CHEN_ONLY = "401 403 403 403 403 200 403 403"
LINES |= {
    "getSupplierLinks": (CHEN_ONLY, reads(f"/api/suppliers/{DAIRY}/link")),
    "makeSupplierLink": (CHEN_ONLY, puts(f"/api/suppliers/{DAIRY}/link")),
    "endSupplierLinks": (CHEN_ONLY, deletes(f"/api/suppliers/{DAIRY}/link")),
    "getSupplierWebhook": (CHEN_ONLY, reads(f"/api/suppliers/{DAIRY}/webhook")),
    "keepSupplierSecret": (
        CHEN_ONLY,
        puts(f"/api/suppliers/{DAIRY}/webhook/secret", lambda _: {"secret": "sixteen characters"}),
    ),
    # 422: the dairy has no webhook to try.
    "trySupplierWebhook": (
        "401 403 403 403 403 422 403 403",
        puts(f"/api/suppliers/{DAIRY}/webhook/trials/{{fresh}}"),
    ),
}


async def decide_price(attempt: Attempt) -> httpx.Response:
    """Take the price that a delivery of milk came at."""
    zhao = await attempt.there.cast.zhao()
    note = {"lines": [{"product": str(MILK), "baseUnits": 24, "priceMinor": 16000}]}
    taken_in = await zhao.put(f"{await fresh_order(attempt)}/receipts/{uuid4()}", json={**stamps(), **note})
    assert taken_in.status_code == 201, taken_in.text
    [offer] = (await (await attempt.there.cast.chen()).get("/api/price-offers")).json()["offers"]
    body = {"accepted": False, "priceMinor": 15600, "packBaseUnits": 12}
    return await attempt.client.put(f"/api/price-offers/{offer['line']}/decision", json=body)


LINES |= {
    "listPriceOffers": (HQ_ONLY, reads("/api/price-offers")),
    "decidePrice": (HQ_ONLY, decide_price),
    "getAfterDelivery": (ALL_SIGNED_IN, reads("/api/after-delivery")),
    "getSupplierDeliveries": (ALL_SIGNED_IN, reads(f"/api/after-delivery/suppliers/{DAIRY}")),
    "downloadAfterDelivery": (ALL_SIGNED_IN, reads("/api/after-delivery/table/csv")),
    "listOverrideOutcomes": (ALL_SIGNED_IN, reads("/api/override-outcomes")),
    "getOrderOutcomes": (RIVERSIDE_ONLY, reads("{order}/outcomes")),
}
