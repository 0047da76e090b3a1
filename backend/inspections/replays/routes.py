"""Which URL asks for a replay, and which tells what came of it."""

from uuid import UUID

from litestar import get, put
from litestar.params import FromPath

from backend.inspections.replays.ask import ask_for_replay
from backend.inspections.replays.reading import read_replay
from backend.inspections.replays.schemas import ReplayIn, ReplayOut
from backend.people.routes import Asked, Person
from backend.wire import strictly


@put("/checklists/{checklist:uuid}/replays/{id:uuid}", operation_id="askForReplay", body=ReplayIn)
async def put_replay(
    checklist: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> ReplayOut:
    """Try the draft of that revision on the inspections of a span."""
    return await ask_for_replay(checklist, id, person, await strictly(request, ReplayIn))


@get("/checklists/{checklist:uuid}/replays/{id:uuid}", operation_id="getReplay")
async def get_replay(checklist: FromPath[UUID], id: FromPath[UUID], person: Person) -> ReplayOut:
    """Tell how far a replay is, and what came of it."""
    return await read_replay(checklist, id, person)


REPLAYS = [put_replay, get_replay]
