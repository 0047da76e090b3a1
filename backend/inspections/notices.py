"""Who hears of an inspection: one push for all of it, red lines apart."""

from uuid import UUID

from backend.database import fetch
from backend.events.log import Happening
from backend.issues.notices import issue_spoken_of, spoken_of, tell
from backend.issues.people_of import owners_of, supervisors_of
from backend.issues.sight import people_who_see
from backend.notifications.notify import notify
from backend.notifications.words.inspections import Kind
from backend.notifications.words.issues import Kind as IssueKind
from backend.people.access import CALLED_IN, people_at
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
    await tell_called_in(event, only, {*managers, *staff}, bundle)
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


async def tell_called_in(event: Happening, only: object, told: set[UUID], bundle: str) -> None:
    """Push what an inspection found to whoever owns its category or is called in, one line for each issue.

    They open the issue and not the inspection, of which they may see nothing.
    """
    routed = await fetch(
        """
        SELECT id FROM issue WHERE inspection = $1 AND red_line IS NULL AND seen_by IS NULL
            AND ($2::uuid[] IS NULL OR id = ANY($2)) AND (owner IS NOT NULL OR owner_role = ANY($3))
        ORDER BY due_at, number
        """,
        event.subject,
        only,
        [str(role) for role in CALLED_IN],
    )
    for row in routed:
        issue = await issue_spoken_of(row["id"], event)
        people = [one for one in await owners_of(issue) if one not in told]
        await tell(IssueKind.issue_raised, people, issue, event, bundle=f"{bundle}:{row['id']}")


async def tell_of_recurrence(event: Happening) -> None:
    """Tell the store that it has to fix it again, and the supervisors and the owner of the checklist of it.

    Whoever published the checklist owns it. A red line that comes back is as urgent as the first time.
    """
    issue = await spoken_of(event)
    red = issue["red_line"] is not None
    near, _ = await supervisors_of(issue)
    owners = await fetch(
        """
        SELECT published_by FROM inspection
            JOIN checklist_version ON checklist_version.id = inspection.checklist_version
            JOIN person ON person.id = published_by AND person.active
        WHERE inspection.id = $1
        """,
        UUID(str(event.payload["inspection"])) if event.payload.get("inspection") else None,
    )
    loud = [*near, *await people_who_see(issue, Role.store_manager)]
    loud += await owners_of(issue) if issue["owner"] or issue["owner_role"] in CALLED_IN else []
    if issue["seen_by"] is None:
        loud += [row["published_by"] for row in owners]
    staff = [one for one in await people_who_see(issue, Role.staff) if one not in loud]
    bundle, count = f"recurred:{event.payload['step']}", str(event.payload["times"])
    again = IssueKind.recurred
    await tell(again, loud, issue, event, bundle=bundle, urgent=red, count=count)
    await tell(again, staff, issue, event, bundle=bundle, urgent=red, push=red, count=count)


async def tell_of_widespread(event: Happening) -> None:
    """Tell the owner of a problem that many stores have; all of HQ where it has none yet."""
    rows = await fetch("SELECT title, owner FROM widespread WHERE id = $1", event.subject)
    hq = await fetch(
        """
        SELECT DISTINCT person.id FROM post JOIN person ON person.id = post.person
        WHERE person.active AND post.role = 'hq'
        """
    )
    people = [rows[0]["owner"]] if rows[0]["owner"] else [row["id"] for row in hq]
    params = {"question": rows[0]["title"], "count": str(event.payload["stores"])}
    link = f"/widespread/{event.subject}"
    await notify(people, IssueKind.widespread, params, link=link, bundle=f"widespread:{event.subject}")
