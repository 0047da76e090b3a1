"""Passwords are kept as argon2id hashes; checking one takes a worker thread, not the event loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 10
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's first choice for argon2id
NOBODY = HASHER.hash("a name nobody has takes as long as a wrong password")


async def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return await asyncio.to_thread(HASHER.hash, password)


async def matches(password: str, kept: str | None) -> bool:
    """Tell whether the password fits; without a kept hash it takes as long and does not."""
    return await asyncio.to_thread(verify, password, kept or NOBODY) and kept is not None


def verify(password: str, kept: str) -> bool:
    """Check one password against one hash."""
    try:
        return HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
