"""Who is answered what about walking Riverside."""

from typing import Any
from uuid import uuid4

import httpx

from tests.checklists.desk import document
from tests.inspections.walk import CHECKLIST, amended, inspection
from tests.riverside import ALL_SIGNED_IN, RIVERSIDE_ONLY, STORE, Attempt, Deed, Lines, puts, reads

SPAN: dict[str, Any] = {"revision": 1, "since": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"}


def tries_a_draft(*, read: bool) -> Deed:
    """Ask for a replay of a draft that HQ saved, or read one that HQ asked for."""

    async def try_it(attempt: Attempt) -> httpx.Response:
        chen, address = await attempt.there.cast.chen(), f"/api/checklists/{CHECKLIST}"
        draft = {"saveId": str(uuid4()), "revision": 0, "document": document()}
        await chen.put(f"{address}/draft", json=draft)
        replay = f"{address}/replays/{uuid4()}"
        if not read:
            return await attempt.client.put(replay, json=SPAN)
        await chen.put(replay, json=SPAN)
        return await attempt.client.get(replay)

    return try_it


LINES: Lines = {
    "askForReplay": ("401 403 403 403 403 200 403 403", tries_a_draft(read=False)),
    "getReplay": ("401 403 403 403 403 200 200 403", tries_a_draft(read=True)),
    "getToday": (ALL_SIGNED_IN, reads("/api/today")),
    "listOffline": (ALL_SIGNED_IN, reads("/api/offline")),
    "listInspections": (ALL_SIGNED_IN, reads("/api/inspections")),
    "getReceiptKey": (ALL_SIGNED_IN, reads("/api/receipt-key")),
    "getVisit": (RIVERSIDE_ONLY, reads(f"{STORE}/visit")),
    "getInspection": (RIVERSIDE_ONLY, reads("{inspection}")),
    "getReceipt": (RIVERSIDE_ONLY, reads("{inspection}/receipt")),
    "getEvidence": ("401 200 403 403 404 200 200 404", reads("{inspection}/evidence")),
    "listLowEvidence": ("401 403 403 403 403 200 200 403", reads("/api/low-evidence")),
    "amendInspection": (
        "401 201 403 403 404 409 403 404",
        puts("{inspection}/amendments/{fresh}", lambda there: amended(there.version)),
    ),
    "showCheckInCode": ("401 403 200 200 404 403 403 404", reads(f"{STORE}/check-in-code")),
    "getVisitRules": (ALL_SIGNED_IN, reads("/api/visit-rules")),
    "putVisitRules": (
        "401 403 403 403 403 200 200 403",
        puts("/api/visit-rules", lambda _: {"basedOn": 0, "amendHours": 12, "phrases": []}),
    ),
    "submitInspection": (
        "401 201 201 201 404 201 403 404",
        puts("/api/inspections/{fresh}", lambda there: inspection(there.version)),
    ),
}
