"""Which URL lists and keeps people, and gives a new password."""

from typing import Annotated
from uuid import UUID

from litestar import Request, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.people.desk.keep import keep_person
from backend.people.desk.listing import Wanted, list_people
from backend.people.desk.password import give_password
from backend.people.desk.read import read_person
from backend.people.desk.schemas import PasswordIn, PeoplePage, PersonIn, PersonOut
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.wire import strictly

Asked = Request[None, None, State]
Person = NamedDependency[SignedIn]
Words = Annotated[str, QueryParameter(max_length=200)]


@get("/people", operation_id="listPeople")
async def get_people(
    person: Person,
    search: Words = "",
    role: FromQuery[Role | None] = None,
    region: FromQuery[UUID | None] = None,
    store: FromQuery[UUID | None] = None,
    active: FromQuery[bool | None] = None,
    after: Words = "",
) -> PeoplePage:
    """List people in order of name, a page at a time."""
    wanted = Wanted(search=search, role=role, region=region, store=store, active=active, after=after)
    return await list_people(person, wanted)


@get("/people/{id:uuid}", operation_id="getPerson")
async def get_person(id: FromPath[UUID], person: Person) -> PersonOut:
    """Show a person whole."""
    return await read_person(id, person)


@put("/people/{id:uuid}", operation_id="keepPerson", body=PersonIn)
async def put_person(id: FromPath[UUID], person: Person, request: Asked) -> PersonOut:
    """Keep a person whole."""
    return await keep_person(id, person, (await strictly(request, PersonIn)).document)


@put("/people/{id:uuid}/passwords/{deed:uuid}", operation_id="givePassword", body=PasswordIn)
async def put_password(id: FromPath[UUID], deed: FromPath[UUID], person: Person, request: Asked) -> PersonOut:
    """Give a new password, which ends the person's sessions."""
    return await give_password(id, deed, person, (await strictly(request, PasswordIn)).document)


PEOPLE = [get_people, get_person, put_person, put_password]
