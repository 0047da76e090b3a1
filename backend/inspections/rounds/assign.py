"""Ask somebody else to do a task."""

from uuid import UUID

from backend.database import fetch, transaction
from backend.events.log import record
from backend.inspections.rounds.chosen import PLANNERS
from backend.inspections.rounds.schemas import AssignmentIn, TaskCard, TaskRole
from backend.inspections.rounds.tasks import read_task
from backend.people.access import people_at, require_reach
from backend.people.person import SignedIn
from backend.people.schemas import Role
from backend.problems import FieldProblem, OutOfDate, Unacceptable

OF_THE_STORE = (Role.staff, Role.store_manager)
WALKERS = (*OF_THE_STORE, Role.supervisor, Role.hq)


async def assign_task(id: UUID, person: SignedIn, wanted: AssignmentIn) -> TaskCard:
    """Ask a person, or whoever holds a role, to do a task that is still to be done.

    Asking the same again changes nothing. Raises `OutOfDate` for an older version or a task that is done,
    `Unacceptable` for somebody who does not reach the store or must not know of it.
    """
    async with transaction():
        task = await read_task(id, person)
        await require_reach(person, task.store, *PLANNERS)
        await fetch("SELECT 1 FROM task WHERE id = $1 FOR UPDATE", id)
        task = await read_task(id, person)
        if (task.person, task.role) == (wanted.person, wanted.role):
            return task
        if task.version != wanted.version or task.status in ("done", "missed"):
            raise OutOfDate()
        await check_wanted(task, wanted)
        await fetch(
            "UPDATE task SET person = $2, role = $3, version = version + 1 WHERE id = $1",
            id,
            wanted.person,
            wanted.role,
        )
        payload: dict[str, object] = {
            "from": task.person,
            "asked": wanted.person,
            "role": wanted.role,
            "unannounced": not task.announced,
        }
        await record("task.assigned", id, store=task.store, person=person.id, payload=payload)
    return await read_task(id, person)


async def check_wanted(task: TaskCard, wanted: AssignmentIn) -> None:
    """Raise `Unacceptable` unless exactly one of person and role is asked, and it fits the task."""
    if (wanted.person is None) == (wanted.role is None):
        refuse("person", "Choose a person or a role.", "required")
    if wanted.person is not None and wanted.person not in await people_at(task.store, *WALKERS):
        refuse("person", "This person does not reach the store.", "out_of_reach")
    of_the_store = wanted.role in (TaskRole.store, TaskRole.store_manager) or (
        wanted.person is not None and wanted.person in await people_at(task.store, *OF_THE_STORE)
    )
    if of_the_store and not task.announced:
        refuse("person", "The store must not know of this visit.", "store_unannounced")


def refuse(path: str, message: str, code: str) -> None:
    """Raise `Unacceptable` for one field."""
    raise Unacceptable(fields=[FieldProblem(path, message, code)])
