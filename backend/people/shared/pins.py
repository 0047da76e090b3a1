"""Choose a PIN, and take a shared device over by it."""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.passwords import hash_password, matches
from backend.people.person import SignedIn
from backend.people.shared.schemas import PinIn, SwitchIn
from backend.people.shared.sharing import OF_THE_STORE, require_shared
from backend.people.sign_in import hashed, person_of
from backend.problems import FieldProblem, TooManyTries, Unacceptable, WrongPin

WINDOW = timedelta(minutes=10)
TRIES_PER_DEVICE = 8
TRIES_PER_PERSON = 5
DIGITS = "01234567890"


async def choose_pin(person: SignedIn, wanted: PinIn) -> None:
    """Keep a new PIN, proved by the password; raises `Unacceptable` for one that anybody would try first."""
    if len(set(wanted.pin)) == 1 or wanted.pin in DIGITS or wanted.pin in DIGITS[::-1]:
        raise Unacceptable(fields=[FieldProblem("pin", "Choose a PIN that is harder to guess.", "pin_weak")])
    rows = await fetch("SELECT password_hash FROM person WHERE id = $1", person.id)
    await count_try(None, person.id)
    if not await matches(wanted.password, rows[0]["password_hash"]):
        raise Unacceptable(fields=[FieldProblem("password", "The password is wrong.", "password_wrong")])
    pin = await hash_password(wanted.pin)
    async with transaction():
        await forget_tries(None, person.id)
        await fetch("UPDATE person SET pin_hash = $2 WHERE id = $1", person.id, pin)
        await record("pin.chosen", person.id, person=person.id, payload={"to": person.id})


async def switch_person(person: SignedIn, wanted: SwitchIn) -> tuple[str, SignedIn]:
    """Open a session for somebody of the store on its shared device, and end the one before.

    The session reaches no further than the store. Raises `WrongPin`, the same for whoever is not of the
    store or has no PIN, and `TooManyTries` after eight failures of the device or five of the person.
    """
    device, store = await require_shared(person)
    await count_try(device, wanted.person)
    rows = await fetch(
        """
        SELECT pin_hash FROM person WHERE id = $1 AND active AND EXISTS (
            SELECT FROM post WHERE post.person = person.id AND post.store = $2 AND post.role = ANY($3))
        """,
        wanted.person,
        store,
        OF_THE_STORE,
    )
    if not await matches(wanted.pin, rows[0]["pin_hash"] if rows else None):
        raise WrongPin()
    token = secrets.token_urlsafe(32)
    async with transaction():
        await forget_tries(device, wanted.person)
        await hand_over(person.session, device, wanted.person, token)
        await record("device.taken_over", device, store=store, person=wanted.person)
    return token, await person_of(token)


async def hand_over(before: UUID | None, device: UUID, person: UUID, token: str) -> None:
    """End one session of a device and begin the next."""
    now = datetime.now(UTC)
    ended = await fetch("UPDATE session SET ended_at = $2 WHERE id = $1 RETURNING device", before, now)
    await fetch(
        """
        INSERT INTO session (id, token_sha256, person, device, created_at, seen_at, shared, by_pin)
        VALUES ($1, $2, $3, $4, $5, $5, $6, true)
        """,
        uuid7(),
        hashed(token),
        person,
        ended[0]["device"] if ended else "",
        now,
        device,
    )


async def count_try(device: UUID | None, person: UUID) -> None:
    """Write a try down before it is made, so that a hundred at once are a hundred; raises `TooManyTries`."""
    now = datetime.now(UTC)
    await fetch(
        "INSERT INTO pin_try (id, device, person, at) VALUES ($1, $2, $3, $4)", uuid7(), device, person, now
    )
    rows = await fetch(
        """
        SELECT count(*) FILTER (WHERE device = $1) AS of_device,
            count(*) FILTER (WHERE person = $2) AS of_person
        FROM pin_try WHERE at > $3 AND (device = $1 OR person = $2)
        """,
        device,
        person,
        now - WINDOW,
    )
    if rows[0]["of_device"] > TRIES_PER_DEVICE or rows[0]["of_person"] > TRIES_PER_PERSON:
        raise TooManyTries(retry_after=int(WINDOW.total_seconds()))


async def forget_tries(device: UUID | None, person: UUID) -> None:
    """Forget the failures of a device and a person that have proved themselves, and what is long past."""
    await fetch(
        "DELETE FROM pin_try WHERE person = $2 OR device = $1 OR at < now() - $3::interval",
        device,
        person,
        WINDOW,
    )
