"""Who sees an issue: whoever reaches its store, unless its category is for named roles only.

Whoever raised a confidential issue and whoever owns it see it too. Maintenance sees what is routed to it.
"""

from typing import Any
from uuid import UUID

from backend.database import fetch
from backend.people.access import BELONGING, CALLED_IN, people_at, reaches, sight_of
from backend.people.person import SignedIn
from backend.people.schemas import Role


def seen(person: int, keys: int) -> str:
    """Write the condition on `issue` for the placeholders of a person's id and `sight_of` the person."""
    return f"""(issue.seen_by IS NULL OR issue.raised_by = ${person} AND issue.reporter IS NULL
        OR issue.owner = ${person} OR EXISTS (
        SELECT FROM jsonb_array_elements_text(issue.seen_by) AS named(role)
        WHERE named.role = ANY(${keys}) OR named.role || '@' || issue.store = ANY(${keys})))"""


def is_routed(person: SignedIn, issue: dict[str, Any]) -> bool:
    """Tell whether an issue is one for which this person, or a role that is called in, was called."""
    return calls_in(issue) or issue["owner"] == person.id


def calls_in(issue: dict[str, Any]) -> bool:
    """Tell whether everybody of a role that is called in was called; not where one of them is named."""
    return issue["owner"] is None and issue["owner_role"] in CALLED_IN


def whose(issue: dict[str, Any]) -> list[str]:
    """Say for the live feed to whom an issue opens although its store does not: its owner, else that role."""
    if issue["owner"] is not None:
        return [str(issue["owner"])]
    return [str(issue["owner_role"])] if calls_in(issue) else []


def named_by(issue: dict[str, Any], whose: list[str]) -> list[str]:
    """Name who alone may hear of a confidential issue: its roles, whose it is in person and who raised it."""
    people = [one for one in whose if one not in CALLED_IN]
    raiser = [str(issue["raised_by"])] if issue["reporter"] is None else []
    return [*issue["seen_by"], *people, *raiser]


def asked_of(issue: dict[str, Any], roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Leave out the roles that are called in where the issue is not theirs."""
    theirs = calls_in(issue)
    return tuple(role for role in roles if theirs or role not in CALLED_IN)


async def reaches_issue(person: SignedIn, issue: dict[str, Any]) -> bool:
    """Tell whether a person reaches the store of an issue, or was called in for this very issue."""
    if await reaches(person, issue["store"]):
        return True
    return is_routed(person, issue) and await reaches(person, issue["store"], *CALLED_IN)


async def sees(person: SignedIn, issue: dict[str, Any]) -> bool:
    """Tell whether a person who reaches the store of an issue sees the issue itself."""
    if issue["seen_by"] is None or issue["owner"] == person.id:
        return True
    if issue["raised_by"] == person.id and issue["reporter"] is None:
        return True
    keys = await sight_of(person)
    return any(role in keys or f"{role}@{issue['store']}" in keys for role in issue["seen_by"])


async def opens_to(person: SignedIn, issue: dict[str, Any]) -> bool:
    """Tell whether a person may read an issue: within reach or called in, and not hidden from them."""
    return await reaches_issue(person, issue) and await sees(person, issue)


async def people_who_see(issue: dict[str, Any], *roles: Role) -> list[UUID]:
    """List who holds one of the roles at the store of an issue and may see the issue."""
    allowed = [role for role in roles if issue["seen_by"] is None or role in issue["seen_by"]]
    return await people_at(issue["store"], *allowed) if allowed else []


async def veil_photos(*issues: UUID) -> None:
    """Let the photos of issues be seen by exactly those who see the issues; in the caller's transaction."""
    await fetch(
        """
        UPDATE photo_use SET seen_by = CASE WHEN issue.seen_by IS NOT NULL THEN
            issue.seen_by || to_jsonb(array_remove(ARRAY[issue.owner::text,
                CASE WHEN issue.reporter IS NULL THEN issue.raised_by::text END], NULL)) END
        FROM issue LEFT JOIN issue_step AS step ON step.issue = issue.id
        WHERE issue.id = ANY($1) AND (photo_use.subject IN (issue.id, step.id)
            OR photo_use.subject = issue.inspection AND issue.photos ? photo_use.sha256)
        """,
        list(issues),
    )
    await show_to_called_in(*issues)


async def show_to_called_in(*issues: UUID) -> None:
    """Let whoever is called in see the photos of issues routed to them, but none of an inspection."""
    await fetch(
        """
        UPDATE photo_use SET seen_by = to_jsonb($3::text[] || array_remove(ARRAY[
            CASE WHEN issue.owner IS NULL AND issue.owner_role = ANY($2) THEN issue.owner_role::text END,
            issue.owner::text], NULL))
        FROM issue LEFT JOIN issue_step AS step ON step.issue = issue.id
        WHERE issue.id = ANY($1) AND issue.seen_by IS NULL AND photo_use.subject IN (issue.id, step.id)
            AND (issue.owner IS NULL AND issue.owner_role = ANY($2)
                OR EXISTS (SELECT FROM post WHERE post.person = issue.owner AND post.role = ANY($2)))
        """,
        list(issues),
        [str(role) for role in CALLED_IN],
        [str(role) for role in BELONGING],
    )
