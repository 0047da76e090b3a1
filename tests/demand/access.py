"""Who is answered what about what Riverside sold."""

from tests.riverside import RIVERSIDE_ONLY, STORE, Lines, puts, reads

LINES: Lines = {
    "listUnsold": (RIVERSIDE_ONLY, reads(f"{STORE}/unsold")),
    "putUsageDay": (
        "401 403 403 403 404 200 200 404",
        puts(f"{STORE}/usage/2026-11-01", lambda _: {"lines": []}),
    ),
}
