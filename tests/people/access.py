"""Who is answered what about people, sessions and stores."""

from tests.riverside import ALL_SIGNED_IN, OWN_ONLY, Lines, deletes, puts, reads

UNSENT = {"name": "Chrome", "records": 1, "photos": 2, "refused": 0, "oldestAt": "2026-11-20T08:00:00Z"}

LINES: Lines = {
    "getMe": (ALL_SIGNED_IN, reads("/api/me")),
    "listStores": (ALL_SIGNED_IN, reads("/api/stores")),
    "listSessions": (ALL_SIGNED_IN, reads("/api/sessions")),
    "reportUnsent": (
        "401 204 204 204 204 204 204 204",
        puts("/api/devices/{fresh}/unsent", lambda _: UNSENT),
    ),
    "listDevices": ("401 200 403 403 403 200 200 200", reads("/api/devices")),
    "endSession": (OWN_ONLY, deletes("/api/sessions/{fresh}")),
}
