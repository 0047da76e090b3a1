"""Sign in, stay signed in, sign out."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from backend.config import settings
from backend.database import fetch, transaction, uuid7
from backend.people.contact import normal_phone
from backend.people.passwords import matches
from backend.people.person import HeldPost, SignedIn
from backend.people.schemas import SignInIn
from backend.people.tables import Session, SignInTry
from backend.problems import NotFound, SignInNeeded, TooManyTries, WrongPassword

TRIES = 8
TRIES_WINDOW = timedelta(minutes=10)


async def sign_in(attempt: SignInIn) -> tuple[str, SignedIn]:
    """Open a session and return its token, of which only the hash is kept.

    Raises `WrongPassword`, the same for an unknown name, and `TooManyTries` after eight failures in ten
    minutes.
    """
    typed = attempt.login.strip().lower()
    login = normal_phone(typed)  # one number is one name to count tries of, however it is written
    await check_tries(login)
    found = await fetch(
        "SELECT id, password_hash FROM person WHERE active AND (login = $1 OR phone = ANY($2))",
        typed,
        [typed, login],
    )
    if not await matches(attempt.password, found[0]["password_hash"] if found else None):
        await SignInTry.insert(SignInTry(id=uuid7(), login=login, at=datetime.now(UTC)))
        raise WrongPassword()
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    async with transaction():
        await SignInTry.delete().where(SignInTry.login == login)
        session = Session(
            id=uuid7(), token_sha256=hashed(token), person=found[0]["id"], device=attempt.device,
            created_at=now, seen_at=now,
        )  # fmt: skip
        await Session.insert(session)
    return token, await person_of(token)


async def check_tries(login: str) -> None:
    """Raise `TooManyTries` while the newest failures of this name are too many."""
    since = datetime.now(UTC) - TRIES_WINDOW
    rows = await fetch("SELECT count(*) AS tries FROM sign_in_try WHERE login = $1 AND at > $2", login, since)
    if rows[0]["tries"] >= TRIES:
        raise TooManyTries(retry_after=int(TRIES_WINDOW.total_seconds()))


async def person_of(token: str | None) -> SignedIn:
    """Return whose session this is, and note at most once a minute that it was seen."""
    if not token:
        raise SignInNeeded()
    now = datetime.now(UTC)
    rows = await fetch(
        """
        SELECT session.id AS session, session.seen_at, person.id, person.login, person.name, person.locale,
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'role', role, 'region', region, 'store', store)), '[]')
             FROM post WHERE post.person = person.id AND (
                NOT by_pin OR post.store = shared_device.store
                AND role IN ('staff', 'store_manager'))) AS posts
        FROM session JOIN person ON person.id = session.person
            LEFT JOIN shared_device ON shared_device.id = session.shared
        WHERE token_sha256 = $1 AND session.ended_at IS NULL AND person.active AND session.created_at > $2
        """,
        hashed(token),
        now - timedelta(days=settings().session_days),
    )
    if not rows:
        raise SignInNeeded()
    if rows[0].pop("seen_at") < now - timedelta(minutes=1):
        await fetch("UPDATE session SET seen_at = $2 WHERE id = $1", rows[0]["session"], now)
    posts = msgspec.convert(rows[0].pop("posts"), tuple[HeldPost, ...])
    return SignedIn(posts=posts, **rows[0])


async def end_session(person: SignedIn, session: UUID | None) -> None:
    """End one of the person's own sessions; ending it twice is the same."""
    ended = await fetch(
        "UPDATE session SET ended_at = coalesce(ended_at, $3) WHERE id = $1 AND person = $2 RETURNING id",
        session,
        person.id,
        datetime.now(UTC),
    )
    if not ended:
        raise NotFound()


def hashed(token: str) -> str:
    """Return the form of a token that is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
