"""What a deadline says when it comes near and passes: one line per person, store and rung."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.events.log import Happening
from backend.issues.escalation import audience_of
from backend.issues.notices import TOLD
from backend.issues.people_of import people_for
from backend.notifications.notify import notify
from backend.notifications.words.issues import Kind
from backend.stores.calendars import calendar_of
from backend.stores.hours import next_opening

KINDS = {
    "due_soon": (Kind.issue_due_soon, Kind.issues_due_soon),
    "due": (Kind.issue_due, Kind.issues_due),
    "overdue": (Kind.issue_overdue, Kind.issues_overdue),
    "unacknowledged": (Kind.issue_unacknowledged, Kind.issues_unacknowledged),
}


async def tell_of_rung(event: Happening) -> None:
    """Tell of all issues of a store that reached the same rung at the same time, each person in one line.

    Every one of these issues has its event and each tells the same; the bundle lets the first one through.
    What is reached while the store is closed waits until it opens. A store that closed for good is left in
    peace; what it left open stands in the lists of whoever watches.
    """
    rung, step = event.name.removeprefix("issue."), int(str(event.payload.get("rung", 0)))
    named = event.payload.get("together")
    ids = [UUID(str(id)) for id in named] if isinstance(named, list) else [event.subject]
    issues = await fetch(
        TOLD + " WHERE issue.id = ANY($1) AND NOT store.closed ORDER BY issue.due_at, issue.id", ids
    )
    if not issues:
        return
    by_person: dict[UUID, list[dict[str, Any]]] = {}
    for issue in issues:
        for person in await people_for(issue, audience_of(rung, step, issue["severity"])):
            by_person.setdefault(person, []).append(issue)
    opens = next_opening(await calendar_of(issues[0]["store"]), datetime.now(UTC))
    for person, own in sorted(by_person.items()):
        await tell_person(person, own, rung, step, ids[0], opens, issues)


async def tell_person(
    person: UUID,
    own: list[dict[str, Any]],
    rung: str,
    step: int,
    first: UUID,
    opens: datetime,
    issues: list[dict[str, Any]],
) -> None:
    """Write the one line of a person; it opens the issue, or the list where there are several."""
    one, several = KINDS[rung]
    issue = own[0]
    link = f"/issues/{issue['id']}" if len(own) == 1 else f"/issues?show=fix&store={issue['store']}"
    deadline = max(row["deadline"] for row in issues)
    await notify(
        [person],
        one if len(own) == 1 else several,
        {"store": issue["store_name"], "question": issue["title"], "count": len(own), "days": step},
        link=link,
        thread=f"/issues/{issue['id']}" if len(own) == 1 else link,
        store=issue["store"],
        bundle=f"{rung}_{step}:{first}:{deadline}",
        not_before=opens,
    )
