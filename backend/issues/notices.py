"""Who hears of an issue, and in which words (domain: the issue-to-fix loop)."""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.events.log import Happening
from backend.issues.people_of import owners_of
from backend.issues.sight import calls_in, people_who_see
from backend.notifications.notify import notify
from backend.notifications.words.issues import Kind
from backend.people.access import people_at
from backend.people.schemas import Role

COLUMNS = """issue.id, issue.store, store.name AS store_name, issue.title, issue.inspection, issue.red_line,
        issue.raised_by, issue.seen_by, issue.owner, issue.owner_role, issue.reporter, issue.severity,
        issue.deadline"""
NAMELESS = {"zh": "扫码的人", "en": "Somebody at the code"}
TOLD = f"SELECT {COLUMNS} FROM issue JOIN store ON store.id = issue.store"  # noqa: S608
SPOKEN = f"""
    SELECT {COLUMNS},
        coalesce(issue.reporter, raiser.name) AS raiser, coalesce(person.name, link.name) AS person,
        link.made_by AS asked_by, step.words, step.about
    FROM issue JOIN store ON store.id = issue.store JOIN person AS raiser ON raiser.id = issue.raised_by
        LEFT JOIN person ON person.id = $2 LEFT JOIN issue_step AS step ON step.id = $3
        LEFT JOIN link ON link.id = step.link
    WHERE issue.id = $1
"""  # noqa: S608


async def tell_store(event: Happening) -> None:
    """Tell of one issue: a red line at once to everybody who answers for it.

    One raised by hand is pushed to the manager and put into the inbox of the staff, unless its category is
    somebody's: then to them alone. What else an inspection raised is told once for the whole inspection.
    """
    issue = await spoken_of(event)
    if issue["red_line"]:
        people = await people_who_see(issue, Role.staff, Role.store_manager, Role.supervisor)
        people += await answering_for(issue)
        await tell(Kind.red_line, people, issue, event, bundle=f"red-line:{issue['id']}", urgent=True)
    elif issue["seen_by"] is not None:
        people = await people_who_see(issue, Role.store_manager, Role.supervisor, Role.hq)
        await tell(Kind.issue_raised, people, issue, event, bundle=f"raised:{issue['id']}")
    elif issue["inspection"] is None:
        bundle = f"raised:{issue['id']}"
        if (issue["owner"] or issue["owner_role"]) and (owners := await owners_of(issue)):
            return await tell(Kind.issue_raised, owners, issue, event, bundle=bundle)
        managers = await people_who_see(issue, Role.store_manager)
        staff = [one for one in await people_who_see(issue, Role.staff) if one not in managers]
        await tell(Kind.issue_raised, managers, issue, event, bundle=bundle)
        await tell(Kind.issue_raised, staff, issue, event, bundle=bundle, push=False)


async def answering_for(issue: dict[str, Any]) -> list[UUID]:
    """Return the owner and, where nobody of HQ owns it, all of HQ; and who else is called in for it."""
    if issue["owner"] in await people_at(issue["store"], Role.hq, Role.admin):
        return [issue["owner"]]
    owners = await owners_of(issue) if issue["owner"] or calls_in(issue) else []
    return [*owners, *await people_who_see(issue, Role.hq)]


async def tell_reviewer(event: Happening) -> None:
    """Tell whoever found it that it is fixed; else the supervisors of the store."""
    issue = await spoken_of(event)
    reviewers = await people_who_see(issue, Role.supervisor)
    finders = [person for person in reviewers if person == issue["raised_by"] and issue["reporter"] is None]
    fix, asker = event.payload["fix"], [issue["asked_by"]] if issue["asked_by"] else []
    await tell(Kind.issue_fixed, [*(finders or reviewers), *asker], issue, event, bundle=f"fixed:{fix}")


async def tell_of_outside_words(event: Happening) -> None:
    """Tell whoever asked an outside helper what that helper says; colleagues are read in the thread."""
    issue = await spoken_of(event)
    if issue["asked_by"] is not None:
        words = str(issue["words"])[:200]
        bundle = f"said:{event.payload['step']}"
        await tell(Kind.outside_words, [issue["asked_by"]], issue, event, bundle=bundle, words=words)


async def tell_fixer_verified(event: Happening) -> None:
    """Put into the fixer's inbox that the fix was verified; good news needs no push."""
    issue = await spoken_of(event)
    fixer = await fixer_of(event)
    await tell(
        Kind.issue_verified, fixer, issue, event, bundle=f"verified:{event.payload['fix']}", push=False
    )


async def tell_fixer_rejected(event: Happening) -> None:
    """Tell whoever fixed it, and the manager of the store, what is still missing."""
    issue = await spoken_of(event)
    people = [*await fixer_of(event), *await people_who_see(issue, Role.store_manager)]
    bundle = f"rejected:{event.payload['fix']}"
    await tell(Kind.issue_rejected, people, issue, event, bundle=bundle, reason=str(event.payload["reason"]))


async def spoken_of(event: Happening) -> dict[str, Any]:
    """Load the issue an event is about, with the names its words need."""
    return await issue_spoken_of(event.subject, event)


async def issue_spoken_of(issue: UUID | None, event: Happening) -> dict[str, Any]:
    """Load one of the issues an event is about; of an event about several it is said which."""
    step = event.payload.get("step")
    return (await fetch(SPOKEN, issue, event.person, step and UUID(str(step))))[0]


async def fixer_of(event: Happening) -> list[UUID]:
    """Return who made the fix an event is about; nobody, where an outside helper did."""
    rows = await fetch("SELECT person FROM fix WHERE id = $1", UUID(str(event.payload["fix"])))
    return [row["person"] for row in rows if row["person"] is not None]


async def tell(
    kind: Kind,
    people: list[UUID],
    issue: dict[str, Any],
    event: Happening,
    *,
    bundle: str,
    urgent: bool = False,
    push: bool = True,
    **words: str,
) -> None:
    """Tell people about one issue; nobody is told about their own deed."""
    params = {
        "store": issue["store_name"],
        "question": issue["title"],
        "person": issue["person"] or issue["raiser"] or NAMELESS,
        **words,
    }
    link = f"/issues/{issue['id']}"
    await notify(
        people,
        kind,
        params,
        link=link,
        thread=f"/inspections/{issue['inspection']}" if issue["inspection"] else link,
        store=issue["store"],
        bundle=bundle,
        urgent=urgent,
        push=push,
        by=event.person,
    )
