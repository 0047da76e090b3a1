"""Mailed and printed links for people without a sign-in: a random token that opens one thing in one way.

Only the SHA-256 of the token is kept, so that nobody who reads the database can open anything. A link of one
kind is nothing to a route of another kind, and carries nobody's posts.
"""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from backend.database import fetch, uuid7
from backend.people.sign_in import hashed
from backend.people.tables import Link
from backend.problems import LinkEnded, NotFound, TooManyTries

USES = 120
WINDOW = timedelta(minutes=10)


class OpenLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that holds, as a verb gets it."""

    id: UUID
    kind: str
    subject: UUID
    store: UUID | None
    name: str
    made_by: UUID
    expires_at: datetime | None


async def make_link(
    kind: str,
    subject: UUID,
    by: UUID,
    *,
    store: UUID | None = None,
    name: str = "",
    lasts: timedelta | None = None,
    id: UUID | None = None,
) -> tuple[UUID, str]:
    """Make a link in the caller's transaction and return its id and its token, which is kept nowhere."""
    token, now = secrets.token_urlsafe(24), datetime.now(UTC)
    link = Link(
        id=id or uuid7(),
        token_sha256=hashed(token),
        kind=kind,
        subject=subject,
        store=store,
        name=name,
        made_by=by,
        made_at=now,
        expires_at=now + lasts if lasts is not None else None,
    )
    await Link.insert(link)
    return link.id, token


async def open_link(token: str, kind: str) -> OpenLink:
    """Return the link of a token, counting its use.

    Raises `NotFound` for an unknown token and for another kind, `LinkEnded` once it has run out or was taken
    back, `TooManyTries` beyond 120 uses in ten minutes.
    """
    now = datetime.now(UTC)
    rows = await fetch(
        """
        UPDATE link SET
            window_from = CASE WHEN window_from > $3 THEN window_from ELSE $4 END,
            used = CASE WHEN window_from > $3 THEN used + 1 ELSE 1 END
        WHERE token_sha256 = $1 AND kind = $2
        RETURNING id, kind, subject, store, name, made_by, expires_at, ended_at, used
        """,
        hashed(token),
        kind,
        now - WINDOW,
        now,
    )
    if not rows:
        raise NotFound()
    used, ended_at = rows[0].pop("used"), rows[0].pop("ended_at")
    if ended_at is not None or (rows[0]["expires_at"] is not None and rows[0]["expires_at"] <= now):
        raise LinkEnded()
    if used > USES:
        raise TooManyTries(retry_after=int(WINDOW.total_seconds()))
    return msgspec.convert(rows[0], OpenLink)


async def end_link(id: UUID) -> None:
    """Take a link back; taking it back twice is the same."""
    await fetch("UPDATE link SET ended_at = coalesce(ended_at, $2) WHERE id = $1", id, datetime.now(UTC))


async def end_links_of(subject: UUID, kind: str) -> None:
    """Take back every link of a kind to one thing."""
    await fetch(
        "UPDATE link SET ended_at = $3 WHERE subject = $1 AND kind = $2 AND ended_at IS NULL",
        subject,
        kind,
        datetime.now(UTC),
    )
