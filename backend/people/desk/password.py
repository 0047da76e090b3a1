"""Give somebody a new password."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.desk.check import password_problems
from backend.people.desk.keep import end_sessions, lock_people, require_same_password
from backend.people.desk.read import read_person
from backend.people.desk.schemas import PasswordIn, PersonOut
from backend.people.passwords import hash_password
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound, Unacceptable

GIVEN = "SELECT FROM event WHERE subject = $1 AND name = 'password.set' AND payload ->> 'deed' = $2"
KEEP = "UPDATE person SET password_hash = $2, pin_hash = NULL WHERE id = $1 RETURNING login, phone"


async def give_password(id: UUID, deed: UUID, person: SignedIn, sent: PasswordIn) -> PersonOut:
    """Give somebody a new password, under an id of its own; sent twice it changes nothing.

    It ends their sessions, but for the one in which it is done, their PIN, and the wait after wrong tries.
    Raises `AlreadySent` when the same id came before with another password.
    """
    require_role(person, Role.admin)
    if wrong := list(password_problems(sent.password)):
        raise Unacceptable(fields=wrong)
    hashed = await hash_password(sent.password)
    async with transaction():
        await lock_people()
        if await fetch(GIVEN, id, str(deed)):
            await require_same_password(id, sent.password)
        else:
            await write_password(id, hashed)
            await end_sessions(id, but=person.session)
            await record("password.set", id, person=person.id, payload={"deed": deed})
    return await read_person(id, person)


async def write_password(id: UUID, hashed: str) -> None:
    """Write the hash down, and let the person try at once."""
    rows = await fetch(KEEP, id, hashed)
    if not rows:
        raise NotFound()
    await fetch("DELETE FROM sign_in_try WHERE login = ANY($1)", list(rows[0].values()))
