"""Which URL lists checklists and shows a version."""

from uuid import UUID

from litestar import Router, get
from litestar.params import FromPath

from backend.checklists.importing.routes import IMPORTING
from backend.checklists.library.routes import LIBRARY
from backend.checklists.reading import list_checklists, read_version
from backend.checklists.schemas import ChecklistCard, ChecklistVersionOut
from backend.checklists.sets.routes import SETS
from backend.checklists.writing.routes import WRITING
from backend.people.routes import Person


@get("/checklists", operation_id="listChecklists")
async def get_checklists(person: Person) -> list[ChecklistCard]:
    """List the checklists in use, each with its newest version."""
    return await list_checklists()


@get("/checklist-versions/{version:uuid}", operation_id="getChecklistVersion")
async def get_checklist_version(version: FromPath[UUID], person: Person) -> ChecklistVersionOut:
    """Show one published version, which never changes."""
    return await read_version(version)


ROUTES = Router(
    "/", route_handlers=[get_checklists, get_checklist_version, *WRITING, *SETS, *IMPORTING, *LIBRARY]
)
