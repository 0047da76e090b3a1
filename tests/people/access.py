"""Who is answered what about people, sessions and stores."""

import httpx

from tests.cast import PASSWORD, RIVERSIDE, named
from tests.riverside import ALL_SIGNED_IN, OWN_ONLY, Attempt, Lines, deletes, puts, reads

UNSENT = {"name": "Chrome", "records": 1, "photos": 2, "refused": 0, "oldestAt": "2026-11-20T08:00:00Z"}

PIN = {"password": PASSWORD, "pin": "2580"}


async def switch(attempt: Attempt) -> httpx.Response:
    """Take a device over that nobody shares."""
    body = {"person": str(named("zhao")), "pin": "2580"}
    return await attempt.client.post("/api/sessions/current/person", json=body)


LINES: Lines = {
    "getMe": (ALL_SIGNED_IN, reads("/api/me")),
    "listStores": (ALL_SIGNED_IN, reads("/api/stores")),
    "listSessions": (ALL_SIGNED_IN, reads("/api/sessions")),
    "reportUnsent": (
        "401 204 204 204 204 204 204 204",
        puts("/api/devices/{fresh}/unsent", lambda _: UNSENT),
    ),
    "listDevices": ("401 200 403 403 403 200 200 200", reads("/api/devices")),
    "choosePin": ("401 204 204 204 204 204 204 204", puts("/api/me/pin", lambda _: PIN)),
    "getSharing": (ALL_SIGNED_IN, reads("/api/sessions/current/sharing")),
    "shareDevice": (
        "401 403 200 403 404 403 403 404",
        puts("/api/sessions/current/sharing", lambda _: {"store": str(RIVERSIDE)}),
    ),
    "switchPerson": ("401 403 403 403 403 403 403 403", switch),
    "endSession": (OWN_ONLY, deletes("/api/sessions/{fresh}")),
}
