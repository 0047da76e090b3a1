"""Who is answered what about people, sessions and stores."""

from tests.riverside import ALL_SIGNED_IN, OWN_ONLY, Lines, deletes, reads

LINES: Lines = {
    "getMe": (ALL_SIGNED_IN, reads("/api/me")),
    "listStores": (ALL_SIGNED_IN, reads("/api/stores")),
    "listSessions": (ALL_SIGNED_IN, reads("/api/sessions")),
    "endSession": (OWN_ONLY, deletes("/api/sessions/{fresh}")),
}
