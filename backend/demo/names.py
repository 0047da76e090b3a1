"""Ids that come out the same on every load, and chance that repeats itself."""

import hashlib
from datetime import UTC, datetime
from random import Random
from uuid import UUID

# Before everything that happens in the demo; the ids of what has no moment of its own begin with it.
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)


def demo_id(name: str, at: datetime = FOUNDED) -> UUID:
    """A UUIDv7 whose time is `at` and whose random part is the SHA-256 of a name."""
    chance = int.from_bytes(hashlib.sha256(f"storewalk demo {name}".encode()).digest()[:10])
    blank = ~(0xF << 76 | 0x3 << 62)
    return UUID(int=(int(at.timestamp() * 1000) << 80 | chance) & blank | 0x7 << 76 | 0x2 << 62)


def demo_chance(name: str) -> Random:
    """Random numbers that are the same for the same name; no secret hangs on them."""
    return Random(name)  # noqa: S311
