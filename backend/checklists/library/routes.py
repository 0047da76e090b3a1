"""Which URL shows the library."""

from typing import Annotated

from litestar import get
from litestar.params import PathParameter

from backend.checklists.library.schemas import LibraryCard, LibraryItem
from backend.checklists.library.shelf import list_library, read_library_item
from backend.people.routes import Person

Key = Annotated[str, PathParameter(pattern="^[a-z-]{1,40}$", max_length=40)]


@get("/checklist-library", operation_id="listChecklistLibrary")
async def get_library(person: Person) -> list[LibraryCard]:
    """List the ready checklists that HQ can copy."""
    return await list_library(person)


@get("/checklist-library/{key:str}", operation_id="getLibraryChecklist")
async def get_library_item(key: Key, person: Person) -> LibraryItem:
    """Show one ready checklist, whole."""
    return await read_library_item(key, person)


LIBRARY = [get_library, get_library_item]
