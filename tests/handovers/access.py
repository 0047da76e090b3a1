"""Who may hand in what in the name of Wang: HQ and admin alone."""

from hashlib import sha256

import httpx

from tests.cast import named
from tests.inspections.walk import inspection
from tests.ordering.shop import order_of_milk
from tests.riverside import Attempt, Lines, puts, stamps

HQ_ONLY = "401 403 403 403 403 201 201 403"
WANG = f"/api/hand-overs/{named('wang')}"
LI = f"/api/hand-overs/{named('li')}"
PUDDLE = {"store": str(named("riverside")), "title": "积水", "severity": "high"}


async def photo(attempt: Attempt) -> httpx.Response:
    picture = attempt.there.picture + attempt.login.encode()
    url = f"{WANG}/photos/{sha256(picture).hexdigest()}"
    return await attempt.client.put(url, content=picture, headers={"content-type": "image/jpeg"})


async def fix(attempt: Attempt) -> httpx.Response:
    url = attempt.there.issue.replace("/api", LI) + f"/fixes/{named(attempt.login)}"
    return await attempt.client.put(url, json=stamps() | {"round": 1, "note": "已拖干"})


LINES: Lines = {
    "handInInspection": (
        HQ_ONLY,
        puts(f"{WANG}/inspections/{{fresh}}", lambda there: inspection(there.version)),
    ),
    "handInIssue": (HQ_ONLY, puts(f"{WANG}/issues/{{fresh}}", lambda _: stamps() | PUDDLE)),
    "handInFix": (HQ_ONLY, fix),
    "handInOrder": (HQ_ONLY, puts(f"{LI}/orders/{{fresh}}", lambda _: order_of_milk() | {"extra": True})),
    "handInPhoto": (HQ_ONLY, photo),
}
