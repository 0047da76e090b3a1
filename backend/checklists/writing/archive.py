"""Take a checklist out of use, or back into it; what was found with it stays readable."""

from uuid import UUID

from backend.checklists.writing.schemas import ArchivalIn
from backend.database import fetch, transaction
from backend.events.log import record
from backend.people.access import require_role
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import NotFound


async def archive(checklist: UUID, person: SignedIn, archival: ArchivalIn) -> ArchivalIn:
    """Set whether a checklist is out of use; said twice it changes nothing."""
    require_role(person, Role.hq)
    async with transaction():
        rows = await fetch("SELECT archived FROM checklist WHERE id = $1 FOR UPDATE", checklist)
        if not rows:
            raise NotFound()
        if rows[0]["archived"] != archival.archived:
            await fetch("UPDATE checklist SET archived = $2 WHERE id = $1", checklist, archival.archived)
            if archival.archived:
                await record("checklist.archived", checklist, person=person.id)
            else:
                await record("checklist.restored", checklist, person=person.id)
    return archival
