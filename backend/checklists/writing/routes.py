"""Which URL saves a draft, publishes it, calls that off, and shows what HQ has on its desk."""

from uuid import UUID

from litestar import delete, get, put
from litestar.params import FromPath, FromQuery

from backend.checklists.writing.archive import archive
from backend.checklists.writing.publication import ask_for_publication, cancel_publication
from backend.checklists.writing.reading import list_desk, read_draft, read_history
from backend.checklists.writing.save import drop_draft, save_draft
from backend.checklists.writing.schemas import (
    ArchivalIn,
    CancellationIn,
    DeskCard,
    DraftIn,
    DraftOut,
    DraftSaved,
    History,
    PublicationIn,
    PublicationOut,
)
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/checklist-desk", operation_id="listChecklistDesk")
async def get_desk(person: Person) -> list[DeskCard]:
    """List every checklist with its draft and what is scheduled."""
    return await list_desk(person)


@get("/checklists/{checklist:uuid}/draft", operation_id="getDraft")
async def get_draft(checklist: FromPath[UUID], person: Person) -> DraftOut:
    """Show the draft of a checklist, and what would keep it from being published."""
    return await read_draft(checklist, person)


@put("/checklists/{checklist:uuid}/draft", operation_id="saveDraft", body=DraftIn)
async def put_draft(checklist: FromPath[UUID], person: Person, request: Asked) -> DraftSaved:
    """Save a draft whole; written upon an older revision it is 409."""
    return await save_draft(checklist, person, await strictly(request, DraftIn))


@delete("/checklists/{checklist:uuid}/draft", operation_id="dropDraft", status_code=204)
async def delete_draft(checklist: FromPath[UUID], person: Person, revision: FromQuery[int]) -> None:
    """Throw the draft of that revision away."""
    await drop_draft(checklist, person, revision)


@put("/checklists/{checklist:uuid}/publications/{id:uuid}", operation_id="publishDraft", body=PublicationIn)
async def put_publication(
    checklist: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> PublicationOut:
    """Publish the draft of that revision, at once or at a moment to come."""
    return await ask_for_publication(checklist, id, person, await strictly(request, PublicationIn))


@put(
    "/checklists/{checklist:uuid}/publications/{id:uuid}/cancellation",
    operation_id="cancelPublication",
    body=CancellationIn,
)
async def put_cancellation(
    checklist: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> PublicationOut:
    """Call a scheduled publication off; its draft lies on the desk again."""
    await strictly(request, CancellationIn)
    return await cancel_publication(checklist, id, person)


@put("/checklists/{checklist:uuid}/archival", operation_id="archiveChecklist", body=ArchivalIn)
async def put_archival(checklist: FromPath[UUID], person: Person, request: Asked) -> ArchivalIn:
    """Take a checklist out of use, or back into it."""
    return await archive(checklist, person, (await strictly(request, ArchivalIn)).document)


@get("/checklists/{checklist:uuid}/versions", operation_id="listChecklistVersions")
async def get_versions(checklist: FromPath[UUID], person: Person) -> History:
    """Show every version of a checklist with its note."""
    return await read_history(checklist, person)


WRITING = [
    get_desk,
    get_draft,
    put_draft,
    delete_draft,
    put_publication,
    put_cancellation,
    put_archival,
    get_versions,
]
