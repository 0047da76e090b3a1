"""Who is answered what about the stock of Riverside."""

from uuid import uuid4

import httpx

from tests.ordering.shop import MILK
from tests.riverside import RIVERSIDE_ONLY, STORE, Attempt, Lines, puts, reads
from tests.stock.doing import arrival, count, transfer, waste

CORRECTION = {**count((MILK, -1)), "note": "booked twice"}


async def sent_by_zhao(attempt: Attempt) -> str:
    """A transfer on its way from Riverside to Hilltop."""
    url = f"/api/transfers/{uuid4()}"
    zhao = await attempt.there.cast.zhao()
    assert (await zhao.put(url, json=transfer((MILK, 1)))).status_code == 201
    return url


async def read_one(attempt: Attempt) -> httpx.Response:
    """Read a transfer, which both stores see."""
    return await attempt.client.get(await sent_by_zhao(attempt))


async def receive(attempt: Attempt) -> httpx.Response:
    """Say at Hilltop what arrived."""
    url = await sent_by_zhao(attempt)
    return await attempt.client.put(f"{url}/arrivals/{uuid4()}", json=arrival((MILK, 1)))


async def levels(attempt: Attempt) -> httpx.Response:
    """Settle the par levels of Riverside as they are."""
    address = f"{STORE}/par-levels"
    held = (await (await attempt.there.cast.chen()).get(address)).json()
    lines = [line for line in held["lines"] if line["baseUnits"] is not None]
    rows = [{name: line[name] for name in ("sku", "baseUnits", "safetyUnits")} for line in lines]
    return await attempt.client.put(address, json={"levels": rows, "basedOn": held["version"]})


LINES: Lines = {
    "arrangeProduct": (
        "401 403 200 200 404 200 403 404",
        puts(f"{STORE}/stock/{MILK}/places", lambda _: {"places": ["冷藏柜"]}),
    ),
    "getParLevels": ("401 403 403 403 404 200 200 404", reads(f"{STORE}/par-levels")),
    "keepParLevels": ("401 403 403 403 404 200 200 404", levels),
    "getStock": (RIVERSIDE_ONLY, reads(f"{STORE}/stock")),
    "getStockHistory": (RIVERSIDE_ONLY, reads(f"{STORE}/stock/{MILK}")),
    "listTransfers": (RIVERSIDE_ONLY, reads(f"{STORE}/transfers")),
    "listNeighbours": ("401 403 200 200 404 200 403 404", reads(f"{STORE}/neighbours")),
    "countStock": (
        "401 201 201 201 404 201 403 404",
        puts(f"{STORE}/counts/{{fresh}}", lambda _: count((MILK, 3))),
    ),
    "throwAway": ("401 403 201 201 404 403 403 404", puts(f"{STORE}/wastes/{{fresh}}", lambda _: waste())),
    "correctStock": (
        "401 403 201 403 404 201 403 404",
        puts(f"{STORE}/corrections/{{fresh}}", lambda _: CORRECTION),
    ),
    "sendTransfer": (
        "401 403 201 201 404 201 403 404",
        puts("/api/transfers/{fresh}", lambda _: transfer((MILK, 1))),
    ),
    "getTransfer": ("401 200 200 200 200 200 200 404", read_one),
    "receiveTransfer": ("401 403 404 404 201 201 403 404", receive),
}
