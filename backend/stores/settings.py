"""What the company has chosen: one typed document per matter, with a default for every field."""

from datetime import UTC, datetime
from typing import TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from backend.database import fetch
from backend.events.log import record
from backend.problems import OutOfDate
from backend.wire import Document

T = TypeVar("T", bound=Document)


async def read_setting(name: str, shape: type[T]) -> T:
    """Return what the company has chosen, else the defaults of the shape."""
    return (await read_versioned(name, shape))[1]


async def read_versioned(name: str, shape: type[T]) -> tuple[int, T]:
    """Return the version of a setting with its document; version 0 was never chosen."""
    rows = await fetch("SELECT version, document FROM setting WHERE name = $1", name)
    if not rows:
        return 0, shape()
    return rows[0]["version"], msgspec.convert(rows[0]["document"], shape)


async def write_setting(name: str, document: Document, *, based_on: int, by: UUID) -> int:
    """Keep a choice in the caller's transaction and return its version; the same choice again is nothing new.

    Raises `OutOfDate` when somebody else chose meanwhile.
    """
    await fetch("SELECT pg_advisory_xact_lock(hashtext($1))", f"setting {name}")
    version, held = await read_versioned(name, type(document))
    if held == document and version > 0:
        return version
    if version != based_on:
        raise OutOfDate()
    await fetch(
        """
        INSERT INTO setting (name, document, version, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (name) DO UPDATE SET document = $2, version = $3, changed_by = $4, changed_at = $5
        """,
        name,
        msgspec.json.encode(document).decode(),
        version + 1,
        by,
        datetime.now(UTC),
    )
    await record("setting.changed", subject_of(name), person=by, payload={"name": name})
    return version + 1


def subject_of(name: str) -> UUID:
    """A setting as the subject of an event."""
    return uuid5(NAMESPACE_URL, f"storewalk/setting/{name}")
