"""Which URL keeps a response set, and which lists them."""

from uuid import UUID

from litestar import get, put
from litestar.params import FromPath

from backend.checklists.sets.save import list_response_sets, save_response_set
from backend.checklists.sets.schemas import ResponseSetIn, ResponseSetOut
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/response-sets", operation_id="listResponseSets")
async def get_response_sets(person: Person) -> list[ResponseSetOut]:
    """List the response sets that are in use."""
    return await list_response_sets(person)


@put("/response-sets/{id:uuid}", operation_id="saveResponseSet", body=ResponseSetIn)
async def put_response_set(id: FromPath[UUID], person: Person, request: Asked) -> ResponseSetOut:
    """Keep a response set; written upon an older revision it is 409."""
    return await save_response_set(id, person, await strictly(request, ResponseSetIn))


SETS = [get_response_sets, put_response_set]
