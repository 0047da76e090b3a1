"""Who hears of what was asked, decided, handed over, taken back, opened again, or hurried about."""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.events.log import Happening
from backend.issues.notices import TOLD, spoken_of, tell
from backend.issues.people_of import deciders_of, owners_of, supervisors_of
from backend.issues.sight import people_who_see
from backend.notifications.notify import notify
from backend.notifications.words.issues import Kind
from backend.people.schemas import Role

DECIDED = {
    "issue.cannot_fix_granted": Kind.cannot_fix_granted,
    "issue.cannot_fix_refused": Kind.cannot_fix_refused,
    "issue.dispute_upheld": Kind.dispute_upheld,
    "issue.dispute_amended": Kind.dispute_amended,
    "issue.dispute_withdrawn": Kind.dispute_withdrawn,
}


async def tell_reviewer_cannot_fix(event: Happening) -> None:
    """Ask the reviewer whose it should be: the finder where the finder reviews, else the supervisors."""
    issue = await spoken_of(event)
    near, above = await supervisors_of(issue)
    finders = [one for one in near if one == issue["raised_by"]]
    people = finders or near or above
    await tell(Kind.cannot_fix, people, issue, event, bundle=step_of(event), reason=clipped(issue["words"]))


async def tell_decider_disputed(event: Happening) -> None:
    """Ask somebody other than the finder to decide; the finder reads of it in the inbox."""
    issue = await spoken_of(event)
    reason = clipped(issue["words"])
    await tell(Kind.disputed, await deciders_of(issue), issue, event, bundle=step_of(event), reason=reason)
    finder = [issue["raised_by"]] if issue["reporter"] is None else []
    await tell(Kind.disputed, finder, issue, event, bundle=step_of(event), push=False, reason=reason)


async def tell_store_decided(event: Happening) -> None:
    """Tell whoever asked, and the manager; who is to fix it from now on hears of that as well."""
    issue = await spoken_of(event)
    rows = await fetch("SELECT person FROM issue_step WHERE id = $1", issue["about"])
    asked = [row["person"] for row in rows if row["person"] is not None]
    people = [*asked, *await people_who_see(issue, Role.store_manager)]
    reason = clipped(issue["words"]) or "—"
    await tell(DECIDED[event.name], people, issue, event, bundle=step_of(event), reason=reason)
    if event.name == "issue.cannot_fix_granted":
        new = [one for one in await owners_of(issue) if one not in people]
        await tell(Kind.transferred, new, issue, event, bundle=f"owner:{step_of(event)}", reason=reason)


async def tell_new_owner(event: Happening) -> None:
    """Tell whose an issue is from now on."""
    issue = await spoken_of(event)
    reason = clipped(issue["words"]) or "—"
    await tell(Kind.transferred, await owners_of(issue), issue, event, bundle=step_of(event), reason=reason)


async def tell_store_cancelled(event: Happening) -> None:
    """Put into the inbox of who was to fix it that there is nothing left to do."""
    issue = await spoken_of(event)
    people = [*await owners_of(issue), *await people_who_see(issue, Role.store_manager)]
    reason = clipped(issue["words"]) or "—"
    await tell(Kind.cancelled, people, issue, event, bundle=step_of(event), push=False, reason=reason)


async def tell_store_reopened(event: Happening) -> None:
    """Tell who has to fix it again."""
    issue = await spoken_of(event)
    people = [*await owners_of(issue), *await people_who_see(issue, Role.store_manager)]
    reason = clipped(issue["words"]) or "—"
    await tell(Kind.reopened, people, issue, event, bundle=step_of(event), reason=reason)


async def tell_of_nudge(event: Happening) -> None:
    """Tell the owners and the manager of a store in one line; its staff read of it in the inbox."""
    named = event.payload["issues"]
    ids = [UUID(str(id)) for id in named] if isinstance(named, list) else []
    issues = await fetch(TOLD + " WHERE issue.id = ANY($1) ORDER BY issue.due_at, issue.id", ids)
    pushed: dict[UUID, list[dict[str, Any]]] = {}
    quietly: dict[UUID, list[dict[str, Any]]] = {}
    for issue in issues:
        loud = {*await owners_of(issue), *await people_who_see(issue, Role.store_manager)}
        for person in loud:
            pushed.setdefault(person, []).append(issue)
        for person in set(await people_who_see(issue, Role.staff)) - loud:
            quietly.setdefault(person, []).append(issue)
    rows = await fetch("SELECT name FROM person WHERE id = $1", event.person)
    for people, push in ((pushed, True), (quietly, False)):
        for person, own in sorted(people.items()):
            await nudge_person(person, own, event, rows[0]["name"], push)


async def nudge_person(
    person: UUID, own: list[dict[str, Any]], event: Happening, by: str, push: bool
) -> None:
    """Write the one line of a person about all that a nudge names."""
    issue = own[0]
    link = f"/issues/{issue['id']}" if len(own) == 1 else f"/issues?show=fix&store={issue['store']}"
    await notify(
        [person],
        Kind.nudged,
        {"store": issue["store_name"], "question": issue["title"], "count": len(own), "person": by},
        link=link,
        store=issue["store"],
        bundle=f"nudged:{event.payload['nudge']}:{issue['store']}",
        push=push,
        by=event.person,
    )


def step_of(event: Happening) -> str:
    """Name the bundle of what one step says."""
    return f"{event.name}:{event.payload['step']}"


def clipped(words: object) -> str:
    """Keep as much of somebody's words as a notification shows."""
    return str(words or "").strip()[:200]
