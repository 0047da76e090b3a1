"""The code on a store's screen, another one each minute: pure arithmetic.

It is an HMAC of the store and the minute under a secret that only the server has. A phone without a network
keeps what it read; the server, which can compute the code of any minute, judges it when the visit arrives.
"""

import hmac
from base64 import b32encode
from datetime import UTC, datetime, timedelta
from typing import Literal

PREFIX = "storewalk:check-in"
MINUTE = 60
# A phone's estimate of the time is a little off, and whoever scanned looks up before tapping on.
SKEW_MINUTES = 3

CodeCheck = Literal["none", "right", "wrong", "late"]


def minute_of(moment: datetime) -> int:
    """Count minutes since 1970."""
    return int(moment.timestamp()) // MINUTE


def end_of(minute: int) -> datetime:
    """Return when the next code takes over."""
    return datetime.fromtimestamp((minute + 1) * MINUTE, UTC)


def write_code(secret: bytes, store: str, minute: int) -> str:
    """Write what the screen shows of one minute; ten bytes are more than anybody guesses in three minutes."""
    digest = hmac.digest(secret, f"{store}/{minute}".encode(), "sha256")
    return f"{PREFIX}/{store}/{minute}/{b32encode(digest[:10]).decode()}"


def judge_code(scanned: str | None, secret: bytes | None, store: str, at: datetime) -> CodeCheck:
    """Judge what a phone read at a moment: of this store's screen, and of those minutes?"""
    if scanned is None:
        return "none"
    minute = minute_in(scanned)
    if secret is None or minute is None or not same(scanned, write_code(secret, store, minute)):
        return "wrong"
    off = timedelta(minutes=abs(minute - minute_of(at)))
    return "right" if off <= timedelta(minutes=SKEW_MINUTES) else "late"


def minute_in(scanned: str) -> int | None:
    """Read the minute out of a code; None where there is none."""
    parts = scanned.split("/")
    if len(parts) != 4 or not (parts[2].isascii() and parts[2].isdecimal() and len(parts[2]) <= 10):
        return None
    return int(parts[2])


def same(one: str, other: str) -> bool:
    """Compare without telling by the time it takes how much was right."""
    return hmac.compare_digest(one.encode(), other.encode())
