"""Add a person with a post, where there is no page to do it: at the server."""

from uuid import UUID

from backend.database import fetch, uuid7
from backend.people.desk.keep import settle
from backend.people.desk.schemas import PersonDocument, PersonIn, PostIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable


async def add_person(
    login: str,
    name: str,
    password: str,
    *,
    role: str,
    phone: str | None = None,
    email: str | None = None,
    store: str | None = None,
    region: str | None = None,
    locale: str = "zh",
) -> UUID:
    """Add a person who holds one post; raises `Unacceptable` naming the field that is wrong."""
    if role not in set(Role):
        refuse("role", f"Choose one of {', '.join(Role)}.")
    post = PostIn(role=Role(role), store=await find("store", store), region=await find("region", region))
    added = PersonDocument(
        login=login,
        name=name,
        phone=phone,
        email=email,
        locale="en" if locale == "en" else "zh",
        active=True,
        posts=(post,),
    )
    await settle(person := uuid7(), PersonIn(person=added, based_on=None, password=password), by=None)
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
