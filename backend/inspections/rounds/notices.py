"""Who hears of a task: whoever is asked, whoever need not go any more, and whoever answers for one missed."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.checklists.reading import NEWEST
from backend.database import fetch
from backend.events.log import Happening
from backend.inspections.rounds.duties import HOLDERS
from backend.inspections.rounds.schemas import TaskRole
from backend.notifications.notify import notify
from backend.notifications.words.inspections import Kind
from backend.people.access import people_at
from backend.people.schemas import Role

# After a week without a server nobody wants to hear of every day of it.
NEWS = timedelta(days=1)
TOLD = f"""
    SELECT task.store, task.announced, task.person, task.role, task.version, due_at, store.time_zone,
        store.name AS store_name, newest.document -> 'name' AS checklist_name
    FROM task JOIN store ON store.id = task.store JOIN checklist ON checklist.id = task.checklist {NEWEST}
    WHERE task.id = $1
"""  # noqa: S608


async def tell_of_assignment(event: Happening) -> None:
    """Tell whoever is asked now, by push if it is one person, and whoever was asked by name before."""
    [task] = await fetch(TOLD, event.subject)
    asked, role, before = (event.payload.get(name) for name in ("asked", "role", "from"))
    now = [UUID(str(asked))] if asked else await holders(task["store"], role)
    await tell(event, task, Kind.task_assigned, now, push=asked is not None)
    if before is not None and before != asked:
        await tell(event, task, Kind.task_taken_back, [UUID(str(before))], push=False)


async def tell_of_missed(event: Happening) -> None:
    """Tell, in the inbox, whoever was asked and the supervisors of the store."""
    if event.at < datetime.now(UTC) - NEWS:
        return
    [task] = await fetch(TOLD, event.subject)
    asked = [task["person"]] if task["person"] else await holders(task["store"], task["role"])
    above = await people_at(task["store"], Role.supervisor)
    await tell(event, task, Kind.task_missed, [*asked, *above], push=False)


async def holders(store: UUID, role: object) -> list[UUID]:
    """List who holds the role of a task at its store."""
    return await people_at(store, *HOLDERS[TaskRole(str(role))])


async def tell(event: Happening, task: dict[str, Any], kind: Kind, people: list[UUID], *, push: bool) -> None:
    """Tell people of a task, but nobody who works in a store of what the store must not know.

    No chat group of a store reads it either: the line names no store to deliver it by.
    """
    hidden = [] if task["announced"] else await people_at(task["store"], Role.staff, Role.store_manager)
    await notify(
        set(people) - set(hidden),
        kind,
        {
            "store": task["store_name"],
            "checklist": task["checklist_name"],
            "due": f"{task['due_at'].astimezone(ZoneInfo(task['time_zone'])):%m-%d %H:%M}",
        },
        link="/today",
        thread=f"/tasks/{event.subject}",
        bundle=f"{kind}:{event.seq}",
        push=push,
        by=event.person,
    )
