"""Who is answered what about how much work there is at Riverside."""

from typing import Any
from uuid import uuid4

import httpx

from tests.riverside import ALL_SIGNED_IN, STORE, Attempt, Lines, Riverside, puts, reads
from tests.rounds.plans import self_check


def issues(_: Riverside) -> dict[str, Any]:
    """An issue that nobody knows."""
    return {"issues": [str(uuid4())]}


async def choose(attempt: Attempt) -> httpx.Response:
    """Choose what counts already."""
    chen = await attempt.there.cast.chen()
    held = (await chen.get("/api/workload-rules")).json()
    body = {"basedOn": held["version"], "rules": held["rules"]}
    return await attempt.client.put("/api/workload-rules", json=body)


LINES: Lines = {
    "getWorkload": (ALL_SIGNED_IN, reads("/api/workload")),
    "countUnfinished": ("401 403 403 403 403 200 200 403", reads(f"{STORE}/unfinished")),
    "getWorkloadRules": (ALL_SIGNED_IN, reads("/api/workload-rules")),
    "putWorkloadRules": ("401 403 403 403 403 200 200 403", choose),
    "billIssues": ("401 200 403 403 403 200 403 200", puts("/api/bills/issues", issues)),
    "billRound": (
        "401 200 403 403 403 200 403 403",
        puts("/api/bills/rounds/{fresh}", lambda _: self_check()),
    ),
}
