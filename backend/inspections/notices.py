"""Who hears of an inspection: one push for all of it, red lines apart."""

from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.notify import notify
from backend.notifications.words.inspections import Kind
from backend.people.access import people_at
from backend.people.schemas import Role


async def tell_of_inspection(event: Happening) -> None:
    """Tell the manager of the store by push, and its staff in the inbox, what there is to fix."""
    await tell_of_issues(event, None, f"inspection:{event.subject}")


async def tell_of_amendment(event: Happening) -> None:
    """Tell them of what only the amendment raised."""
    await tell_of_issues(event, event.payload["raised"], f"amendment:{event.payload['amendment']}")


async def tell_of_issues(event: Happening, only: object, bundle: str) -> None:
    """Tell of the issues of an inspection, or of some of them, in one line; red lines are told apart."""
    issues = await fetch(
        """
        SELECT issue.id, title, store.id AS store, store.name AS store_name, person.name AS person
        FROM issue JOIN store ON store.id = issue.store JOIN person ON person.id = issue.raised_by
        WHERE inspection = $1 AND red_line IS NULL AND seen_by IS NULL
            AND ($2::uuid[] IS NULL OR issue.id = ANY($2))
        ORDER BY due_at, issue.number
        """,
        event.subject,
        only,
    )
    if not issues:
        return
    first = issues[0]
    params = {
        "store": first["store_name"],
        "count": len(issues),
        "person": first["person"],
        "question": first["title"],
    }
    link = f"/issues/{first['id']}" if len(issues) == 1 else f"/inspections/{event.subject}"
    thread, store = f"/inspections/{event.subject}", first["store"]
    managers = await people_at(first["store"], Role.store_manager)
    staff = set(await people_at(first["store"], Role.staff)) - set(managers)
    for people, push in ((managers, True), (staff, False)):
        await notify(
            people,
            Kind.issues_raised,
            params,
            link=link,
            thread=thread,
            store=store,
            bundle=bundle,
            push=push,
            by=event.person,
        )
