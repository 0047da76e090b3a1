"""Who is answered what about people, sessions and stores."""

from uuid import uuid4

import httpx

from tests.cast import PASSWORD, RIVERSIDE, named
from tests.people.desk import somebody
from tests.riverside import ALL_SIGNED_IN, OWN_ONLY, Attempt, Lines, deletes, puts, reads

UNSENT = {"name": "Chrome", "records": 1, "photos": 2, "refused": 0, "oldestAt": "2026-11-20T08:00:00Z"}

ZHAO = f"/api/people/{named('zhao')}"
READ_BY_HQ = "401 403 403 403 403 200 200 403"
ADMIN_ONLY = "401 403 403 403 403 403 200 403"
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
    "listPeople": (READ_BY_HQ, reads("/api/people")),
    "getPerson": (READ_BY_HQ, reads(ZHAO)),
    "keepPerson": (ADMIN_ONLY, puts("/api/people/{fresh}", lambda _: somebody(login=uuid4().hex))),
    "givePassword": (ADMIN_ONLY, puts(f"{ZHAO}/passwords/{{fresh}}", lambda _: {"password": "a-better-one"})),
    "endSession": (OWN_ONLY, deletes("/api/sessions/{fresh}")),
}
