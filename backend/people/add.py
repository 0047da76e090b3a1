"""Add a person with a post."""

from uuid import UUID

from backend.database import fetch, transaction, uuid7
from backend.events.log import record
from backend.people.passwords import hash_password
from backend.people.schemas import Role
from backend.people.tables import Person, Post
from backend.problems import FieldProblem, Unacceptable

SHORTEST_PASSWORD = 10


async def add_person(
    login: str,
    name: str,
    password: str,
    *,
    role: str,
    phone: str | None = None,
    store: str | None = None,
    region: str | None = None,
    locale: str = "zh",
) -> UUID:
    """Add a person who holds one post; raises `Unacceptable` naming the field that is wrong."""
    if len(password) < SHORTEST_PASSWORD:
        refuse("password", f"Choose at least {SHORTEST_PASSWORD} characters.")
    if role not in set(Role):
        refuse("role", f"Choose one of {', '.join(Role)}.")
    if role in (Role.staff, Role.store_manager) and store is None:
        refuse("store", "This role is held at a store: name its code.")
    hashed = await hash_password(password)
    async with transaction():
        person = uuid7()
        taken = await fetch("SELECT 1 FROM person WHERE login = $1 OR phone = $2", login.lower(), phone)
        if taken:
            refuse("login", "Somebody has this login name or phone number already.")
        await Person.insert(
            Person(
                id=person, login=login.lower(), name=name, phone=phone, locale=locale, password_hash=hashed
            )
        )
        await Post.insert(
            Post(
                id=uuid7(),
                person=person,
                role=role,
                store=await find("store", store),
                region=await find("region", region),
            )
        )
        await record("person.added", person, person=person)
    return person


async def find(kind: str, code: str | None) -> UUID | None:
    """Find a store or region by its code."""
    if code is None:
        return None
    rows = await fetch(f"SELECT id FROM {kind} WHERE code = $1", code)  # noqa: S608
    if not rows:
        refuse(kind, f"There is no {kind} with the code {code}.")
    found: UUID = rows[0]["id"]
    return found


def refuse(path: str, message: str) -> None:
    """Raise `Unacceptable` for one field."""
    raise Unacceptable(fields=[FieldProblem(path, message)])
