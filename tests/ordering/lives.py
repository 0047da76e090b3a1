"""How tests bring an order from hand to hand."""

import re
from typing import Any
from uuid import UUID, uuid4

import httpx

from backend.database import fetch
from backend.worker import work_until_quiet
from tests.cast import RIVERSIDE, Cast
from tests.doors.mail_server import MailServer
from tests.ordering.shop import MILK, YOGHURT, address, order_of
from tests.stock.doing import clocks


async def place(client: httpx.AsyncClient, *lines: tuple[UUID, int], **more: Any) -> str:
    """Place an order and return its address."""
    url = address()
    reply = await client.put(url, json=order_of(*lines or ((MILK, 2), (YOGHURT, 4)), **more))
    assert reply.status_code == 201, reply.text
    return url


async def withdraw(client: httpx.AsyncClient, order: str) -> None:
    """Cancel an order in time, whatever the hour is: cancelling reads the real clock."""
    await fetch("UPDATE order_placed SET cut_off_at = now() + interval '1 day'")
    reply = await client.put(f"{order}/cancellations/{uuid4()}", json=clocks())
    assert reply.status_code == 200, reply.text


async def place_and_send(shop: Cast, *lines: tuple[UUID, int], **more: Any) -> str:
    """Place an order as Zhao and let the letter leave."""
    url = await place(await shop.zhao(), *lines, **more)
    await work_until_quiet()
    return url


def link_in(mailbox: MailServer) -> str:
    """The address of the supplier's page in its newest letter, as the page asks the server for it."""
    text = mailbox.letters[-1].message.get_body().get_content()  # type: ignore[union-attr]
    found = re.search(r"/supplier/([\w-]+)", text)
    assert found, text
    return f"/api/supplier-links/{found[1]}"


def answer(link: str, order: str, what: str) -> str:
    """A fresh address for what the supplier says about an order."""
    return f"{link}/orders/{order.rsplit('/', 1)[1]}/{what}/{uuid4()}"


def got(*lines: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """A receipt: product, base units, and what else there is to say."""
    said = [
        {"product": str(product), "baseUnits": units, **(rest[0] if rest else {})}
        for product, units, *rest in lines
    ]
    return {**clocks(), "lines": said, **more}


def receipt(order: str) -> str:
    """A fresh address for a receipt of an order."""
    return f"{order}/receipts/{uuid4()}"


async def limits(shop: Cast, **rules: object) -> None:
    """Let orders wait beyond limits, as HQ does."""
    chen = await shop.chen()
    version = (await chen.get("/api/order-rules")).json()["version"]
    reply = await chen.put("/api/order-rules", json={"basedOn": version, "rules": rules})
    assert reply.status_code == 200, reply.text


async def give_budget(shop: Cast, amount: int | None, **rules: Any) -> None:
    """Give Riverside a budget as HQ."""
    chen = await shop.chen()
    version = (await chen.get("/api/order-budgets")).json()["version"]
    kept = await chen.put("/api/order-budgets", json={"basedOn": version, "rules": rules})
    assert kept.status_code == 200, kept.text
    given = await chen.put(f"/api/stores/{RIVERSIDE}/order-budget", json={"amountMinor": amount})
    assert given.status_code == 200, given.text
