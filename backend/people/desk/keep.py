"""Keep a person, whole: the one way in which anybody is added, changed, deactivated and activated again."""

from datetime import UTC, datetime
from uuid import UUID

from msgspec.structs import replace

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.access import require_role
from backend.people.desk.changes import change_of, to_themselves
from backend.people.desk.check import check_person
from backend.people.desk.in_order import as_typed, in_order
from backend.people.desk.read import held_person, read_person
from backend.people.desk.schemas import PersonDocument, PersonIn, PersonOut, PostIn
from backend.people.passwords import hash_password, matches
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import AlreadySent
from backend.unchanged import is_new


async def keep_person(id: UUID, person: SignedIn, sent: PersonIn) -> PersonOut:
    """Keep a person as an admin sent them; sent twice it changes nothing.

    Raises `OutOfDate` when somebody else changed them after they were read, `Unacceptable` naming the fields.
    """
    require_role(person, Role.admin)
    await settle(id, sent, person.id)
    return await read_person(id, person)


async def settle(id: UUID, sent: PersonIn, by: UUID | None) -> None:
    """Write a person down; `by` is None where it is done at the server."""
    sent = replace(sent, person=as_typed(sent.person))
    hashed = await hash_password(sent.password) if sent.password else None
    async with transaction():
        await lock_people()
        held = await held_person(id)
        if not is_new(held, in_order(sent.person), sent.based_on):
            return await require_same_password(id, sent.password)
        await check_person(id, sent, held, by)
        await write_person(id, sent.person, hashed)
        await write_posts(id, held.posts if held else (), sent.person.posts)
        name, payload = change_of(held, in_order(sent.person))
        await record(name, id, person=by, payload=payload)
        if payload["began"] or payload["ended"]:
            await record("post.changed", id, person=by, payload=to_themselves(id))
        if not sent.person.active:
            await end_sessions(id)


async def lock_people() -> None:
    """Let one change at a time: names stay unique across columns, and one admin is always left."""
    await fetch("SELECT pg_advisory_xact_lock(hashtext('people'))")


async def require_same_password(id: UUID, password: str | None) -> None:
    """Raise `AlreadySent` when somebody new was sent before with another password."""
    if password is None:
        return
    rows = await fetch("SELECT password_hash FROM person WHERE id = $1", id)
    if not await matches(password, rows[0]["password_hash"]):
        raise AlreadySent()


async def write_person(id: UUID, wanted: PersonDocument, hashed: str | None) -> None:
    """Write the person's own row; a password is written with a new one only."""
    await fetch(
        """
        INSERT INTO person (id, login, name, phone, email, locale, active, password_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET login = $2, name = $3, phone = $4, email = $5, locale = $6, active = $7
        """,
        id,
        wanted.login,
        wanted.name,
        wanted.phone,
        wanted.email,
        wanted.locale,
        wanted.active,
        hashed or "",
    )


async def write_posts(person: UUID, held: tuple[PostIn, ...], wanted: tuple[PostIn, ...]) -> None:
    """End the posts that are gone and begin those that are new; a trigger keeps what was."""
    for post in set(held) - set(wanted):
        await fetch(
            """
            DELETE FROM post WHERE person = $1 AND role = $2
                AND region IS NOT DISTINCT FROM $3 AND store IS NOT DISTINCT FROM $4
            """,
            person,
            post.role,
            post.region,
            post.store,
        )
    for post in set(wanted) - set(held):
        await fetch(
            "INSERT INTO post (id, person, role, region, store) VALUES ($1, $2, $3, $4, $5)",
            uuid7(),
            person,
            post.role,
            post.region,
            post.store,
        )


async def end_sessions(person: UUID, but: UUID | None = None) -> None:
    """Sign somebody out everywhere; what waits on their phones stays there."""
    await fetch(
        """
        UPDATE session SET ended_at = $2
        WHERE person = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3
        """,
        person,
        datetime.now(UTC),
        but,
    )
